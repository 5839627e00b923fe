"""The taxonomy that all partners share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual


class Topic(models.Model):
    """A theme of the portal. It exists once for all languages; its page (home.TopicPage) exists in each."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Stands in addresses of filters; never changes."))
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    title = Bilingual("title")

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return str(self.title)
