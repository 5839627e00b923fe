"""Whoever subscribes sees the same dates as our readers: same start, same end, cancelled or not, whatever the rule."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from events.enums import DateChange, Frequency, TimeZone
from events.models import EventPage
from events.recurrence import LAST, Recurrence
from tests.events.feeds.readers import by_ical_js, by_python, ours, unsaved, written

# One of the readers is a program for Node.js.
pytestmark = pytest.mark.slow

TORONTO = ZoneInfo("America/Toronto")
# On and around the nights on which clocks are changed, here and in Europe; and days that some months lack.
HARD_DAYS = [
    dt.date(2026, 10, 24),
    dt.date(2026, 10, 25),
    dt.date(2026, 10, 31),
    dt.date(2026, 11, 1),
    dt.date(2027, 2, 14),
    dt.date(2027, 3, 7),
    dt.date(2027, 3, 13),
    dt.date(2027, 3, 14),
    dt.date(2027, 3, 27),
    dt.date(2027, 3, 28),
    dt.date(2027, 1, 31),
    dt.date(2028, 2, 29),
]
CLOCKS = [dt.time(hour, minute) for hour in (0, 1, 2, 3, 9, 23) for minute in (0, 30, 45)]
MINUTES = [0, 30, 60, 90, 180, 26 * 60, 45 * 60]
RULES = Path(__file__).with_name("rules.txt")


@st.composite
def rules(draw: st.DrawFn, first: dt.date) -> Recurrence:
    """A rule that begins on that day."""
    frequency = draw(st.sampled_from(Frequency))
    weekdays: tuple[int, ...] = ()
    position = None
    if frequency == Frequency.WEEKLY and draw(st.booleans()):
        weekdays = tuple(sorted({first.weekday(), draw(st.integers(0, 6))}))
    if frequency == Frequency.MONTHLY and draw(st.booleans()):
        weekdays, number = (first.weekday(),), (first.day - 1) // 7 + 1
        is_last = (first + dt.timedelta(days=7)).month != first.month
        position = LAST if is_last else number
    end = draw(st.sampled_from(["never", "until", "count"]))
    return Recurrence(
        frequency,
        interval=draw(st.integers(1, 3)),
        weekdays=weekdays,
        position=position,
        until=first + dt.timedelta(days=draw(st.integers(0, 400))) if end == "until" else None,
        count=draw(st.integers(1, 40)) if end == "count" else None,
    )


@st.composite
def events(draw: st.DrawFn) -> EventPage:
    all_day = draw(st.booleans()) and draw(st.booleans())
    zone = ZoneInfo(TimeZone.EASTERN if all_day else draw(st.sampled_from(TimeZone)))
    first = draw(st.sampled_from(HARD_DAYS) | st.dates(dt.date(2026, 1, 1), dt.date(2028, 6, 1)))
    clock = dt.time.min if all_day else draw(st.sampled_from(CLOCKS))
    start = dt.datetime.combine(first, clock, tzinfo=zone).replace(fold=draw(st.integers(0, 1))).astimezone(dt.UTC)
    end = start + dt.timedelta(minutes=draw(st.sampled_from(MINUTES)))
    if all_day:
        last = first + dt.timedelta(days=draw(st.integers(0, 3)))
        end = dt.datetime.combine(last, dt.time(23, 59), tzinfo=zone)
    # A time that the clock skips is not when it really starts.
    first = start.astimezone(zone).date()
    page = unsaved(start=start, end=end, all_day=all_day, time_zone=zone.key, recurrence=str(draw(rules(first))))
    days = list(page.schedule.rule_days(dt.date(2028, 12, 31)))[:50]
    changed = draw(st.lists(st.sampled_from(days), max_size=3, unique=True))
    page.changed_dates = [draw(changes(day)) for day in changed]
    return page


@st.composite
def changes(draw: st.DrawFn, day: dt.date) -> dict[str, Any]:
    change = draw(st.sampled_from(DateChange))
    found = {"date": day.isoformat(), "change": change.value}
    if change == DateChange.MOVED:
        start = dt.datetime.combine(day + dt.timedelta(days=draw(st.integers(-2, 3))), draw(st.sampled_from(CLOCKS)))
        end = start + dt.timedelta(minutes=draw(st.sampled_from(MINUTES)))
        found |= {"start": start.isoformat(), "end": end.isoformat()}
    return found


@settings(max_examples=120, deadline=None)
@given(page=events())
def test_recurring_ical_events_finds_our_dates(page: EventPage) -> None:
    assert by_python(written(page)) == ours(page)


# One process of Node.js for many events; to make them fewer would take minutes.
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(pages=st.lists(events(), min_size=25, max_size=25))
def test_ical_js_finds_our_dates(pages: list[EventPage]) -> None:
    for page, found in zip(pages, by_ical_js([written(page) for page in pages]), strict=True):
        assert found == ours(page), written(page)


def corpus() -> list[tuple[str, str, int]]:
    lines = [line.split() for line in RULES.read_text().splitlines() if not line.startswith("#")]
    return [(first, rule, int(count)) for first, rule, count in lines]


@pytest.mark.parametrize("all_day", [False, True])
def test_rules_that_people_use_mean_the_same_to_all(all_day: bool) -> None:
    pages = []
    for first, rule, _count in corpus():
        start = dt.datetime.combine(dt.date.fromisoformat(first), dt.time(0 if all_day else 9), tzinfo=TORONTO)
        end = start.replace(hour=23, minute=59) if all_day else start + dt.timedelta(hours=1)
        pages.append(unsaved(start=start, end=end, all_day=all_day, recurrence=rule))
    texts = [written(page) for page in pages]
    for page, text, in_javascript, (_first, rule, count) in zip(pages, texts, by_ical_js(texts), corpus(), strict=True):
        dates = ours(page)
        assert by_python(text) == dates, rule
        assert in_javascript == dates, rule
        assert len([date for date in dates if date[0] < "2029"]) == count, rule


def test_once_at_a_time() -> None:
    """What does not recur is in UTC, or a day, and needs no description of a time zone."""
    start = dt.datetime(2026, 12, 1, 14, 30, tzinfo=dt.UTC)
    timed = unsaved(start=start, end=start + dt.timedelta(hours=2))
    days = unsaved(
        start=dt.datetime(2026, 12, 1, tzinfo=TORONTO),
        end=dt.datetime(2026, 12, 3, 23, 59, tzinfo=TORONTO),
        all_day=True,
    )
    texts = [written(timed), written(days)]
    assert "DTSTART:20261201T143000Z\r\nDTEND:20261201T163000Z" in texts[0]
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204" in texts[1]
    assert all("VTIMEZONE" not in text for text in texts)
    assert [by_python(text) for text in texts] == by_ical_js(texts) == [ours(timed), ours(days)]


@pytest.mark.parametrize("end", ["", ";COUNT=40"])
def test_nights_on_which_clocks_are_changed_in_every_zone(end: str) -> None:
    """Every night at a time that spring leaves out and autumn has twice: here at half past one or two."""
    pages = []
    for zone in TimeZone:
        for hour in (1, 2):
            start = dt.datetime(2027, 3, 1, hour, 30, tzinfo=ZoneInfo(zone))
            pages.append(unsaved(start=start, end=start, time_zone=zone, recurrence=f"FREQ=DAILY{end}"))
    texts = [written(page) for page in pages]
    for page, text, in_javascript in zip(pages, texts, by_ical_js(texts), strict=True):
        assert by_python(text) == ours(page), page.time_zone
        assert in_javascript == ours(page), page.time_zone
