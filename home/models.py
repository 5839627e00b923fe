"""The home page, the thematic sections and plain pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from articles.models import ArticlePage
from core.blocks import BodyBlock
from core.fields import BlocksField
from core.models import Topic
from core.pagination import page_of
from core.share_cards import Card
from core.structured_data import Node, Place, portal, searchable_site
from core.typography import tidy
from events.models import EventOccurrence
from partners.models import PartnerPage, PlatformPage

ARTICLES_PER_TOPIC_PAGE = 12


class HomePage(PlatformPage):
    """The first page of one language; all others of that language stand below it."""

    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*PlatformPage.content_panels, FieldPanel("tagline"), FieldPanel("introduction")]

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
        articles = ArticlePage.objects.published().in_locale(self.locale)
        lead = articles.featured_first().for_cards().first()
        context["lead"] = lead
        context["latest"] = articles.exclude(pk=lead.pk if lead else None).newest_first().for_cards()[:6]
        context["events"] = EventOccurrence.objects.in_locale(self.locale).next_of_each(timezone.now()).for_cards()[:5]
        context["topic_pages"] = topic_pages(self)
        context["areas"] = (
            PartnerPage.objects.published()
            .in_locale(self.locale)
            .select_related("locale", "partner")
            .defer("body")
            .order_by("partner__acronym")
        )
        return context


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
    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("topic"),
        FieldPanel("summary"),
        FieldPanel("introduction"),
        FieldPanel("is_minor_edit"),
    ]
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
        articles = ArticlePage.objects.published().in_locale(self.locale).about(self.topic)
        events = EventOccurrence.objects.in_locale(self.locale).about(self.topic)
        context["listing"] = page_of(articles.newest_first().for_cards(), request, ARTICLES_PER_TOPIC_PAGE)
        context["events"] = events.next_of_each(timezone.now()).for_cards()[:4]
        context["areas"] = (
            PartnerPage.objects.published()
            .in_locale(self.locale)
            .filter(partner__topics=self.topic)
            .select_related("locale", "partner")
            .defer("body")
            .order_by("partner__acronym")
        )
        return context


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
    return TopicPage.objects.published().in_locale(page.locale).select_related("locale", "topic").order_by("topic")


class DemonstrationLoad(models.Model):
    """Says that the demonstration content was asked for here, and whether it was once loaded to its end."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"
