"""What the fields of an event say of one another, and what must be said before it is public.

Messages are in the active language: the editor's.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import weekday_date
from core.languages import writing_language
from events.enums import AttendanceMode
from events.recurrence import Recurrence, UnreadableRule
from events.schedule import LONGEST, UnreadableChange, parse_changes

if TYPE_CHECKING:
    from events.models import EventPage

# By the name of the field where the message stands.
Problems = dict[str, list[str]]


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


def _of_recurrence(event: "EventPage") -> Problems:
    if not event.recurrence:
        return (
            {"changed_dates": [_("An event that takes place once has no dates to change.")]}
            if event.changed_dates
            else {}
        )
    try:
        rule = Recurrence.parse(event.recurrence)
        changes = parse_changes(event.changed_dates)
    except UnreadableRule as error:
        return {"recurrence": [str(error)]}
    except UnreadableChange as error:
        return {"changed_dates": [str(error)]}
    first = event.schedule.first_day
    if rule.until and rule.until < first:
        return {"recurrence": [_("The recurrence ends before the first date.")]}
    if not rule.begins_with(first):
        return {
            "recurrence": [
                _("The first date, %(date)s, is not one of the days of the recurrence.") % {"date": _named(first)}
            ]
        }
    known = _days_until(rule, first, max(changes, default=first))
    unknown = [change for day, change in sorted(changes.items()) if day not in known]
    if unknown:
        return {
            "changed_dates": [
                _("There is no date on %(date)s that could be changed.") % {"date": _named(unknown[0].date)}
            ]
        }
    return {}


def _days_until(rule: Recurrence, first: dt.date, last: dt.date) -> set[dt.date]:
    found = set()
    for day in rule.days(first):
        if day > last:
            break
        found.add(day)
    return found


def _named(day: dt.date) -> str:
    return weekday_date(day, writing_language())
