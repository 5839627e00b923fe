"""The taxonomy that all partners share."""

from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.bilingual import Bilingual


def first_topic(link: type[models.Model], item: str, key: str) -> Subquery:
    """What `topic_of` makes the first topic of an item of; `link` ties items to topics, `key` is the outer column."""
    found = link._default_manager.filter(**{item: OuterRef(key)}).order_by("topic__position", "topic__key")
    facts = JSONObject(
        pk="topic_id", **{name: f"topic__{name}" for name in ("key", "title_fr", "title_en", "position")}
    )
    return Subquery(found.values_list(facts)[:1])


def topic_of(facts: dict[str, Any] | None) -> "Topic | None":
    return Topic(**facts) if facts else None


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_sections(self, language: str) -> Self:
        """Each with its public thematic section in a language, in the same query; see `Topic.section`."""
        # The relation is followed by its name: this app lies below the one that defines the section.
        pages: Any = Topic._meta.get_field("pages").related_model
        found = pages.objects.published().filter(topic=OuterRef("pk"), locale__language_code=language).order_by("pk")
        facts = JSONObject(pk="pk", url_path="url_path", title="title")
        return self.annotate(section_facts=Subquery(found.values_list(facts)[:1]))


class Topic(models.Model):
    """A theme of the portal. It exists once for all languages; its page (home.TopicPage) exists in each."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Stands in addresses of filters; never changes."))
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    title = Bilingual("title")

    objects = TopicQuerySet.as_manager()

    # Of `with_sections`.
    section_facts: dict[str, Any] | None = None

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return str(self.title)

    @cached_property
    def section(self) -> Page | None:
        """What a link to the thematic section needs of it."""
        return Page(**self.section_facts) if self.section_facts else None
