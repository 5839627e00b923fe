"""Answers with the calendar's feeds."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from core.feeds.answers import digest, for_scripts, refusal, unless_known, unless_same
from core.feeds.atom import CONTENT_TYPE as ATOM
from core.feeds.json_feed import CONTENT_TYPE as JSON_FEED
from events.feeds import atom, ics, json_feed
from events.feeds.selection import EDITION, Selection, entry_of, public_events
from partners.feeds.selection import answer, names

if TYPE_CHECKING:
    from events.models import CalendarPage, EventPage

MOST_EMBEDDED = 10


def calendar_ics(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The calendar to subscribe to; shown inline, so that programs for calendars take it over."""

    def render(selection: Selection) -> bytes:
        source = selection.feed_url("calendar.ics")
        head = ics.Head(selection.title, selection.language, selection.page_url, source)
        return ics.calendar(head, selection.entries, ics.last_day(selection.at))

    return answer(Selection, page, request, ics.CONTENT_TYPE, render)


def calendar_atom(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    return answer(Selection, page, request, ATOM, atom.atom)


def calendar_json(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The only feed that scripts of other sites may read."""
    return for_scripts(answer(Selection, page, request, JSON_FEED, json_feed.json_feed))


def calendar_embed(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The next dates as a page to stand in a frame of another site.

    Its ETag is that of its text: what it looks like changes with the style sheets too.
    """
    if refused := refusal(page, request):
        return refused
    selection = Selection(page, request, timezone.now())
    context = {"page": page, "selection": selection, "items": selection.next_dates(MOST_EMBEDDED)}
    with override(selection.language):
        response = HttpResponse(render_to_string("events/embed.html", context, request))
    # Read by XFrameOptionsMiddleware; its decorator is for functions that are views.
    response.xframe_options_exempt = True
    return unless_same(request, response)


def event_ics(page: "EventPage", request: HttpRequest) -> HttpResponse:
    """One event with all its dates, as a file to keep."""
    if refused := refusal(page, request):
        return refused
    at = timezone.now()
    entry = entry_of(public_events().get(pk=page.pk), request)
    etag = digest([EDITION, entry.url, at.year, entry.changed_at, *names()])

    def render() -> bytes:
        head = ics.Head(entry.title, entry.event.locale.language_code, entry.url)
        return ics.calendar(head, [entry], ics.last_day(at))

    response = unless_known(request, etag, entry.changed_at, ics.CONTENT_TYPE, render)
    response.headers["Content-Disposition"] = f'attachment; filename="{_ascii(page.slug)}.ics"'
    return response


def _ascii(slug: str) -> str:
    """A slug may hold letters of other scripts; the plain form of a file's name holds none (RFC 6266)."""
    return slug.encode("ascii", "ignore").decode().strip("-") or "event"
