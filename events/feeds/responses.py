"""Answers with feeds: which, of what type, for how long, and nothing to whoever has it already."""

import datetime as dt
from calendar import timegm
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.utils.translation import override

from core.models import BasePage
from events.feeds import atom, ics, json_feed
from events.feeds.selection import Selection, digest, entry_of, names, public_events

if TYPE_CHECKING:
    from events.models import CalendarPage, EventPage

SAFE_METHODS = ("GET", "HEAD")
MAX_AGE = dt.timedelta(minutes=15)
MOST_EMBEDDED = 10


def calendar_ics(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The calendar to subscribe to; shown inline, so that programs for calendars take it over."""

    def render(selection: Selection) -> bytes:
        source = selection.feed_url("calendar.ics")
        head = ics.Head(selection.title, selection.language, selection.page_url, source)
        return ics.calendar(head, selection.entries, ics.last_day(selection.at))

    return _feed(page, request, ics.CONTENT_TYPE, render)


def calendar_atom(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    return _feed(page, request, atom.CONTENT_TYPE, atom.atom)


def calendar_json(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The only feed that scripts of other sites may read."""
    response = _feed(page, request, json_feed.CONTENT_TYPE, json_feed.json_feed)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def calendar_embed(page: "CalendarPage", request: HttpRequest) -> HttpResponse:
    """The next dates as a page to stand in a frame of another site.

    Its ETag is that of its text: what it looks like changes with the style sheets too.
    """
    if refused := _refusal(page, request):
        return refused
    selection = Selection(page, request, timezone.now())
    context = {"page": page, "selection": selection, "items": selection.next_dates(MOST_EMBEDDED)}
    with override(selection.language):
        response = HttpResponse(render_to_string("events/embed.html", context, request))
    # Read by XFrameOptionsMiddleware; its decorator is for functions that are views.
    response.xframe_options_exempt = True
    set_response_etag(response)
    conditional = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return _cacheable(conditional if isinstance(conditional, HttpResponse) else response)


def event_ics(page: "EventPage", request: HttpRequest) -> HttpResponse:
    """One event with all its dates, as a file to keep."""
    if refused := _refusal(page, request):
        return refused
    at = timezone.now()
    entry = entry_of(public_events().get(pk=page.pk), request)
    etag = digest([entry.url, at.year, entry.changed_at, *names()])

    def render() -> bytes:
        head = ics.Head(entry.title, entry.event.locale.language_code, entry.url)
        return ics.calendar(head, [entry], ics.last_day(at))

    response = _unless_known(request, etag, entry.changed_at, ics.CONTENT_TYPE, render)
    response.headers["Content-Disposition"] = f'attachment; filename="{_ascii(page.slug)}.ics"'
    return response


def _feed(
    page: "CalendarPage", request: HttpRequest, content_type: str, render: Callable[[Selection], bytes]
) -> HttpResponse:
    if refused := _refusal(page, request):
        return refused
    selection = Selection(page, request, timezone.now())
    return _unless_known(request, selection.etag, selection.last_modified, content_type, lambda: render(selection))


def _refusal(page: BasePage, request: HttpRequest) -> HttpResponse | None:
    """Feeds only answer questions. Caches keep them, so what not everybody may see has none. Raises Http404."""
    if request.method not in SAFE_METHODS:
        return HttpResponseNotAllowed(SAFE_METHODS)
    if not type(page).objects.published().filter(pk=page.pk).exists():
        raise Http404
    return None


def _unless_known(
    request: HttpRequest, etag: str, changed_at: dt.datetime, content_type: str, render: Callable[[], bytes]
) -> HttpResponse:
    """What `render` writes, or 304 without asking it."""
    modified = timegm(changed_at.utctimetuple())
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if not isinstance(response, HttpResponse):
        response = HttpResponse(render(), content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return _cacheable(response)


def _cacheable(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={int(MAX_AGE.total_seconds())}"
    return response


def _ascii(slug: str) -> str:
    """A slug may hold letters of other scripts; the plain form of a file's name holds none (RFC 6266)."""
    return slug.encode("ascii", "ignore").decode().strip("-") or "event"
