"""The calendar as readers see it: one face of it, for what the filter asks, in one language, at a moment."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Min
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Locale

from core import facets
from core.days import DAY, FIRST_DAY, LAST_DAY, month_end
from core.facets import Facets
from core.pagination import Listing, page_of
from events.enums import CalendarView
from events.forms import COUNTED, EventFilterForm
from events.models.occurrences import EventOccurrence, EventOccurrenceQuerySet

PER_PAGE = 20
# What a day shows before it says how many more there are.
MOST_IN_DAY = {CalendarView.MONTH: 3, CalendarView.WEEK: 12}
MONDAY, SUNDAY = 0, 6
# What lasts longer (a call for proposals, say) would fill the cells of a grid; it stands above.
LONGEST_IN_CELLS = 3 * DAY
MOST_LASTING = 6


@dataclass
class Day:
    """One day of a grid. `items` are shown; `more` others are not. `is_outside` of the month whose weeks are shown."""

    date: dt.date
    is_outside: bool = False
    is_today: bool = False
    items: list[EventOccurrence] = field(default_factory=list)
    more: int = 0


@dataclass
class Placed:
    """The keys of the dates of a period, in their order: those above its grid, and those of each day."""

    lasting: list[int] = field(default_factory=list)
    by_day: dict[dt.date, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, and a day in the period before and after; None at the calendar's ends."""

    first: dt.date
    last: dt.date
    previous: dt.date | None
    next: dt.date | None

    def contains(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def first_weekday(language: str) -> int:
    """The day on which weeks begin: Monday in French, Sunday in Canadian English (CLDR, weekData)."""
    return SUNDAY if language == "en" else MONDAY


def week_of(day: dt.date, language: str) -> Period:
    first = day - dt.timedelta(days=(day.weekday() - first_weekday(language)) % 7)
    return _period(first, first + 6 * DAY)


def month_of(day: dt.date) -> Period:
    return _period(day.replace(day=1), month_end(day))


def _period(first: dt.date, last: dt.date) -> Period:
    before, after = first - DAY, last + DAY
    return Period(first, last, before if before >= FIRST_DAY else None, after if after <= LAST_DAY else None)


class Calendar:
    """What a reader's page is made of. Every part is asked for once, and only when it is shown."""

    def __init__(self, locale: Locale, form: EventFilterForm, at: dt.datetime) -> None:
        self.locale, self.form, self.at = locale, form, at
        self.view = form.current_view
        self.today = timezone.localdate(at)

    @cached_property
    def period(self) -> Period | None:
        """The month or week that is shown."""
        day = self.form.cleaned_data.get("day") or self.today
        if self.view == CalendarView.MONTH:
            return month_of(day)
        return week_of(day, self.locale.language_code) if self.view == CalendarView.WEEK else None

    @property
    def is_current(self) -> bool:
        """Whether the period is that of today."""
        return bool(self.period and self.period.contains(self.today))

    @cached_property
    def facets(self) -> Facets:
        return facets.count(self._in_period, self.form.conditions, COUNTED)

    @property
    def dates(self) -> EventOccurrenceQuerySet:
        """The dates that are shown, in the order of the view."""
        return self.form.narrow(self._in_period)

    def listing(self, request: HttpRequest) -> Listing:
        """A numbered page of the dates, for the views that are lists."""
        return page_of(self.dates.for_cards(), request, PER_PAGE, count=self.facets.total)

    @cached_property
    def days(self) -> list[Day]:
        """The days of the whole weeks that are shown; none in a list."""
        if self.period is None:
            return []
        language = self.locale.language_code
        first, last = week_of(self.period.first, language).first, week_of(self.period.last, language).last
        days = {
            day: Day(day, is_outside=not self.period.contains(day), is_today=day == self.today)
            for day in _days(first, last)
        }
        self._fill(days)
        return list(days.values())

    @cached_property
    def lasting(self) -> list[EventOccurrence]:
        """What goes on for days in the period and stands above its grid, as far as there is room."""
        return [self._rows[pk] for pk in self._placed.lasting[:MOST_LASTING]]

    @cached_property
    def lasting_more(self) -> int:
        """How many more go on for days, for which there is no room above the grid."""
        return max(0, len(self._placed.lasting) - MOST_LASTING)

    @property
    def weeks(self) -> list[list[Day]]:
        return [self.days[at : at + 7] for at in range(0, len(self.days), 7)]

    @cached_property
    def year(self) -> int:
        """The year whose past events are shown."""
        asked: int | None = self.form.cleaned_data.get("year")
        return asked if asked in self.years else self.years[0]

    @cached_property
    def years(self) -> list[int]:
        """From this one back to the first that has an event."""
        first = EventOccurrence.objects.in_locale(self.locale).aggregate(first=Min("start"))["first"]
        first_year = timezone.localdate(first).year if first and first < self.at else self.today.year
        return list(range(self.today.year, first_year - 1, -1))

    @property
    def _in_period(self) -> EventOccurrenceQuerySet:
        found = EventOccurrence.objects.in_locale(self.locale)
        if self.period:
            return found.between(self.period.first, self.period.last)
        if self.view == CalendarView.PAST:
            return found.begun_in(self.year).past(self.at)
        return self.form.in_period(found, since=self.at)

    def _fill(self, days: dict[dt.date, Day]) -> None:
        """Puts the dates into their days, as far as there is room."""
        most = MOST_IN_DAY[self.view]
        for day, keys in self._placed.by_day.items():
            days[day].items = [self._rows[pk] for pk in keys[:most]]
            days[day].more = max(0, len(keys) - most)

    @cached_property
    def _placed(self) -> "Placed":
        """Where each date of the period stands, by what is cheap to know of all."""
        placed = Placed()
        if self.period is None:
            return placed
        for pk, start, end in self.dates.values_list("pk", "start", "end"):
            if end - start > LONGEST_IN_CELLS:
                placed.lasting.append(pk)
                continue
            for day in days_covered(start, end):
                if self.period.contains(day):
                    placed.by_day.setdefault(day, []).append(pk)
        return placed

    @cached_property
    def _rows(self) -> dict[int, EventOccurrence]:
        """The whole of the few that are shown, by key."""
        most = MOST_IN_DAY[self.view]
        shown = {pk for keys in self._placed.by_day.values() for pk in keys[:most]}
        return EventOccurrence.objects.for_grid().in_bulk(shown.union(self._placed.lasting[:MOST_LASTING]))


def days_covered(start: dt.datetime, end: dt.datetime) -> Iterable[dt.date]:
    """The days on which something goes on; an evening that ends at midnight belongs to the day on which it began."""
    first, last_moment = timezone.localdate(start), timezone.localtime(end)
    last = last_moment.date()
    if last > first and last_moment.time() == dt.time.min:
        last -= DAY
    return _days(first, last)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += DAY
