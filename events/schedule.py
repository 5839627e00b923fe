"""All dates of an event: its first one, its rule of recurrence, and what becomes of single dates. Reads no clock.

Times are those of the clock on the wall at the place: a meeting at 9:00 every week is at 9:00 in summer and in winter,
and ends when that clock says so. A time that a night in spring leaves out is read with the offset before the gap, and
one that a night in autumn has twice is its first (RFC 5545, section 3.3.5).
"""

import datetime as dt
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from events.enums import DateChange
from events.recurrence import Recurrence

# Of one event; those that come last are kept. More than ten years of every day.
MOST_DATES = 4000
# So that what goes on at a moment is found among what began in the year before.
LONGEST = dt.timedelta(days=366)
END_OF_DAY = dt.time(23, 59)


class UnreadableChange(ValueError):  # noqa: N818 (named for what it says)
    """A change of a date that cannot be read; the message can be shown."""


@dataclass(frozen=True)
class ChangedDate:
    """What becomes of the date that the rule gives on `date`; a moved one has `start` and `end`, on the wall clock."""

    date: dt.date
    change: DateChange
    start: dt.datetime | None = None
    end: dt.datetime | None = None

    @classmethod
    def parse(cls, data: Any) -> "ChangedDate":
        """From a JSON object of the four names. Raises `UnreadableChange`."""
        try:
            date = dt.date.fromisoformat(data["date"])
            change = DateChange(data["change"])
            is_moved = change == DateChange.MOVED
            start, end = (_wall_clock(data[name]) if is_moved else None for name in ("start", "end"))
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableChange(_("The changes of dates cannot be read.")) from error
        if start and end and end < start:
            raise UnreadableChange(_("The end is before the start."))
        return cls(date, change, start, end)

    def as_json(self) -> dict[str, str]:
        found = {"date": self.date.isoformat(), "change": self.change.value}
        for name, moment in (("start", self.start), ("end", self.end)):
            if moment:
                found[name] = moment.isoformat(timespec="minutes")
        return found


def parse_changes(data: Any) -> dict[dt.date, ChangedDate]:
    """The changes by the date that they change. Raises `UnreadableChange`."""
    if not isinstance(data, list):
        raise UnreadableChange(_("The changes of dates cannot be read."))
    changes = [ChangedDate.parse(item) for item in data]
    found = {change.date: change for change in changes}
    if len(found) < len(changes):
        raise UnreadableChange(_("One date is changed twice."))
    return found


@dataclass(frozen=True)
class ScheduledDate:
    """One date of an event. `recurrence_id`, where its rule put it (RFC 5545), names it whatever becomes of it."""

    recurrence_id: dt.datetime
    start: dt.datetime
    end: dt.datetime
    is_cancelled: bool = False

    @property
    def is_moved(self) -> bool:
        return self.start != self.recurrence_id


@dataclass(frozen=True)
class Schedule:
    """`start` and `end` are aware; `zone` is where the clock hangs. A whole day ends at 23:59."""

    start: dt.datetime
    end: dt.datetime
    zone: ZoneInfo
    all_day: bool = False
    recurrence: Recurrence | None = None
    changes: tuple[ChangedDate, ...] = ()

    @property
    def first_day(self) -> dt.date:
        return self.start.astimezone(self.zone).date()

    def rule_days(self, until: dt.date) -> Iterator[dt.date]:
        """The days on which a date begins, before any change, none after `until` but the first."""
        yield self.first_day
        for day in self.recurrence.days(self.first_day) if self.recurrence else ():
            if day > until:
                return
            if day > self.first_day:
                yield day

    def dates(self, until: dt.date) -> list[ScheduledDate]:
        """All dates that begin, by the rule, until that day inclusive, in order, and always the first one.

        Dates that are left out are not among them. Of more than `MOST_DATES` the last ones are given.
        """
        return list(_dates(self, until))

    def planned(self, day: dt.date) -> ScheduledDate:
        """The date that the rule gives on a day, before any change."""
        start, end = (moment.astimezone(self.zone) for moment in (self.start, self.end))
        # Sums of local times go by the clock on the wall.
        shift = day - start.date()
        begin = _moment(start.replace(tzinfo=None) + shift, self.zone)
        finish = _moment(end.replace(tzinfo=None) + shift, self.zone)
        if shift == dt.timedelta(0):
            begin, finish = self.start.astimezone(dt.UTC), self.end.astimezone(dt.UTC)
        # A night that leaves out an hour may put the end of what is shorter before its start.
        return ScheduledDate(begin, begin, max(begin, finish))

    def date_on(self, day: dt.date, change: ChangedDate | None) -> ScheduledDate | None:
        """What became of the date that the rule gives on a day; None where it is left out."""
        planned = self.planned(day)
        if change is None:
            return planned
        if change.change == DateChange.REMOVED:
            return None
        if change.change == DateChange.CANCELLED:
            return ScheduledDate(planned.recurrence_id, planned.start, planned.end, is_cancelled=True)
        start, end = change.start or dt.datetime.min, change.end or dt.datetime.min
        if self.all_day:
            start = dt.datetime.combine(start, dt.time.min)
            end = dt.datetime.combine(end, END_OF_DAY)
        begin = _moment(start, self.zone)
        return ScheduledDate(planned.recurrence_id, begin, max(begin, _moment(end, self.zone)))


# A page asks for the dates of its event several times.
@lru_cache(maxsize=16)
def _dates(schedule: Schedule, until: dt.date) -> tuple[ScheduledDate, ...]:
    changes = {change.date: change for change in schedule.changes}
    kept = deque((schedule.date_on(day, changes.get(day)) for day in schedule.rule_days(until)), maxlen=MOST_DATES)
    return tuple(sorted((date for date in kept if date), key=lambda date: (date.start, date.recurrence_id)))


def _moment(wall_clock: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return wall_clock.replace(tzinfo=zone).astimezone(dt.UTC)


def _wall_clock(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo:
        raise ValueError(text)
    return moment
