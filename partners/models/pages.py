"""Partners' areas, and the base of what they publish there."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale, Page, PageManager, Task, TaskState
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import BodyBlock
from core.fields import BlocksField
from core.models import BasePage, ChosenPage, ChosenPagesPanel, CustomImage, PublishedPageQuerySet, Topic, User
from core.models.topics import TopicQuerySet, first_topic, topic_of
from core.share_cards import Card
from core.structured_data import Node, Place
from core.typography import tidy
from partners.isolation.references import PartnerPageForm
from partners.models.organisations import Partner
from partners.page_form import PartnerContentForm
from partners.permission_tester import DeclaredPermissionTester
from partners.structured_data import area

# Root › home page › partner index › area.
AREA_DEPTH = 4
MOST_FEATURES = 4


# What a card shows, or needs for what it shows.
CARD = (
    *("title", "url_path", "translation_key", "first_published_at", "summary", "in_language", "is_sample"),
    *("locale__language_code", "partner__acronym", "image"),
)


class PartnerContentQuerySet(PublishedPageQuerySet):
    """Queries of what partners publish."""

    def for_cards(self) -> Self:
        """With all that a card shows, and nothing else, in a constant number of queries."""
        return (
            self.select_related("locale", "partner", "image")
            .prefetch_related("image__renditions")
            .annotate(first_topic=first_topic(self.model.topics.through, self.model._meta.model_name, "pk"))
            .only(*CARD, *self.model.card_fields)
        )

    def about(self, topic: Topic) -> Self:
        return self.filter(topics=topic)

    def by_partner(self, partner: Partner) -> Self:
        return self.filter(partner=partner)


class DeclaredPermissionsMixin:
    """A page about which `partners.roles` says who may do what."""

    # Areas and sections hold others' pages: they stay while those are public.
    can_be_withdrawn: ClassVar[bool] = False

    @staticmethod
    def locate_area(path: str) -> str | None:
        """The tree path of the partner's area that holds, or is, a page of this type at `path`."""
        return None

    def permissions_for_user(self, user: User) -> DeclaredPermissionTester:
        return DeclaredPermissionTester(user, self)

    current_workflow_task_state: TaskState | None

    @property
    def current_workflow_task(self) -> Task | None:
        """The step at which the page waits. As Wagtail's, but our steps have no fields to look up for each page."""
        state = self.current_workflow_task_state
        return state.task.specific_deferred if state else None


class PlatformPage(DeclaredPermissionsMixin, BasePage):
    """A page that belongs to no partner: the editorial board's."""

    class Meta:
        abstract = True


class PartnerIndexPage(PlatformPage):
    """All partners. Their areas are its children."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["partners.PartnerPage"]
    max_count_per_parent = 1
    template = "partners/partner_index_page.html"
    schema_type = "CollectionPage"
    page_description = _("The list of all partners; their areas stand below it.")

    class Meta:
        verbose_name = _("partner index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["areas"] = (
            PartnerPage.objects.child_of(self)
            .published()
            .select_related("locale", "partner__logo")
            .prefetch_related("partner__topics", "partner__logo__renditions")
            .order_by("partner__acronym")
        )
        return context


class PartnerPage(DeclaredPermissionsMixin, BasePage):
    """A partner's area in one language: its profile, and the root of all that it publishes."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="areas", verbose_name=_("partner"))
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("profile"))

    shown_with = ("partner__logo",)
    base_form_class = PartnerPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
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
    # The address of an area is the partner's key and never changes.
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines"))
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["partners.PartnerIndexPage"]
    template = "partners/partner_page.html"
    page_description = _("The area of one partner, with its profile.")
    # Areas are made by partners.services, for all languages and with their rights.
    is_creatable = False

    class Meta:
        verbose_name = _("partner area")

    @staticmethod
    def locate_area(path: str) -> str | None:
        return path

    def pictures(self) -> Iterator[tuple[CustomImage, list[str]]]:
        yield from super().pictures()
        if self.partner.logo:
            yield self.partner.logo, ["logo"]

    def share_card(self) -> Card:
        name = Partner.name.in_language(self.partner, self.text_language)
        return Card(title=name, signatures=(self.partner.acronym,) if self.partner.acronym != name else ())

    def structured_data(self, place: Place) -> list[Node]:
        return area(self, place)


