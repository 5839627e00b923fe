"""The dates of an event as RFC 5545 says them, so that whoever reads the rule finds the dates that we show.

Our dates go by the clock on the wall, start and end alike (`events.schedule`). A reader of a rule gets there too, but
for the nights on which clocks are changed. There, readers part ways:

* An end given as DTEND is the same number of hours later each time (section 3.8.5.3); libraries add to the wall clock.
* A start that the clock skips "MUST be ignored and MUST NOT be counted" (section 3.3.10); libraries move it, or not.
* A start or end on the second run of a repeated hour cannot be written with a time zone (section 3.3.5).

A date that not all would read alike is therefore written out by itself, in UTC where the clock is unclear. A skipped
start is taken out of the rule besides (EXDATE), and a date is added later that night (RDATE) and moved to where it
belongs: some compare EXDATE by the moment, so that it would take out what is added at the same one. With this the RFC,
`recurring_ical_events` and `ical.js` agree.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from icalendar import vRecur

from events.enums import Frequency, TimeZone
from events.feeds.time_zones import transitions
from events.recurrence import Recurrence
from events.schedule import Schedule, ScheduledDate

DAY = dt.timedelta(days=1)
SHORTEST_MONTH = 28
LAST_SECOND = dt.time(23, 59, 59)
# From a start that the clock skips to the one that stands for it. Of no zone the offset from UTC: recurring_ical_events
# takes a date out where its time in UTC reads as that of an EXDATE on the clock of the zone.
STAND_IN = dt.timedelta(minutes=90)
UTC_KEY = TimeZone.UTC.value
# A day, or a moment: in UTC, or by the clock of the event's zone.
Moment = dt.date | dt.datetime


@dataclass(frozen=True)
class Override:
    """One date that is not as the rule has it; RECURRENCE-ID names it."""

    recurrence_id: Moment
    start: Moment
    end: Moment
    is_cancelled: bool


@dataclass(frozen=True)
class Dates:
    """What the date properties of an event's components hold.

    `end` is exclusive, as DTEND is, and None where nothing lasts; `duration` stands in its place where the first date
    is one of those that are longer or shorter than the clock says.
    """

    start: Moment
    end: Moment | None
    duration: dt.timedelta | None = None
    rule: dict[str, object] | None = None
    added: tuple[Moment, ...] = ()
    removed: tuple[Moment, ...] = ()
    overrides: tuple[Override, ...] = ()

    @property
    def is_zoned(self) -> bool:
        """Whether a time of day stands by the clock of a zone, which a VTIMEZONE must describe."""
        return isinstance(self.start, dt.datetime) and self.start.tzinfo is not dt.UTC


def dates_of(schedule: Schedule, last_day: dt.date) -> Dates:
    """All dates of a schedule. Nights on which clocks are changed are looked at until `last_day`."""
    if schedule.recurrence is None:
        start, end = _span(schedule.planned(schedule.first_day), schedule, in_utc=True)
        return Dates(start, end if end != start else None)
    return _Reading(schedule, schedule.recurrence, last_day).dates()


@dataclass(frozen=True)
class _Reading:
    schedule: Schedule
    recurrence: Recurrence
    last_day: dt.date

    @property
    def zone(self) -> ZoneInfo:
        return self.schedule.zone

    @cached_property
    def wall_start(self) -> dt.datetime:
        return self.schedule.start.astimezone(self.zone).replace(tzinfo=None)

    @cached_property
    def length(self) -> dt.timedelta:
        """How long it lasts by the clock on the wall."""
        end = self.schedule.end.astimezone(self.zone).replace(tzinfo=None)
        return max(end - self.wall_start, dt.timedelta(0))

    def dates(self) -> Dates:
        changes = {change.date: change for change in self.schedule.changes}
        added: list[Moment] = []
        removed: list[Moment] = []
        overrides: list[Override] = []
        for day in self._days_to_look_at(set(changes)):
            identity = self._by_rule(day)
            date = self.schedule.date_on(day, changes.get(day))
            is_skipped = _is_skipped(identity)
            if date is None or is_skipped:
                removed.append(identity)
            if date and is_skipped:
                identity += STAND_IN
                added.append(identity)
            if date and (is_skipped or day in changes or not self._is_read_alike(date, identity)):
                overrides.append(Override(identity, *_span(date, self.schedule), date.is_cancelled))
        start, end, duration = self._first()
        rule = self._rule(is_counted=not added)
        return Dates(start, end, duration, rule, tuple(added), tuple(removed), tuple(overrides))

    def _days_to_look_at(self, changed: set[dt.date]) -> Iterator[dt.date]:
        """The rule's days that are changed, or so near to a change of the clocks that it may fall among their hours."""
        first = self.schedule.first_day
        near: set[dt.date] = set()
        if not self.schedule.all_day:
            for transition in transitions(self.zone, first.year - 1, self.last_day.year + 1):
                day = transition.onset.date() - self.length - 2 * DAY
                near |= {day + number * DAY for number in range(self.length.days + 5)}
        for day in self.schedule.rule_days(max([self.last_day if near else first, *changed])):
            if day in changed or (day in near and day <= self.last_day):
                yield day

    def _by_rule(self, day: dt.date) -> Moment:
        """When the rule's date on a day starts, as the rule computes it; maybe a time that the clock skips."""
        if self.schedule.all_day:
            return day
        return _zoned(self.wall_start + (day - self.schedule.first_day), self.zone)

    def _is_read_alike(self, date: ScheduledDate, start: Moment) -> bool:
        """Whether adding hours, and adding to the clock on the wall, both lead to the date from where it starts."""
        if not isinstance(start, dt.datetime):
            return True
        begin = start.astimezone(dt.UTC)
        # Sums of local times go by the clock on the wall.
        ends = {begin + self.length, (start + self.length).astimezone(dt.UTC)}
        return (
            date.start == begin and ends == {date.end} and not (_is_unclear(start) or _is_unclear(start + self.length))
        )

    def _first(self) -> tuple[Moment, Moment | None, dt.timedelta | None]:
        """DTSTART, DTEND and DURATION of the first date, as the rule carries them on."""
        if self.schedule.all_day:
            start, end = _span(self.schedule.planned(self.schedule.first_day), self.schedule)
            return start, end, None
        first = _zoned(self.wall_start, self.zone)
        if not self.length:
            return first, None, None
        last = first + self.length
        is_clear = not (_is_unclear(first) or _is_unclear(last))
        if is_clear and first.astimezone(dt.UTC) + self.length == last.astimezone(dt.UTC):
            return first, last, None
        return first, None, self.length

    def _rule(self, *, is_counted: bool) -> dict[str, object]:
        """The parts of the RRULE. `is_counted` says whether a number of times may stand in it.

        `UNTIL` is a moment in UTC beside a start with a time (section 3.3.10), the last one of its day.
        """
        until, count = self.recurrence.until, self.recurrence.count
        if count and not is_counted:
            *_others, until = self.recurrence.days(self.schedule.first_day)
            count = None
        parts: dict[str, object] = dict(vRecur.from_ical(str(replace(self.recurrence, until=None, count=None))))
        first = self.schedule.first_day
        if first.day > SHORTEST_MONTH and not self.recurrence.weekdays:
            # Said by DTSTART already; but ical.js makes the first of March of a 29th of February that there is not.
            if self.recurrence.frequency == Frequency.YEARLY:
                parts |= {"BYMONTH": first.month, "BYMONTHDAY": first.day}
            elif self.recurrence.frequency == Frequency.MONTHLY:
                parts["BYMONTHDAY"] = first.day
        if until and not self.schedule.all_day:
            # The second time that the clock shows it, if it does.
            end = dt.datetime.combine(until, LAST_SECOND).replace(tzinfo=self.zone, fold=1)
            parts["UNTIL"] = end.astimezone(dt.UTC)
        elif until:
            parts["UNTIL"] = until
        if count:
            parts["COUNT"] = count
        return parts


def _span(date: ScheduledDate, schedule: Schedule, *, in_utc: bool = False) -> tuple[Moment, Moment]:
    """Start and exclusive end, by the clock of the zone where it says which moments they are, else in UTC."""
    start, end = (moment.astimezone(schedule.zone) for moment in (date.start, date.end))
    if schedule.all_day:
        return start.date(), end.date() + DAY
    if in_utc or _is_unclear(start) or _is_unclear(end):
        return date.start.astimezone(dt.UTC), date.end.astimezone(dt.UTC)
    return _zoned(start.replace(tzinfo=None), schedule.zone), _zoned(end.replace(tzinfo=None), schedule.zone)


def _is_unclear(moment: dt.datetime) -> bool:
    """Whether the clock of the zone shows that time twice, or never."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _is_skipped(moment: Moment) -> bool:
    if not isinstance(moment, dt.datetime):
        return False
    return moment.astimezone(dt.UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None)


def _zoned(wall_clock: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """By the clock of the zone; of two moments at which it shows the same, the first (section 3.3.5)."""
    moment = wall_clock.replace(tzinfo=zone, fold=0)
    return moment.replace(tzinfo=dt.UTC) if zone.key == UTC_KEY else moment
