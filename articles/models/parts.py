"""What belongs to an article: its sources, and what a special report gathers by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from articles.admin.panels import SourceAddressPanel
from articles.enums import SourceLanguage
from core.models import ChosenPage
from core.widgets import TypedDateInput


class ArticleSource(Orderable):
    """Where the facts of an article come from."""

    article = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=255)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.DateField(_("date"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=SourceLanguage, blank=True)

    panels = [
        # First what offers the rest.
        SourceAddressPanel("url"),
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldRowPanel([FieldPanel("published_on", widget=TypedDateInput), FieldPanel("language")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    @property
    def lang(self) -> str:
        """The language as HTML names it; blank where it is not known."""
        return self.language if self.language in (SourceLanguage.FRENCH, SourceLanguage.ENGLISH) else ""


class ReportItem(ChosenPage):
    """An article that a special report shows first."""

    report = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="report_items")

    class Meta(ChosenPage.Meta):
        verbose_name = _("item of the report")
        verbose_name_plural = _("items of the report")
