"""What is known of public texts, so that everybody can see which language is behind."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PublishedTextQuerySet(models.QuerySet["PublishedText"]):
    """Queries of public texts."""

    def behind(self) -> Self:
        """Those whose original has changed since they were saved."""
        return self.filter(original__published_text__changed_at__gt=models.F("based_on"))


class PublishedText(models.Model):
    """Facts about the public text of a page, written down when it is published. Mirrors have no text of their own."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="published_text")
    original = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="published_translations",
        verbose_name=_("original"),
        help_text=_("The page of which this one is a translation."),
    )
    # When the text last changed so that its translations have to follow; a minor edit does not count.
    changed_at = models.DateTimeField()
    # When the version that is public was saved. What the original says since then is not in it.
    based_on = models.DateTimeField()
    # Sentences that stand there in the language of the original; None where nobody counts: in originals and in
    # versions that are written freely instead of sentence by sentence.
    untranslated = models.PositiveIntegerField(null=True)

    objects = PublishedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")

    def __str__(self) -> str:
        return f"{self.page_id}, {self.changed_at:%Y-%m-%d %H:%M}"
