"""Events as iCalendar (RFC 5545), with the properties that RFC 7986 adds for calendars to subscribe to.

The bytes follow from the events alone, not from the moment: the same address gives the same bytes until an event
changes, so DTSTAMP is when the event was last published (section 3.8.7.2, for objects without a METHOD).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDuration, vRecur, vText, vUri

from core.feeds.texts import plain
from core.languages import tag
from events.enums import EventStatus
from events.feeds.entries import Entry, categories, description, headline, organizers, place
from events.feeds.recurrences import Dates, Moment, dates_of
from events.feeds.time_zones import vtimezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Carrefour-TIC//Calendar//EN"
# How often programs should look again.
REFRESH = dt.timedelta(hours=6)
STATUS = {
    EventStatus.SCHEDULED: "CONFIRMED",
    EventStatus.SOLD_OUT: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Head:
    """What a calendar says of itself; `source` is where it can be had again, blank for a file that is kept."""

    name: str
    language: str
    url: str
    source: str = ""


def last_day(at: dt.datetime) -> dt.date:
    """Until when dates are compared with what readers make of their rule: the end of the year after next."""
    return dt.date(at.year + 2, 12, 31)


def calendar(head: Head, entries: Iterable[Entry], until: dt.date) -> bytes:
    """A calendar with all dates of the events; `until` as `last_day` has it."""
    found = Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", PRODUCT)
    found.add("CALSCALE", "GREGORIAN")
    name = " ".join(plain(head.name).split())
    found.add("NAME", name, parameters={"LANGUAGE": tag(head.language)})
    # What programs knew before RFC 7986.
    found.add("X-WR-CALNAME", name)
    found.add("URL", vUri(head.url))
    if head.source:
        found.add("SOURCE", vUri(head.source), parameters={"VALUE": "URI"})
        found.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        found.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    events: list[Event] = []
    first_years: dict[ZoneInfo, int] = {}
    for entry in entries:
        schedule = entry.event.schedule
        dates = dates_of(schedule, until)
        # Whoever subscribes does not attend all of it; whoever keeps the file of one event means to.
        events += _components(entry, dates, is_busy=not head.source)
        if dates.is_zoned:
            first_years[schedule.zone] = min(schedule.first_day.year, first_years.get(schedule.zone, dt.MAXYEAR))
    for zone in sorted(first_years, key=attrgetter("key")):
        found.add_component(vtimezone(zone, first_years[zone]))
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


def _components(entry: Entry, dates: Dates, *, is_busy: bool) -> list[Event]:
    """The event, and each date of it that is not as its rule has it."""
    master = _component(entry, dates.start, dates.end, is_busy=is_busy)
    if dates.duration:
        master.add("DURATION", dates.duration)
    if dates.rule:
        master.add("RRULE", vRecur(dates.rule))
    if dates.added:
        master.add("RDATE", list(dates.added))
    if dates.removed:
        master.add("EXDATE", list(dates.removed), parameters=_value_of(dates.start))
    found = [master]
    for override in dates.overrides:
        event = _component(entry, override.start, override.end, is_busy=is_busy, is_cancelled=override.is_cancelled)
        event.add("RECURRENCE-ID", override.recurrence_id)
        found.append(event)
    return found


def _component(entry: Entry, start: Moment, end: Moment | None, *, is_busy: bool, is_cancelled: bool = False) -> Event:
    event = entry.event
    status = EventStatus.CANCELLED if is_cancelled else EventStatus(event.status)
    takes_place = status not in (EventStatus.CANCELLED, EventStatus.POSTPONED)
    own_language = {"LANGUAGE": tag(event.in_language)} if event.is_mirror else {}
    found = Event()
    found.add("UID", entry.uid)
    found.add("SEQUENCE", entry.sequence)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        found.add(name, entry.changed_at.astimezone(dt.UTC))
    found.add("CREATED", entry.published_at.astimezone(dt.UTC))
    found.add("DTSTART", start)
    # An end at the start is none (section 3.6.1).
    if end is not None and end != start:
        found.add("DTEND", end)
    found.add("STATUS", STATUS[status])
    found.add("TRANSP", "OPAQUE" if is_busy and takes_place else "TRANSPARENT")
    found.add("SUMMARY", vText(headline(entry, is_cancelled=is_cancelled)), parameters=own_language)
    found.add("DESCRIPTION", vText(description(entry)), parameters=own_language)
    found.add("CATEGORIES", categories(event))
    found.add("URL", vUri(entry.url))
    if where := place(event):
        found.add("LOCATION", vText(where), parameters=own_language)
    if event.latitude is not None and event.longitude is not None:
        found.add("GEO", (float(event.latitude), float(event.longitude)))
    if event.online_url and takes_place:
        found.add("CONFERENCE", vUri(event.online_url), parameters={"VALUE": "URI"})
    if names := organizers(event):
        # Nobody's address: the page of the organization, or of its event here (any URI is a CAL-ADDRESS).
        found.add("ORGANIZER", vCalAddress(entry.url if event.organizer else entry.organizer_url))
        found["ORGANIZER"].params["CN"] = names[0].replace('"', "’").replace("\n", " ")
    return found


def _value_of(start: Moment) -> dict[str, str]:
    return {} if isinstance(start, dt.datetime) else {"VALUE": "DATE"}
