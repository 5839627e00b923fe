"""What every public template asks for: languages, navigation, breadcrumb, addresses.

Each tag costs one query or none, besides Wagtail's look at private sections, whatever the page holds.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import Page, Site

from core import formatting
from core.languages import tag
from core.media.pictures import bring_renditions
from core.models import BasePage, Topic
from core.models.topics import TopicQuerySet
from core.players import Player, player_of
from core.ways import pages_around

register = template.Library()

PLAIN_PAGE = "plainpage"


@dataclass(frozen=True)
class NavigationItem:
    """A link of the navigation.

    `kind` is the name of the page's model, in lower case; `current` the value of aria-current: "page", "true" (an
    ancestor of the current page) or ""; `lang` is blank where the title is in the active language.
    """

    kind: str
    title: str
    url: str
    current: str
    lang: str


@dataclass(frozen=True)
class Navigation:
    """One language: its home page, the sections and plain pages that are in menus, and the pages above the current one.

    All in the order of the tree. The breadcrumb leaves out what is not public.
    """

    home: NavigationItem | None = None
    sections: Sequence[NavigationItem] = ()
    plain_pages: Sequence[NavigationItem] = ()
    above: Sequence[Page] = ()


@dataclass(frozen=True)
class LanguageLink:
    """Where the same page is in another language; `name` is written in that language."""

    code: str
    name: str
    lang: str
    url: str


@dataclass(frozen=True)
class Alternate:
    """A version of a page for search engines; `url` is absolute."""

    hreflang: str
    url: str


@register.simple_tag
def html_lang() -> str:
    """The BCP 47 tag of the active language."""
    return tag(_active())


@register.simple_tag
def content_lang(page: Page) -> str:
    """The BCP 47 tag of the language in which the text of `page` really is.

    A row of the base model does not hold it; there, a mirror is in the language of its original.
    """
    return tag(_language_of(page))


@register.simple_tag
def foreign_lang(page: Page) -> str:
    """As `content_lang`, but blank where the text is in the active language and needs no `lang` of its own."""
    language = _language_of(page)
    return "" if language == _active() else tag(language)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> Navigation:
    """The public pages around the current one, in the active language: one query for menus and breadcrumb together."""
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return Navigation()
    page = context.get("page")
    here = page if isinstance(page, Page) and page.path else None
    above, around = pages_around(request, here, site.root_page)
    if not around or around[0].depth != site.root_page.depth:
        return Navigation()
    home, *sections = around
    current = here.path if here else ""
    items = [_item(section, current, request) for section in sections if section.is_child_of(home)]
    return Navigation(
        home=_item(home, current, request),
        sections=[item for item in items if item.kind != PLAIN_PAGE],
        plain_pages=[item for item in items if item.kind == PLAIN_PAGE],
        above=above,
    )


@register.simple_tag(takes_context=True)
def section_url(context: Context, kind: str) -> str:
    """The address of the section of the model `kind` ("calendarpage"), blank where the navigation has none."""
    nav: Navigation = context["nav"]
    return next((item.url for item in nav.sections if item.kind == kind), "")


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page, filtered alike, in the other languages; where there is no such version, their home page."""
    request: HttpRequest | None = context.get("request")
    page = context.get("page")
    versions = page.other_languages if isinstance(page, BasePage) else {}
    links = []
    for code, name in settings.LANGUAGES:
        if code == _active():
            continue
        version = versions.get(code)
        url = (
            f"{version.get_url(request)}{_below(context)}{_filters(context)}" if version else _same_view(request, code)
        )
        links.append(LanguageLink(code, str(name), tag(code), url))
    return links


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """The absolute address for search engines to keep: of a mirror its original's; of a list, with its page number."""
    page = context.get("page")
    if not isinstance(page, BasePage):
        return ""
    request = context.get("request")
    if page.is_mirror:
        original = page.other_languages.get(page.in_language)
        return f"{original.get_full_url(request)}{_below(context)}" if original else ""
    url = f"{page.get_full_url(request) or ''}{_below(context)}"
    number = _number(context)
    return f"{url}?page={number}" if number > 1 else url


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[Alternate]:
    """The real versions of the current page, itself included, French also as the default; none for a page with one."""
    page = context.get("page")
    if not isinstance(page, BasePage) or page.is_mirror or _number(context) > 1:
        return []
    request = context.get("request")
    versions = {page.locale.language_code: page}
    versions |= {code: version for code, version in page.other_languages.items() if not version.is_mirror}
    if len(versions) < 2:
        return []
    links = [
        Alternate(tag(code), f"{versions[code].get_full_url(request)}{_below(context)}")
        for code in sorted(versions, reverse=True)
    ]
    default = versions.get(settings.LANGUAGE_CODE)
    return links + ([Alternate("x-default", f"{default.get_full_url(request)}{_below(context)}")] if default else [])


