"""The base of all pages."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction, Revision, Site
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.formatting import Lang
from core.share_cards import Card
from core.structured_data import Node, Place, page_node
from core.typography import tidy

if TYPE_CHECKING:
    from wagtail.models import Locale

    from core.models.media import CustomImage


def _restricted(path: str) -> models.Exists:
    """Whether a restriction lies on the page at the tree path in the column `path`, or above it."""
    place = models.ExpressionWrapper(models.OuterRef(path), output_field=models.CharField())
    return models.Exists(
        PageViewRestriction.objects.annotate(place=place).filter(place__startswith=models.F("page__path"))
    )


@cache
def unrestricted() -> models.Q:
    """Nothing restricts a page: neither itself, nor what stands above it, nor the original that it mirrors."""
    return ~models.Q(_restricted("path")) & ~models.Q(_restricted("alias_of__path"))


# What the app of translations knows of a public text; named, since that app stands above this one.
TEXT = "published_text"


class PublishedPageQuerySet(PageQuerySet):
    """Named queries of all our page types."""

    def published(self) -> Self:
        """What the public may see: live, and not restricted: itself, what stands above it, or the original it mirrors.

        Every list, feed, search, sitemap and API goes through this. Wagtail's own `public()` asks for the restrictions
        in a query of its own each time; here they are part of the one query.
        """
        return self.live().filter(unrestricted())

    def in_locale(self, locale: "Locale") -> Self:
        """The pages of one language's tree, mirrors of the other language included."""
        return self.filter(locale=locale)

    def newest_first(self) -> Self:
        """By first publication; the key makes the order total, so that numbered pages never repeat an item."""
        return self.order_by("-first_published_at", "-pk")


def all_pages() -> PublishedPageQuerySet:
    """Pages of all types, as rows of the base model, with our named queries."""
    return PublishedPageQuerySet(Page)


def public_pages() -> PublishedPageQuerySet:
    """What the public may see among pages of all types."""
    return all_pages().published()


PublishedPageManager = PageManager.from_queryset(PublishedPageQuerySet)


class BasePage(Page):
    """A page of the portal.

    `in_language` (schema.org's inLanguage) says in which language the public text really is. It is set when an edited
    version is saved; a mirror (Wagtail's alias) receives its original's, so a French text under an English address is
    known as such everywhere, without looking up the original.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences, shown in lists and to search engines."),
    )
    in_language = models.CharField(max_length=10, editable=False, default=settings.LANGUAGE_CODE)
    is_minor_edit = models.BooleanField(
        _("minor edit"),
        default=False,
        help_text=_("Only small corrections since the public version: translations need not follow."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    # Facts that are the same in all languages; a translation receives them whenever its original is published.
    shared_fields: ClassVar[frozenset[str]] = frozenset()

    # Texts that people write and read, in the language of the page.
    prose_fields: ClassVar[frozenset[str]] = frozenset({"title", "summary"})

    # Relations that whoever reads the page needs in any case.
    shown_with: ClassVar[tuple[str, ...]] = ()

    # What the page is to machines: a type of schema.org, and one of Open Graph.
    schema_type: ClassVar[str] = "WebPage"
    open_graph_type: ClassVar[str] = "website"

    objects = PublishedPageManager()

    class Meta:
        abstract = True

    @property
    def is_mirror(self) -> bool:
        """Whether the text is in another language than the part of the site in which it stands."""
        return bool(self.in_language != self.locale.language_code)

    @cached_property
    def other_languages(self) -> dict[str, "BasePage"]:
        """Public versions of this page by language code, without its own, as links to them need them; a mirror counts
        as a version."""
        versions = type(self).objects.published().filter(translation_key=self.translation_key).exclude(pk=self.pk)
        shown = ("title", "url_path", "in_language", "locale__language_code")
        # All of what is known of the text.
        known = [f"{TEXT}__{field.name}" for field in self._meta.get_field(TEXT).related_model._meta.concrete_fields]
        found = versions.select_related("locale", TEXT).only(*shown, *known)
        return {page.locale.language_code: page for page in found}

    # Whether it was found by an address of which no page is restricted.
    is_known_to_be_open = False

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail's, which asks for all ancestors; nothing where it is known already."""
        if self.is_known_to_be_open:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def meta_description(self) -> str:
        """What search engines and social networks say of the page."""
        return str(self.search_description or self.summary)

    @property
    def text_language(self) -> Lang:
        """The language of the text, among those that we write dates and quotation marks in."""
        return "en" if self.in_language == "en" else "fr"

    @property
    def share_picture(self) -> "CustomImage | None":
        """The picture of its own that goes with the page when its address is shared."""
        return None

    @property
    def share_picture_alt(self) -> str:
        return ""

    def pictures(self) -> Iterator[tuple["CustomImage", list[str]]]:
        """The images that the page itself shows, with the names of the sizes in which it, or a list, shows them."""
        for block in getattr(self, "body", None) or ():
            if block.block_type == "image" and block.value["image"]:
                yield block.value["image"], ["page"]

    def share_card(self) -> Card:
        """What is drawn to go with the page when it has no picture of its own."""
        return Card(title=tidy(self.title, self.text_language))

    def structured_data(self, place: Place) -> list[Node]:
        """What machines are told of the page, besides the way to it."""
        return [page_node(self, place, self.schema_type)]

    def open_graph_details(self) -> list[tuple[str, str]]:
        """The properties of its own Open Graph type."""
        return []

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Saves an edited version: from here on, the text is in the language of its tree."""
        self.in_language = self.locale.language_code
        return super().save_revision(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["site"] = Site.find_for_request(request)
        return context
