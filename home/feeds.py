"""All feeds of one language in a file that readers of feeds take over (OPML 2.0, opml.org/spec2.opml)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from articles.feeds import atom as article_feed
from articles.models import ArticleIndexPage
from core.feeds.answers import unless_same
from core.feeds.texts import plain
from core.languages import tag
from core.models import Topic
from core.share_cards import SITE_NAME
from events.feeds import atom as calendar_feed
from events.models import CalendarPage
from partners.models import PartnerPage, PlatformPage

CONTENT_TYPE = "text/x-opml; charset=utf-8"


@dataclass(frozen=True)
class Feed:
    """`title` in the language of the file; `url` and `page_url` are absolute."""

    title: str
    url: str
    page_url: str


@require_safe
def feeds_opml(request: HttpRequest) -> HttpResponse:
    """The feeds of the active language: of all articles and of the calendar, each whole, by topic and by partner."""
    locale = Locale.objects.get(language_code=get_language())
    response = HttpResponse(_opml(locale, request), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="carrefour-tic-{locale.language_code}.opml"'
    return unless_same(request, response)


def _opml(locale: Locale, request: HttpRequest) -> bytes:
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = _("Feeds of Carrefour-TIC")
    SubElement(head, "ownerName").text = SITE_NAME
    SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = SubElement(root, "body")
    for title, model, name in _lists():
        page = model.objects.published().in_locale(locale).first()
        if page is not None:
            group = SubElement(body, "outline", text=title)
            for feed in _feeds(page, name, title, request):
                _outline(group, feed, locale.language_code)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _lists() -> list[tuple[str, type[PlatformPage], str]]:
    return [
        (_("Industry intelligence"), ArticleIndexPage, article_feed.NAME),
        (_("Calendar"), CalendarPage, calendar_feed.NAME),
    ]


def _feeds(page: PlatformPage, name: str, title: str, request: HttpRequest) -> Iterator[Feed]:
    base = page.get_full_url(request)
    yield Feed(title, f"{base}{name}", base)
    for words, query in [*_topics(), *_partners(page.locale)]:
        named = _("%(list)s: %(filter)s") % {"list": title, "filter": words}
        yield Feed(named, f"{base}{name}?{query}", f"{base}?{query}")


def _topics() -> Iterable[tuple[str, str]]:
    return [(str(topic), f"topic={topic.key}") for topic in Topic.objects.all()]


def _partners(locale: Locale) -> Iterable[tuple[str, str]]:
    """Those that have a public area."""
    areas = PartnerPage.objects.published().in_locale(locale).order_by("partner__acronym")
    return [(acronym, f"partner={key}") for acronym, key in areas.values_list("partner__acronym", "partner__key")]


def _outline(group: Element, feed: Feed, language: str) -> None:
    title = plain(feed.title)
    SubElement(
        group,
        "outline",
        type="rss",
        text=title,
        title=title,
        xmlUrl=feed.url,
        htmlUrl=feed.page_url,
        language=tag(language),
    )