@register.simple_tag
def player(url: str) -> Player | None:
    """The player of media at that address, where there is one."""
    return player_of(url)


@register.simple_tag
def player_cover(player: Player, title: str) -> str:
    """The document that stands in a player's frame until it is played."""
    return render_to_string("components/player_cover.html", {"player": player, "title": title})


@register.simple_tag
def with_pages(topics: Iterable[Topic]) -> list[dict[str, Any]]:
    """Topics with their public thematic section in the active language: `{"topic": …, "page": … or None}`."""
    if isinstance(topics, TopicQuerySet):
        topics = topics.with_sections(_active())
    topics = list(topics)
    unknown = [topic.pk for topic in topics if "section_facts" not in topic.__dict__]
    found = Topic.objects.with_sections(_active()).in_bulk(unknown) if unknown else {}
    return [{"topic": topic, "page": found.get(topic.pk, topic).section} for topic in topics]


@register.simple_tag
def with_renditions(body: Any) -> Any:
    """A body whose image blocks have their renditions at hand: one query for all of them instead of one for each."""
    bring_renditions(block.value["image"] for block in body or [] if block.block_type == "image")
    return body


@register.filter
def short_month(moment: dt.datetime) -> str:
    """The month as a date tile shows it: « nov. », "Nov."."""
    month = re.search(r"[^\W\d_]{3,}\.?", formatting.short_date(moment, "en" if _active() == "en" else "fr"))
    return month.group() if month else ""


@register.filter
def host(url: str) -> str:
    """The host of an address, as people name a site: "crim.ca"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def kind_of_page(page: Page) -> str:
    """What a page is, in words: the kind of an article or event, else the name of its type."""
    if hasattr(page, "get_kind_display"):
        return str(page.get_kind_display())
    return str(capfirst(page._meta.verbose_name))


@register.filter
def file_kind(document: Any) -> str:
    """The kind of a document's file as people know it: "PDF"."""
    return str(document.file_extension).upper()


def _active() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]


def _language_of(page: Page) -> str:
    if isinstance(page, BasePage):
        return str(page.in_language)[:2]
    original = page.alias_of if page.alias_of_id else page
    return str(original.locale.language_code)[:2]


def _number(context: Context) -> int:
    """Which page of its list the current page shows, from 1."""
    listing = context.get("listing")
    return listing.page.number if listing else 1


def _below(context: Context) -> str:
    """What of the address lies below that of the page: an archive is another view of an index. Mostly blank."""
    return str(context.get("subpath", ""))


def _filters(context: Context) -> str:
    """The query of the current list without the number of its page; all languages name filters alike."""
    form = context.get("filter_form")
    if not form or form.is_plain:
        return ""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _item(page: Page, current: str, request: HttpRequest | None) -> NavigationItem:
    """A link to `page`, seen from the page at the tree path `current`."""
    state = "page" if current == page.path else "true" if current.startswith(page.path) else ""
    url = page.get_url(request) or ""
    return NavigationItem(page.cached_content_type.model, page.title, url, state, foreign_lang(page))


def _same_view(request: HttpRequest | None, code: str) -> str:
    """The address of the current view in another language; of Wagtail's own view and of a 404, the home page."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name == "wagtail_serve":
        return f"/{code}/"
    return translate_url(request.get_full_path(), code)
