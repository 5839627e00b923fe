"""What the fields of an event say of one another, and what must be said before it is public.

Messages are in the active language: the editor's.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.days import FIRST_DAY, LAST_DAY
from core.formatting import long_date, weekday_date
from core.languages import writing_language
from events.enums import AttendanceMode
from events.recurrence import Recurrence, UnreadableRule
from events.schedule import LONGEST, MOST_DATES, ChangedDate, UnreadableChange, parse_changes

if TYPE_CHECKING:
    from events.models import EventPage

# By the name of the field where the message stands.
Problems = dict[str, list[str]]

# An event has no more dates than that.
MOST_CHANGES = MOST_DATES
# What a message names before it only counts.
MOST_NAMED = 3


def problems(event: "EventPage") -> Problems:
    """What contradicts itself, in a draft too."""
    found: Problems = {}
    if event.end < event.start:
        found["end"] = [_("The end is before the start.")]
    elif event.end - event.start > LONGEST:
        found["end"] = [_("An event lasts a year at most. Something that goes on for longer is not an event.")]
    deadline = event.registration_deadline
    if deadline and not event.recurrence and deadline > timezone.localdate(event.end):
        found["registration_deadline"] = [_("The deadline is after the end of the event.")]
    if event.is_free and (event.regular_price or event.member_price):
        found["is_free"] = [_("It is either free for everybody, or it has a price.")]
    if (event.latitude is None) != (event.longitude is None):
        found["longitude"] = [_("Latitude and longitude go together.")]
    return found | _of_recurrence(event)


def gaps(event: "EventPage") -> Problems:
    """What a reader needs to know and is not told; a draft may still have them."""
    found: Problems = {}
    if event.attendance_mode == AttendanceMode.ONLINE and not (event.online_url or event.registration_url):
        found["online_url"] = [_("An online event needs the address where it takes place, or where one registers.")]
    if event.attendance_mode != AttendanceMode.ONLINE and not event.has_venue:
        found["venue_name"] = [
            _("Where does it take place? Give at least a venue or a city, or make it an online event.")
        ]
    return found


def readable_changes(data: Any) -> list[ChangedDate]:
    """The changes of dates within what a date of an event may be. Raises `UnreadableChange`."""
    if isinstance(data, list) and len(data) > MOST_CHANGES:
        raise UnreadableChange(_("Too many dates are changed."))
    changes = list(parse_changes(data).values())
    for change in changes:
        if message := _of_change(change):
            raise UnreadableChange(message)
    return changes


def unknown_changes(rule: Recurrence, first: dt.date, changes: Iterable[ChangedDate]) -> list[ChangedDate]:
    """The changes of days on which the rule gives no date, in order: what is left when the rule has changed."""
    wanted = sorted(changes, key=lambda change: change.date)
    last = wanted[-1].date if wanted else first
    known = set(takewhile(lambda day: day <= last, rule.days(first)))
    return [change for change in wanted if change.date not in known]


def _of_recurrence(event: "EventPage") -> Problems:
    if not event.recurrence:
        if event.changed_dates:
            return {"changed_dates": [_("An event that takes place once has no dates to change.")]}
        return {}
    try:
        rule = Recurrence.parse(event.recurrence)
    except UnreadableRule as error:
        return {"recurrence": [str(error)]}
    first = event.schedule.first_day
    if rule.until and rule.until < first:
        return {"recurrence": [_("The recurrence ends before the first date.")]}
    if not rule.begins_with(first):
        return {
            "recurrence": [
                _("The first date, %(date)s, is not one of the days of the recurrence.") % {"date": _named(first)}
            ]
        }
    try:
        changes = readable_changes(event.changed_dates)
    except UnreadableChange as error:
        return {"changed_dates": [str(error)]}
    unknown = unknown_changes(rule, first, changes)
    return {"changed_dates": [_left_over(unknown)]} if unknown else {}


def _left_over(unknown: list[ChangedDate]) -> str:
    dates = ", ".join(long_date(change.date, writing_language()) for change in unknown[:MOST_NAMED])
    if (more := len(unknown) - MOST_NAMED) > 0:
        dates = ngettext("%(dates)s and one more", "%(dates)s and %(more)d more", more) % {
            "dates": dates,
            "more": more,
        }
    return _("The event has no date any more on what was changed before: %(dates)s. Remove these changes.") % {
        "dates": dates
    }


def _of_change(change: ChangedDate) -> str:
    """What is wrong with one change; sums with a time zone fail beyond the bounds, so these come first."""
    days = [change.date, *(moment.date() for moment in (change.start, change.end) if moment)]
    for day in days:
        if day < FIRST_DAY or day > LAST_DAY:
            return _("No date of an event lies in the year %(year)d.") % {"year": day.year}
    if change.start and change.end and change.end - change.start > LONGEST:
        return _("%(date)s: a date lasts a year at most.") % {"date": _named(change.date)}
    return ""


def _named(day: dt.date) -> str:
    return weekday_date(day, writing_language())
