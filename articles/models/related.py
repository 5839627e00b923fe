"""What stands beside an article, computed when it is published (see `articles.related`)."""

from django.db import models

from articles.enums import Reason
from core.models import Topic


class RelatedText(models.Model):
    """That one text stands beside another, in whichever languages the two exist.

    Both are named by what all versions of a page have in common, Wagtail's `translation_key`; whether a reader sees it
    is decided when it is shown.
    """

    text = models.UUIDField()
    other = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, choices=Reason)
    # What the reason names.
    keyword = models.CharField(max_length=255, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["text", "position"]
        constraints = [models.UniqueConstraint(fields=["text", "position"], name="related_text_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.position}"
