"""Links that open a form for a new event in somebody's calendar on the web, filled in. None is asked before one clicks.

None of the services documents its link; what they take is known by use.
"""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from events.feeds.entries import Entry, description, headline, place
from events.schedule import Schedule, ScheduledDate

if TYPE_CHECKING:
    from events.recurrence import Recurrence

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
MICROSOFT_365 = "https://outlook.office.com/calendar/0/deeplink/compose"
YAHOO = "https://calendar.yahoo.com/"
DAY = dt.timedelta(days=1)


class WebCalendar(NamedTuple):
    """A service by the name that it has everywhere, and the address of its form."""

    name: str
    url: str


def web_calendars(entry: Entry, date: ScheduledDate) -> list[WebCalendar]:
    """The services, for one date of the event; for the whole of one that recurs as long as no date is out of line."""
    return [
        WebCalendar("Google Calendar", google(entry, date)),
        WebCalendar("Outlook.com", _outlook(OUTLOOK, entry, date)),
        WebCalendar("Microsoft 365", _outlook(MICROSOFT_365, entry, date)),
        WebCalendar("Yahoo", yahoo(entry, date)),
    ]


def google(entry: Entry, date: ScheduledDate) -> str:
    """Takes a recurrence with the local times of a zone; its all-day events end on the day after."""
    event = entry.event
    rule = _rule_from(event.schedule, date)
    if event.all_day:
        first, after = _days(date, event.zone)
        dates = f"{first:%Y%m%d}/{after:%Y%m%d}"
    elif rule:
        dates = "/".join(f"{moment.astimezone(event.zone):%Y%m%dT%H%M%S}" for moment in (date.start, date.end))
    else:
        dates = f"{_utc(date.start)}/{_utc(date.end)}"
    return _address(
        GOOGLE,
        action="TEMPLATE",
        text=headline(entry, is_cancelled=date.is_cancelled),
        dates=dates,
        ctz="" if event.all_day else event.zone.key,
        recur=f"RRULE:{rule}" if rule else "",
        details=description(entry),
        location=place(event),
    )


def yahoo(entry: Entry, date: ScheduledDate) -> str:
    """Knows a whole day by its length, and several by the days on which they begin and after which they end."""
    event = entry.event
    if event.all_day:
        first, after = _days(date, event.zone)
        span = {"st": f"{first:%Y%m%d}"}
        span |= {"dur": "allday"} if after - first == DAY else {"et": f"{after:%Y%m%d}"}
    else:
        span = {"st": _utc(date.start), "et": _utc(date.end)}
    title = headline(entry, is_cancelled=date.is_cancelled)
    return _address(YAHOO, v="60", title=title, **span, desc=description(entry), in_loc=place(event))


def _outlook(base: str, entry: Entry, date: ScheduledDate) -> str:
    event = entry.event
    if event.all_day:
        start, end = (day.isoformat() for day in _days(date, event.zone))
    else:
        start, end = (f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" for moment in (date.start, date.end))
    return _address(
        base,
        path="/calendar/action/compose",
        rru="addevent",
        subject=headline(entry, is_cancelled=date.is_cancelled),
        startdt=start,
        enddt=end,
        allday="true" if event.all_day else "",
        body=description(entry),
        location=place(event),
    )


def _rule_from(schedule: Schedule, date: ScheduledDate) -> str:
    """The rule from that date on; blank where it does not tell the dates, since such a link has no exceptions."""
    rule = schedule.recurrence
    if rule is None or schedule.changes:
        return ""
    parts = [part for part in str(rule).split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    if last := _last_day(rule, schedule):
        parts.append(f"UNTIL={_until(last, schedule)}")
    return ";".join(parts)


def _last_day(rule: "Recurrence", schedule: Schedule) -> dt.date | None:
    """Counted from the first date, not from the one that the link begins with."""
    if rule.count:
        *_others, last = rule.days(schedule.first_day)
        return last
    return rule.until


def _until(day: dt.date, schedule: Schedule) -> str:
    if schedule.all_day:
        return f"{day:%Y%m%d}"
    return _utc(dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=schedule.zone))


def _days(date: ScheduledDate, zone: ZoneInfo) -> tuple[dt.date, dt.date]:
    """The first day, and the one after the last."""
    return date.start.astimezone(zone).date(), date.end.astimezone(zone).date() + DAY


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _address(base: str, **parameters: str) -> str:
    return f"{base}?{urlencode({name: value for name, value in parameters.items() if value})}"