def areas_in(locale: Locale) -> PublishedPageQuerySet:
    """The public areas in one language, by name, with what a wall of names shows of them."""
    shown = ("url_path", "partner__acronym", "partner__name_fr", "partner__name_en", "partner__status")
    found: PublishedPageQuerySet = PartnerPage.objects.published().in_locale(locale)
    return found.select_related("partner").only(*shown).order_by("partner__acronym")


class AreaFeature(ChosenPage):
    """An article that a partner shows first in its area."""

    area = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="features")

    class Meta(ChosenPage.Meta):
        verbose_name = _("featured article")
        verbose_name_plural = _("featured articles")


class PartnerContentPage(DeclaredPermissionsMixin, BasePage):
    """What a partner publishes. Its partner follows from its place in the tree and is stored for quick queries."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    image = models.ForeignKey(
        CustomImage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alt = models.CharField(
        _("alternative text of the image"),
        max_length=255,
        blank=True,
        help_text=_("What the image shows, for people who cannot see it. Leave blank only for a decoration."),
    )
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("body"))
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    can_be_withdrawn = True
    shown_with: ClassVar[tuple[str, ...]] = ("partner", "image")
    base_form_class = PartnerContentForm
    # Menus hold the sections of the site, never a single item.
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        )
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("partner_id"),
    ]

    # What a card shows of this type besides.
    card_fields: ClassVar[tuple[str, ...]] = ()

    shared_fields = frozenset({"topics", "image"})
    prose_fields = BasePage.prose_fields | {"image_alt", "body"}

    objects = PageManager.from_queryset(PartnerContentQuerySet)()

    class Meta:
        abstract = True

    @staticmethod
    def locate_area(path: str) -> str | None:
        """Content stands directly below an area (see the `parent_page_types` of each type)."""
        return path[: -Page.steplen]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes the partner from the place: what an old revision or a copy says of it does not count."""
        self.partner = partner_at(self.path)
        super().save(*args, **kwargs)

    @cached_property
    def topic_list(self) -> list[Topic]:
        """The topics, asked for once while a page is shown, with their thematic sections in its language."""
        topics = self.topics.all()
        # Of what is not saved, or only in a draft, they are a list.
        return list(topics.with_sections(self.locale.language_code) if isinstance(topics, TopicQuerySet) else topics)

    @property
    def main_topic(self) -> Topic | None:
        """The first topic, whose colour a card has; from what `for_cards` brought along, where it did."""
        if hasattr(self, "first_topic"):
            return topic_of(self.first_topic)
        return next(iter(self.topic_list), None)

    def pictures(self) -> Iterator[tuple[CustomImage, list[str]]]:
        yield from super().pictures()
        if self.image:
            yield self.image, ["page", "card-large", "share"]

    @property
    def share_picture(self) -> CustomImage | None:
        return self.image

    @property
    def share_picture_alt(self) -> str:
        return str(self.image_alt)

    @property
    def share_eyebrow(self) -> str:
        """The line above the title on a card: the first topic, whose colour the card has."""
        return Topic.title.in_language(self.topic_list[0], self.text_language) if self.topic_list else ""

    def share_card(self) -> Card:
        partner = self.partner
        names = [Partner.name.in_language(partner, self.text_language), partner.acronym] if partner else []
        return Card(
            title=tidy(self.title, self.text_language),
            topic=self.topic_list[0].key if self.topic_list else "",
            eyebrow=self.share_eyebrow,
            signatures=tuple(dict.fromkeys(names)),
        )


def partner_at(path: str) -> Partner | None:
    """The partner whose area holds the tree path, or is it."""
    steps = range(Page.steplen, len(path) + 1, Page.steplen)
    area = PartnerPage.objects.filter(path__in=[path[:step] for step in steps]).select_related("partner").first()
    return area.partner if area else None


def with_partners(pages: PageQuerySet) -> PageQuerySet:
    """`pages`, of all types, with `partner_id`: of the partner in whose area they stand; None for the platform's."""
    area = Left(OuterRef("path"), AREA_DEPTH * Page.steplen)
    return pages.annotate(partner_id=Subquery(PartnerPage.objects.filter(path=area).values("partner")[:1]))
