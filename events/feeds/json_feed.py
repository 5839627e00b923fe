"""The next events as a JSON feed (jsonfeed.org, version 1.1).

Each item carries what the format has no name for in an extension of its own, `_event`:

    start, end       of the date that matters, ISO 8601 with offset; of a whole day "2026-12-01", the end included
    all_day          whether these are days
    time_zone        the IANA name of the zone by whose clock the times are given
    recurrence       the RRULE of RFC 5545, blank for what takes place once; its UNTIL is a day, included
    status           scheduled, postponed, cancelled or sold_out; `cancelled` also where that date alone is
    kind, attendance_mode, languages, audiences    as the filters of the calendar write them
    location         in words, blank where unknown; `latitude` and `longitude` stand beside it where known
    is_free          whether it costs nothing
    registration_url blank where one need not register
    dates            the next ones, at most twelve: start, end, is_cancelled
    ics              the address of the event as iCalendar
"""

from typing import Any

from django.utils import timezone

from core.formatting import iso
from core.languages import tag
from events.enums import EventStatus
from events.feeds.entries import Entry, categories, description, headline, organizers, place, when
from events.feeds.selection import Selection
from events.schedule import ScheduledDate

NAME = "calendar.json"


def json_feed(selection: Selection) -> bytes:
    return selection.as_json(NAME, [_item(entry) for entry in selection.entries])


def _item(entry: Entry) -> dict[str, Any]:
    event, date = entry.event, entry.date
    is_cancelled = bool(date and date.is_cancelled)
    lines = [when(entry, date) if date else "", place(event)]
    return {
        "id": f"urn:uuid:{entry.uid}",
        "url": entry.url,
        "title": headline(entry, is_cancelled=is_cancelled),
        "summary": " · ".join(filter(None, lines)),
        "content_text": description(entry, *filter(None, lines)),
        "date_published": iso(entry.published_at),
        "date_modified": iso(entry.changed_at),
        "authors": [{"name": name} for name in organizers(event)],
        "tags": categories(event),
        "language": tag(event.in_language),
        "_event": _event(entry, date),
    }


def _event(entry: Entry, date: ScheduledDate | None) -> dict[str, Any]:
    event = entry.event
    is_cancelled = bool(date and date.is_cancelled)
    position = {}
    if event.latitude is not None and event.longitude is not None:
        position = {"latitude": float(event.latitude), "longitude": float(event.longitude)}
    return {
        **(_span(entry, date) if date else {}),
        "all_day": event.all_day,
        "time_zone": event.zone.key,
        "recurrence": str(event.schedule.recurrence or ""),
        "status": EventStatus.CANCELLED.value if is_cancelled else event.status,
        "kind": event.kind,
        "attendance_mode": event.attendance_mode,
        "languages": event.languages,
        "audiences": event.audiences,
        "location": place(event),
        **position,
        "is_free": event.is_free,
        "registration_url": event.registration_url,
        "dates": [_span(entry, found) | {"is_cancelled": found.is_cancelled} for found in entry.dates],
        "ics": f"{entry.url}event.ics",
    }


def _span(entry: Entry, date: ScheduledDate) -> dict[str, Any]:
    event = entry.event
    start, end = (
        iso(timezone.localdate(moment)) if event.all_day else iso(moment, event.zone)
        for moment in (date.start, date.end)
    )
    return {"start": start, "end": end}
