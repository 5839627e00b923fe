"""Recurring events of the demonstration: the rules follow from the day of loading."""

import datetime as dt
from itertools import islice
from typing import Any

from django.utils import timezone

from events.enums import DateChange, Frequency
from events.recurrence import Recurrence
from events.schedule import ChangedDate

DAYS_OF_WEEK = 7


def recurrence(item: dict[str, Any], start: dt.datetime, end: dt.datetime) -> dict[str, Any]:
    """The fields of an event with `recurrence: {frequency: monthly, count: 10}` and `changed_dates` by their number.

    A month's dates are on the weekday of the first one, and in the same week of the month.
    """
    if "recurrence" not in item:
        return {}
    asked = item["recurrence"]
    first = timezone.localdate(start)
    frequency = Frequency(asked["frequency"].upper())
    is_monthly = frequency == Frequency.MONTHLY
    position = min((first.day - 1) // DAYS_OF_WEEK + 1, 4) if is_monthly else None
    rule = Recurrence(
        frequency,
        interval=asked.get("interval", 1),
        weekdays=(first.weekday(),),
        # The fifth of a month is its last.
        position=-1 if is_monthly and first.day > 4 * DAYS_OF_WEEK else position,
        count=asked["count"],
    )
    days = list(islice(rule.days(first), asked["count"]))
    changes = [_changed(days[change["nth"] - 1], change, start, end) for change in item.get("changed_dates", [])]
    return {"recurrence": str(rule), "changed_dates": [change.as_json() for change in changes]}


def _changed(day: dt.date, change: dict[str, Any], start: dt.datetime, end: dt.datetime) -> ChangedDate:
    kind = DateChange(change["change"])
    if kind != DateChange.MOVED:
        return ChangedDate(day, kind)
    shift = day - timezone.localdate(start) + dt.timedelta(days=change["days"])
    moved = [timezone.localtime(moment).replace(tzinfo=None) + shift for moment in (start, end)]
    return ChangedDate(day, kind, *moved)
