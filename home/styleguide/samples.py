"""Which components are shown, in which cases. A file of templates/components or templates/blocks that is neither here
nor in `NOT_ALONE` fails a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.template import loader
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from articles.forms import ArticleFilterForm
from core.blocks import BodyBlock
from core.pagination import Listing
from core.templatetags.portal import Navigation, NavigationItem
from events.enums import AttendanceMode, CalendarView, EventStatus
from events.forms import EventFilterForm
from home.styleguide import objects, reading, searching
from home.styleguide.objects import NOWHERE
from home.styleguide.texts import Texts

# Components that show nothing by themselves, and why.
NOT_ALONE = {
    "components/head_links.html": "stands in the head of a page, and is read by machines",
    "components/open_graph.html": "stands in the head of a page, and is read by machines",
    "components/player_cover.html": "stands in the frame of a player, which is shown with its block",
    "components/calendar_alternates.html": "stands in the head of a page, and is read by machines",
    "components/article_alternates.html": "stands in the head of a page, and is read by machines",
    "components/feed_of.html": "stands in the head of a page, and is read by machines",
    "components/citation.html": "stands in the head of a page, and is read by machines",
    "components/filter_field.html": "stands in the form of a filter",
    "components/grid_day.html": "stands in the month and the week",
    "components/grid_entry.html": "stands in a day of a grid",
    "components/styles.html": "stands in the head of a page; this page uses it",
}
ICONS = ["search", "languages", "calendar", "place", "screen", "document", "play", "external", "arrow", "back", "info"]


@dataclass(frozen=True)
class Sample:
    """A component in one case: what `case` says of the data, and the data.

    `is_wide` is for what spans the whole page, `is_item` for what stands in a list.
    """

    template: str
    case: str
    context: dict[str, Any] = field(default_factory=dict)
    is_wide: bool = False
    is_item: bool = False

    def render(self, request: HttpRequest) -> str:
        return loader.render_to_string(self.template, self.context, request)


@dataclass(frozen=True)
class BlockSample(Sample):
    """A block of a body, rendered as a page does it."""

    value: Any = None

    def render(self, request: HttpRequest) -> SafeString:
        name = self.template.removeprefix("blocks/").removesuffix(".html")
        block = BodyBlock().child_blocks[name]
        html = block.render(block.normalize(self.value))
        return loader.render_to_string("home/styleguide/block.html", {"html": html})


def by_template(texts: Texts) -> list[tuple[str, list[Sample]]]:
    """All samples in the words of one language, by the file that they show. Cases are in the active language."""
    found = [
        *_frame(texts),
        *_cards(texts),
        *_events(texts),
        *_calendar(texts),
        *(
            Sample(name, case, context, is_wide=True)
            for name, case, context in (*reading.cases(texts), *searching.cases(texts))
        ),
        *_partners(texts),
        *_page(texts),
        *_blocks(texts),
    ]
    return [(name, list(group)) for name, group in groupby(found, key=lambda sample: sample.template)]


def _frame(texts: Texts) -> Iterator[Sample]:
    """What surrounds a page."""
    page = objects.article(texts, title=texts.long_title)
    nav = _navigation(texts)
    context = {"nav": nav, "page": page}
    yield Sample("components/header.html", _("With all sections"), context, is_wide=True)
    yield Sample("components/header.html", _("Without sections"), {"nav": Navigation(), "page": page}, is_wide=True)
    yield Sample("components/nav_item.html", _("The current page"), {"item": nav.sections[1]}, is_item=True)
    yield Sample("components/nav_item.html", _("In the other language"), {"item": nav.sections[2]}, is_item=True)
    yield Sample("components/language_link.html", "", context, is_item=True)
    yield Sample("components/mark.html", "")
    for name in ICONS:
        yield Sample("components/icon.html", name, {"name": name})
    yield Sample("components/breadcrumb.html", _("Long title"), context)
    yield Sample("components/footer.html", _("With all sections"), context, is_wide=True)


def _cards(texts: Texts) -> Iterator[Sample]:
    """Articles in lists."""
    whole = objects.article(texts)
    bare = objects.article(texts, summary="", image=None, topic_count=0, is_sample=False)
    long = objects.article(texts, title=texts.long_title, summary=texts.long_summary, topic_count=12)
    other = objects.other(texts)
    mirror = objects.article(texts, title=other.long_title, summary=other.summary, in_language=other.code)
    name = "components/card.html"
    yield Sample(name, _("Complete"), {"item": whole})
    yield Sample(name, _("Long title, 12 topics"), {"item": long})
    yield Sample(name, _("Without image, summary or topic"), {"item": bare})
    yield Sample(name, _("In the other language"), {"item": mirror})
    yield Sample(name, _("Large"), {"item": long, "large": True}, is_wide=True)
    yield Sample(name, _("Large, without image or summary"), {"item": bare, "large": True}, is_wide=True)
    name = "components/cards.html"
    yield Sample(name, _("Several items"), {"items": [long, bare, mirror, whole]}, is_wide=True)
    yield Sample(name, _("One item"), {"items": [whole]}, is_wide=True)
    yield Sample(name, _("No item"), {"items": []}, is_wide=True)
    yield Sample("components/card_image.html", _("With image"), {"item": whole})
    yield Sample("components/card_image.html", _("Without image"), {"item": bare})
    yield Sample("components/eyebrow.html", _("With topic"), {"item": whole, "topic": objects.topics(texts)[0]})
    yield Sample("components/eyebrow.html", _("Without topic"), {"item": whole})
    yield Sample("components/language_mark.html", _("In the other language"), {"item": mirror})
    yield Sample("components/sample_label.html", "", {"item": whole})


def _events(texts: Texts) -> Iterator[Sample]:
    """Events in lists, and their facts."""
    whole = objects.event(texts)
    bare = objects.bare_event(texts)
    long = objects.event(texts, title=texts.long_event, topic_count=12, organizer=texts.partner)
    off = {status: objects.event(texts, status=status) for status in EventStatus if status != EventStatus.SCHEDULED}
    name = "components/event_row.html"
    row = objects.occurrence
    yield Sample(name, _("Complete"), {"item": row(whole)})
    yield Sample(name, _("Long title, 12 topics"), {"item": row(long)})
    yield Sample(name, _("With what is required only"), {"item": row(bare)})
    for status, item in off.items():
        yield Sample(name, str(status.label), {"item": row(item)})
    yield Sample(name, str(AttendanceMode.ONLINE.label), {"item": row(objects.event(texts, attendance_mode="online"))})
    name = "components/event_list.html"
    yield Sample(
        name, _("Several items"), {"items": [row(whole), row(long), row(off[EventStatus.CANCELLED])]}, is_wide=True
    )
    yield Sample(name, _("One item"), {"items": [row(whole)]}, is_wide=True)
    yield Sample(name, _("No item"), {"items": []}, is_wide=True)
    for status, item in off.items():
        yield Sample("components/event_status.html", str(status.label), {"event": item})
    for status, item in off.items():
        yield Sample("components/event_notices.html", str(status.label), {"page": item})
    yield Sample("components/event_notices.html", _("Past"), {"page": whole, "is_past": True})
    name = "components/event_facts.html"
    facts = {"event": whole, "date": row(whole), "page": whole, "can_register": True}
    yield Sample(name, _("Complete"), facts)
    yield Sample(name, _("With what is required only"), {"event": bare, "date": row(bare), "page": bare})
    cancelled = off[EventStatus.CANCELLED]
    yield Sample(
        name, str(EventStatus.CANCELLED.label), {"event": cancelled, "date": row(cancelled), "page": cancelled}
    )
    recurring = {"event": whole, "coming_dates": objects.dates(whole)}
    yield Sample("components/coming_dates.html", _("Several items"), recurring)
    yield Sample("components/add_to_calendar.html", _("Complete"), {"event": whole, "date": row(whole)})


def _calendar(texts: Texts) -> Iterator[Sample]:
    """The faces of the calendar."""
    page = objects.article(texts)
    month, week, past = (
        objects.SampleCalendar(texts, view) for view in (CalendarView.MONTH, CalendarView.WEEK, CalendarView.PAST)
    )
    yield Sample("components/calendar_entries.html", _("Complete"), {"calendar": NOWHERE})
    yield Sample("components/view_switch.html", str(CalendarView.MONTH.label), {"calendar": month, "page": page})
    for name, calendar in (("lasting", month), ("month_grid", month), ("week_columns", week)):
        yield Sample(f"components/{name}.html", _("Complete"), {"calendar": calendar, "page": page}, is_wide=True)
    for calendar in (month, week):
        context = {"calendar": calendar, "page": page}
        yield Sample("components/period_nav.html", str(calendar.view.label), context, is_wide=True)
    yield Sample("components/year_nav.html", _("Several items"), {"calendar": past})
    for case, is_filtered in ((_("Filtered"), True), (_("All"), False)):
        subscription = objects.subscription(texts, is_filtered=is_filtered)
        yield Sample("components/subscribe.html", case, {"subscription": subscription}, is_wide=True)
    for calendar in (month, past):
        context = {"calendar": calendar, "page": page}
        yield Sample("components/calendar_empty.html", str(calendar.view.label), context)


def _partners(texts: Texts) -> Iterator[Sample]:
    """Partners and topics."""
    whole = objects.area(texts, logo=True)
    bare = objects.area(texts, summary=False, topic_count=0)
    closed = objects.area(texts, closed=True)
    name = "components/area_card.html"
    yield Sample(name, _("Complete"), {"area": whole})
    yield Sample(name, _("Without logo, summary or topic"), {"area": bare})
    yield Sample(name, _("12 topics"), {"area": objects.area(texts, topic_count=12)})
    yield Sample(name, _("Closed"), {"area": closed})
    name = "components/area_wall.html"
    yield Sample(name, _("Several items"), {"areas": [whole, bare, closed, whole, bare]}, is_wide=True)
    yield Sample(name, _("One item"), {"areas": [whole]}, is_wide=True)
    yield Sample("components/closed_notice.html", "", {"partner": closed.partner})

    topics = objects.topics(texts)
    chips = [{"topic": topic, "page": objects.topic_page(texts, topic)} for topic in topics]
    name = "components/topic_chips.html"
    yield Sample(name, _("12 topics"), {"chips": chips}, is_wide=True)
    yield Sample(name, _("One item"), {"chips": chips[:1]})
    yield Sample(name, _("Without a page of its own"), {"chips": [{"topic": topics[0], "page": None}]})
    name = "components/topic_tiles.html"
    pages = [objects.topic_page(texts, topic, summary=texts.summary) for topic in topics]
    yield Sample(name, _("12 topics"), {"topic_pages": pages}, is_wide=True)
    yield Sample(name, _("Without summary"), {"topic_pages": [objects.topic_page(texts, topics[4])]}, is_wide=True)


def _page(texts: Texts) -> Iterator[Sample]:
    """The parts of a page."""
    nav = _navigation(texts)
    other = objects.other(texts)
    short = objects.article(texts, topic_count=1)
    long = objects.article(texts, title=texts.long_title, summary=texts.long_summary, topic_count=12)
    mirror = objects.article(texts, title=other.title, summary=other.summary, in_language=other.code)
    chips = [{"topic": topic, "page": objects.topic_page(texts, topic)} for topic in objects.topics(texts)]
    name = "components/page_header.html"
    yield Sample(name, _("Long title"), {"page": long, "nav": nav}, is_wide=True)
    yield Sample(name, _("Without summary"), {"page": objects.article(texts, summary="")}, is_wide=True)
    name = "components/content_header.html"
    whole = {"page": long, "nav": nav, "lang": texts.code, "with_topics": True, "chips": chips}
    yield Sample(name, _("Long title, 12 topics"), whole, is_wide=True)
    bare = objects.article(texts, summary="", is_sample=False)
    yield Sample(name, _("Without summary"), {"page": bare, "lang": texts.code}, is_wide=True)
    yield Sample(name, _("In the other language"), {"page": mirror, "lang": other.code}, is_wide=True)
    yield Sample("components/language_notice.html", _("In the other language"), {"page": mirror})
    newer = {"original": objects.article(texts, title=texts.long_title), "changed_at": objects.MOMENT}
    yield Sample("components/newer_notice.html", _("Updated since"), newer)
    yield Sample("components/notice.html", _("Information"), {"text": texts.summary})
    yield Sample("components/notice.html", _("Warning"), {"text": texts.long_summary, "kind": "warning"})
    name = "components/hero_image.html"
    picture = objects.image(texts)
    yield Sample(name, _("With credit"), {"image": picture, "alt": texts.alt})
    yield Sample(name, _("Without credit"), {"image": objects.image(texts, has_credit=False), "alt": ""})
    body = BodyBlock().normalize([(kind, value) for kind, values in _bodies(texts).items() for value in values[:1]])
    yield Sample("components/body.html", _("Every block but the image"), {"page": objects.article(texts, body=body)})
    yield Sample("components/sources.html", _("Several items"), {"sources": objects.sources(texts, 3)})
    yield Sample("components/sources.html", _("One item"), {"sources": objects.sources(texts, 1)})

    name = "components/filter_form.html"
    form = ArticleFilterForm(QueryDict("kind=study&only=on"))
    yield Sample(name, _("Filtered"), {"filter_form": form, "page": short}, is_wide=True)
    rare = EventFilterForm(QueryDict("free=on"))
    yield Sample(name, _("With fields of less use"), {"filter_form": rare, "page": short}, is_wide=True)
    yield Sample("components/filter_chips.html", _("Several items"), {"filter_form": form})
    name = "components/status.html"
    nothing = Listing(_pages(1).page(1))
    wrong: Form = ArticleFilterForm({"kind": "?"})
    yield Sample(name, _("A value that means nothing"), {"filter_form": wrong, "listing": nothing})
    told = Listing(_pages(9).page(9), texts.summary)
    yield Sample(name, _("A page that does not exist"), {"listing": told})
    name = "components/pagination.html"
    yield Sample(name, _("In the middle of many"), {"listing": Listing(_pages(12).page(6))})
    yield Sample(name, _("The first of two"), {"listing": Listing(_pages(2).page(1))})
    yield Sample("components/empty.html", _("With the next step"), _next_step(texts))
    yield Sample("components/empty.html", _("Without"), {"text": texts.summary})
    yield Sample("components/more.html", "", {"url": NOWHERE, "label": texts.action})


def _blocks(texts: Texts) -> Iterator[Sample]:
    """The blocks of a body."""
    picture = {"image": objects.image(texts), "alt": texts.alt, "caption": texts.summary, "credit": texts.credit}
    bodies = {**_bodies(texts), "image": [picture, {**picture, "image": objects.image(texts), "caption": ""}]}
    for kind, values in bodies.items():
        for number, value in enumerate(values):
            case = _("Complete") if number == 0 else _("With what is required only")
            yield BlockSample(f"blocks/{kind}.html", case if len(values) > 1 else "", value=value)


def _bodies(texts: Texts) -> dict[str, list[Any]]:
    """For each kind of block but the image, values: whole, and with what is required only where that differs."""
    table = {"data": texts.table, "table_caption": texts.table_caption, "first_row_is_table_header": True}
    document = objects.Document(texts.document)
    return {
        "heading": [texts.heading],
        "paragraph": [RichText(texts.paragraph)],
        "key_points": [list(texts.points), list(texts.points[:1])],
        "quote": [{"text": texts.quotation, "source": texts.authors}, {"text": texts.quotation, "source": ""}],
        "table": [table | {"first_col_is_header": True}, {"data": texts.table[1:], "table_caption": ""}],
        "document": [{"document": document, "title": ""}],
        "embed": [
            {"title": texts.media, "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa"},
            {"title": texts.media, "url": "https://example.org/"},
        ],
        "call_to_action": [{"label": texts.action, "page": None, "url": "https://example.org/"}],
    }


def _navigation(texts: Texts) -> Navigation:
    """The sections of a site; the second one is current, the third one's title is in the other language."""
    foreign = {"fr": "en-CA", "en": "fr-CA"}[texts.code]
    sections = [
        NavigationItem("", title, NOWHERE, "true" if position == 1 else "", foreign if position == 2 else "")
        for position, title in enumerate(
            [_("Topics"), _("Industry intelligence"), objects.other(texts).table[0][1], _("Calendar"), _("Partners")]
        )
    ]
    home = NavigationItem("homepage", _("Home"), NOWHERE, "", "")
    about = [NavigationItem("plainpage", title, NOWHERE, "", "") for title in (_("About"), texts.long_title)]
    above = [objects.area(texts), objects.area(texts), objects.article(texts)]
    return Navigation(home=home, sections=sections, plain_pages=about[:1], above=above)


def _next_step(texts: Texts) -> dict[str, str]:
    return {"text": texts.long_summary, "url": NOWHERE, "action": texts.action}


def _pages(count: int) -> Paginator[Any]:
    """A list of so many pages, of one item each."""
    return Paginator(range(count), 1)
