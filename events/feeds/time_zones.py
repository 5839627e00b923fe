"""Time zones as calendars carry them along: VTIMEZONE (RFC 5545, section 3.6.5).

The `icalendar` library makes such components too, but has clocks go forward an hour late: it takes the first time that
the clock shows after the gap for the one at which the gap begins.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from events.recurrence import LAST, WEEKDAYS

# The last year for which the time zone database lists transitions; later ones follow the rule of the last.
LAST_YEAR = 2037
# Month, position in the month, weekday, time of day.
Place = tuple[int, int, int, dt.time]


@dataclass(frozen=True)
class Transition:
    """A moment, in UTC, at which clocks are changed; `before` and `after` are offsets from UTC."""

    moment: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    is_daylight: bool

    @property
    def onset(self) -> dt.datetime:
        """When it is by the clock that is changed."""
        return self.moment.replace(tzinfo=None) + self.before


@lru_cache(maxsize=128)
def transitions(zone: ZoneInfo, first_year: int, last_year: int = LAST_YEAR) -> tuple[Transition, ...]:
    """All from the start of `first_year` to the end of `last_year`."""
    found = []
    moment = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    while moment.year <= last_year:
        following = moment + dt.timedelta(days=7)
        if (before := _offset(moment, zone)) != _offset(following, zone):
            change = _first_with_another_offset(moment, following, zone)
            local = change.astimezone(zone)
            found.append(Transition(change, before, _offset(change, zone), local.tzname() or "", bool(local.dst())))
        moment = following
    return tuple(found)


@lru_cache(maxsize=128)
def vtimezone(zone: ZoneInfo, first_year: int) -> Timezone:
    """The zone from the year before `first_year` on, so that an offset is known when that year begins."""
    since = first_year - 1
    component = Timezone()
    component.add("TZID", zone.key)
    start = dt.datetime(since, 1, 1, tzinfo=zone)
    component.add_component(_observance(_standing(start), [start.replace(tzinfo=None)]))
    alike: dict[tuple[object, ...], list[Transition]] = defaultdict(list)
    for transition in transitions(zone, since):
        alike[transition.before, transition.after, transition.name, transition.is_daylight].append(transition)
    for group in alike.values():
        for run in _runs(group):
            component.add_component(_observance(run[0], [transition.onset for transition in run]))
    return component


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta(0)


def _first_with_another_offset(left: dt.datetime, right: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The second at which the offset is no longer that of `left`."""
    offset = _offset(left, zone)
    while right - left > dt.timedelta(seconds=1):
        middle = (left + (right - left) // 2).replace(microsecond=0)
        left, right = (middle, right) if _offset(middle, zone) == offset else (left, middle)
    return right


def _standing(start: dt.datetime) -> Transition:
    """What holds before the first transition."""
    offset = start.utcoffset() or dt.timedelta(0)
    return Transition(start.astimezone(dt.UTC), offset, offset, start.tzname() or "", bool(start.dst()))


def _runs(group: list[Transition]) -> Iterator[list[Transition]]:
    """Transitions of consecutive years that one yearly rule tells; `group` is in order and not empty."""
    run, common = group[:1], _places(group[0].onset)
    for transition in group[1:]:
        shared = common & _places(transition.onset)
        if shared and transition.onset.year == run[-1].onset.year + 1:
            run.append(transition)
            common = shared
        else:
            yield run
            run, common = [transition], _places(transition.onset)
    yield run


def _places(onset: dt.datetime) -> set[Place]:
    """Where in its year an onset may be said to lie: on the fourth Sunday of a month, and maybe on its last one."""
    places = {(onset.month, (onset.day - 1) // 7 + 1, onset.weekday(), onset.time())}
    if (onset + dt.timedelta(days=7)).month != onset.month:
        places.add((onset.month, LAST, onset.weekday(), onset.time()))
    return places


def _observance(first: Transition, onsets: list[dt.datetime]) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if first.is_daylight else TimezoneStandard()
    component.add("DTSTART", onsets[0])
    component.add("TZOFFSETFROM", first.before)
    component.add("TZOFFSETTO", first.after)
    component.add("TZNAME", first.name)
    if len(onsets) > 1 and onsets[-1].year == LAST_YEAR:
        month, position, weekday, _time = min(set.intersection(*map(_places, onsets)))
        component.add("RRULE", vRecur(FREQ="YEARLY", BYMONTH=month, BYDAY=f"{position}{WEEKDAYS[weekday]}"))
    elif len(onsets) > 1:
        component.add("RDATE", onsets[1:])
    return component
