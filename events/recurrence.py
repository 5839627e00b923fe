"""When a thing happens again: the part of RFC 5545's recurrence rules that people can read, and say in words.

A rule is kept as the text of an RRULE without its name, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630". It is about
days: the time of day is the event's own. `UNTIL` is a day, inclusive; exports turn it into what RFC 5545 wants beside a
start with a time.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateutil import rrule
from django.utils.translation import gettext_lazy as _

from events.enums import Frequency

# RFC 5545, section 3.3.10.
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
POSITIONS = (1, 2, 3, 4, -1)
LAST = -1
MOST_INTERVAL = 99
# Of an event that ends after so many times.
MOST_TIMES = 999

_FREQUENCIES: dict[Frequency, Any] = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}
_BY_DAY = re.compile(r"(?P<position>[1-4]|-1)?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
# Digits as the format has them; `\d` would take those of other scripts.
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_DAY = re.compile(r"[0-9]{8}")


class UnreadableRule(ValueError):  # noqa: N818 (named for what it says)
    """A text that is no rule, or one that this portal does not know; the message can be shown."""


@dataclass(frozen=True)
class Recurrence:
    """A rule. `weekdays` count from Monday, 0, and are a week's; `position` makes one of them the month's, -1 its last.

    A rule ends with `until`, inclusive, or after `count` times, the first one included, or never.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    position: int | None = None
    until: dt.date | None = None
    count: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Recurrence":
        """The rule that `text` writes. Raises `UnreadableRule`."""
        parts: dict[str, str] = {}
        for part in text.split(";"):
            name, _sign, value = part.partition("=")
            if name in parts or not value:
                raise UnreadableRule(_("This is no rule of recurrence."))
            parts[name] = value
        try:
            weekdays, position = _days_of(parts.pop("BYDAY", ""))
            rule = cls(
                frequency=Frequency(parts.pop("FREQ", "")),
                interval=_number(parts.pop("INTERVAL", "1")),
                until=_day(parts.pop("UNTIL")) if "UNTIL" in parts else None,
                count=_number(parts.pop("COUNT")) if "COUNT" in parts else None,
                weekdays=weekdays,
                position=position,
            )
        except ValueError as error:
            raise UnreadableRule(_("This is no rule of recurrence.")) from error
        if parts or not rule._is_known():
            raise UnreadableRule(_("This rule of recurrence is not one of those known here."))
        return rule

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency.value}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            position = self.position or ""
            parts.append("BYDAY=" + ",".join(f"{position}{WEEKDAYS[day]}" for day in self.weekdays))
        if self.until:
            parts.append(f"UNTIL={self.until.isoformat().replace('-', '')}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def days(self, first: dt.date) -> Iterator[dt.date]:
        """The days on which it happens, from `first` on; endless for a rule without an end.

        A month that has no such day (the 31st) is left out, as RFC 5545 wants it.
        """
        weekdays = [getattr(rrule, WEEKDAYS[day]) for day in self.weekdays]
        found = rrule.rrule(
            _FREQUENCIES[self.frequency],
            dtstart=dt.datetime.combine(first, dt.time.min),
            interval=self.interval,
            byweekday=[day(self.position) if self.position else day for day in weekdays] or None,
            until=dt.datetime.combine(self.until, dt.time.min) if self.until else None,
            count=self.count,
        )
        for moment in found:
            yield moment.date()

    def begins_with(self, first: dt.date) -> bool:
        """Whether the day is one of the rule's own: RFC 5545 leaves open what it means where it is not."""
        return next(self.days(first), None) == first

    def _is_known(self) -> bool:
        if (self.until and self.count) or self.interval > MOST_INTERVAL:
            return False
        if self.frequency == Frequency.WEEKLY:
            return self.position is None
        if self.frequency == Frequency.MONTHLY:
            return (len(self.weekdays) == 1) == (self.position is not None) and len(self.weekdays) < 2
        return not self.weekdays


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _day(text: str) -> dt.date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return dt.datetime.strptime(text, "%Y%m%d").date()


def _days_of(text: str) -> tuple[tuple[int, ...], int | None]:
    """The weekdays of a BYDAY, and their position in the month."""
    found = [_BY_DAY.fullmatch(part) for part in text.split(",")] if text else []
    if not all(found):
        raise ValueError(text)
    positions = {match["position"] for match in found if match}
    days = sorted({WEEKDAYS.index(match["day"]) for match in found if match})
    if len(positions) > 1:
        raise ValueError(text)
    position = positions.pop() if positions else None
    return tuple(days), int(position) if position else None
