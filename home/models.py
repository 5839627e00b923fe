"""The home page, the thematic sections and plain pages."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from articles.latest import fair_latest, gather
from articles.models.listed import ListedArticle
from core.blocks import BodyBlock
from core.fields import BlocksField
from core.models import ChosenPage, ChosenPagesPanel, Topic
from core.models.chosen import with_versions
from core.share_cards import Card
from core.structured_data import Node, Place, portal, searchable_site
from core.typography import tidy
from core.widgets import TypedDateInput
from events.models import EventOccurrence
from partners.models import PlatformPage
from partners.models.pages import areas_in

ARTICLES_PER_TOPIC_PAGE = 12
LATEST_ON_HOME = 6
MOST_FEATURES = 4
TOPIC = ("topic__key", "topic__title_fr", "topic__title_en")


class HomePage(PlatformPage):
    """The first page of one language; all others of that language stand below it."""

    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [
        *PlatformPage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("introduction"),
        ChosenPagesPanel(
            "features",
            heading=_("Featured"),
            label=_("article"),
            max_num=MOST_FEATURES,
            help_text=_("The first one stands large. Without any, the latest article does."),
        ),
    ]
    shared_fields = frozenset({"features"})
    override_translatable_fields = [SynchronizedField("features")]

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    page_description = _("The first page of one language.")

    class Meta:
        verbose_name = _("home page")

    @property
    def meta_description(self) -> str:
        return super().meta_description or self.tagline

    def share_card(self) -> Card:
        return Card(title=tidy(self.tagline or self.title, self.text_language))

    def structured_data(self, place: Place) -> list[Node]:
        with translation.override(self.in_language):
            site = searchable_site(place, self.in_language, self.meta_description, reverse("search"))
        return [site, portal(place, is_whole=True)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        featured, latest = fair_latest(self.locale, LATEST_ON_HOME + 1, self.choices(timezone.localdate(now)))
        # Something stands large in any case.
        context["lead"] = next(iter([*featured, *latest]), None)
        context["featured"] = featured[1:]
        context["latest"] = latest[:LATEST_ON_HOME] if featured else latest[1:]
        context["events"] = EventOccurrence.objects.in_locale(self.locale).next_of_each(now).for_cards()[:5]
        context["topic_pages"] = topic_pages(self)
        context["areas"] = areas_in(self.locale)
        return context

    def choices(self, day: dt.date) -> list["HomeFeature"]:
        """What the board features on `day`."""
        return [feature for feature in with_versions(self.features.all(), self.locale) if feature.is_on(day)]


class HomeFeature(ChosenPage):
    """An article that the board features, from a day and until a day."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="features")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("That day is included."))

    panels = [
        *ChosenPage.panels,
        FieldRowPanel([FieldPanel("starts_on", widget=TypedDateInput), FieldPanel("ends_on", widget=TypedDateInput)]),
    ]

    class Meta(ChosenPage.Meta):
        verbose_name = _("featured article")
        verbose_name_plural = _("featured articles")

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first one.")})

    def is_on(self, day: dt.date) -> bool:
        return not (self.starts_on and day < self.starts_on) and not (self.ends_on and day > self.ends_on)


class TopicIndexPage(PlatformPage):
    """The list of the thematic sections."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.TopicPage"]
    max_count_per_parent = 1
    template = "home/topic_index_page.html"
    schema_type = "CollectionPage"
    page_description = _("Lists the thematic sections.")

    class Meta:
        verbose_name = _("topic index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["topic_pages"] = topic_pages(self)
        return context


class TopicPage(PlatformPage):
    """A thematic section: what all partners publish about one topic."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="pages", verbose_name=_("topic"))
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    can_be_withdrawn = True
    shown_with = ("topic",)
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("topic"),
        FieldPanel("summary"),
        FieldPanel("introduction"),
        ChosenPagesPanel(
            "features",
            heading=_("Featured"),
            label=_("article"),
            max_num=MOST_FEATURES,
            help_text=_("They stand above the latest ones."),
        ),
        FieldPanel("is_minor_edit"),
    ]
    shared_fields = frozenset({"features"})
    override_translatable_fields = [SynchronizedField("features")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("introduction")]

    parent_page_types = ["home.TopicIndexPage"]
    subpage_types: list[str] = []
    template = "home/topic_page.html"
    schema_type = "CollectionPage"
    page_description = _("Gathers what all partners publish about one topic.")

    class Meta:
        verbose_name = _("thematic section")

    def share_card(self) -> Card:
        return Card(title=tidy(self.title, self.text_language), topic=self.topic.key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ListedArticle.objects.in_locale(self.locale).about(self.topic).newest_first()
        events = EventOccurrence.objects.in_locale(self.locale).about(self.topic)
        gathered = gather(articles, self.locale, request, ARTICLES_PER_TOPIC_PAGE, self.features.all())
        context |= gathered._asdict()
        context["events"] = events.next_of_each(timezone.now()).for_cards()[:4]
        context["areas"] = areas_in(self.locale).filter(partner__topics=self.topic)
        return context


class TopicFeature(ChosenPage):
    """An article that stands first on the page of a topic."""

    topic_page = ParentalKey(TopicPage, on_delete=models.CASCADE, related_name="features")

    class Meta(ChosenPage.Meta):
        verbose_name = _("featured article")
        verbose_name_plural = _("featured articles")


class PlainPage(PlatformPage):
    """A page of text: about, contact, privacy, accessibility."""

    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("body"))

    can_be_withdrawn = True
    content_panels = [*PlatformPage.content_panels, FieldPanel("body"), FieldPanel("is_minor_edit")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    template = "home/plain_page.html"
    page_description = _("A page of text, such as About or Contact.")

    class Meta:
        verbose_name = _("plain page")


def topic_pages(page: Page) -> Any:
    """The public thematic sections in the locale of `page`, in the order of the topics."""
    found = TopicPage.objects.published().in_locale(page.locale).select_related("locale", "topic").order_by("topic")
    return found.only("url_path", "summary", "in_language", "locale__language_code", *TOPIC)


class DemonstrationLoad(models.Model):
    """Says that the demonstration content was asked for here, and whether it was once loaded to its end."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"
