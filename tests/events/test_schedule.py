"""All dates of an event: its clock stays where it hangs, and single dates are left out, cancelled or moved."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.enums import DateChange, TimeZone
from events.recurrence import Recurrence
from events.schedule import MOST_DATES, ChangedDate, Schedule, UnreadableChange, parse_changes

TORONTO = ZoneInfo("America/Toronto")


def schedule(rule: str, start: str, end: str, zone: str = "America/Toronto", *changes: ChangedDate) -> Schedule:
    begin, finish = (dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (start, end))
    return Schedule(begin, finish, ZoneInfo(zone), recurrence=Recurrence.parse(rule) if rule else None, changes=changes)


def local(made: Schedule, until: str) -> list[str]:
    """Start and end of each date by the clock there, with the offset of the start."""
    return [
        f"{date.start.astimezone(made.zone):%Y-%m-%dT%H:%M%z} {date.end.astimezone(made.zone):%H:%M}"
        for date in made.dates(dt.date.fromisoformat(until))
    ]


def change(day: str, kind: DateChange, start: str = "", end: str = "") -> ChangedDate:
    moments = (dt.datetime.fromisoformat(text) if text else None for text in (start, end))
    return ChangedDate(dt.date.fromisoformat(day), kind, *moments)


@pytest.mark.parametrize(
    ("zone", "start", "expected"),
    [
        # Forward and back, where the clocks change on different Sundays.
        (
            "America/Toronto",
            "2027-03-08",
            ["2027-03-08T09:00-0500 11:00", "2027-03-15T09:00-0400 11:00"],
        ),
        (
            "America/Toronto",
            "2027-11-01",
            ["2027-11-01T09:00-0400 11:00", "2027-11-08T09:00-0500 11:00"],
        ),
        (
            "Europe/Paris",
            "2027-03-22",
            ["2027-03-22T09:00+0100 11:00", "2027-03-29T09:00+0200 11:00"],
        ),
        (
            "America/St_Johns",
            "2027-11-01",
            ["2027-11-01T09:00-0230 11:00", "2027-11-08T09:00-0330 11:00"],
        ),
        ("Etc/UTC", "2027-03-08", ["2027-03-08T09:00+0000 11:00", "2027-03-15T09:00+0000 11:00"]),
    ],
)
def test_a_meeting_stays_at_its_hour_when_the_clocks_change(zone: str, start: str, expected: list[str]) -> None:
    made = schedule("FREQ=WEEKLY;COUNT=2", f"{start}T09:00", f"{start}T11:00", zone)
    assert [text.replace(" ", " ") for text in local(made, "2027-12-31")] == expected


def test_an_hour_that_a_night_leaves_out_is_read_with_the_offset_before() -> None:
    made = schedule("FREQ=DAILY;COUNT=3", "2027-03-13T02:30", "2027-03-13T03:15")
    assert local(made, "2027-12-31") == [
        "2027-03-13T02:30-0500 03:15",
        # 2:30 does not exist that night, and 3:15 comes before what stands for it.
        "2027-03-14T03:30-0400 03:30",
        "2027-03-15T02:30-0400 03:15",
    ]


def test_an_hour_that_a_night_has_twice_is_its_first() -> None:
    made = schedule("FREQ=DAILY;COUNT=2", "2027-11-06T01:30", "2027-11-06T02:30")
    dates = made.dates(dt.date(2027, 12, 31))
    assert local(made, "2027-12-31")[1].startswith("2027-11-07T01:30-0400")
    # The hour passes twice before the clock says 2:30.
    assert dates[1].end - dates[1].start == dt.timedelta(hours=2)


def test_whole_days_end_at_the_end_of_their_days() -> None:
    begin = dt.datetime(2027, 3, 13, tzinfo=TORONTO)
    rule = Recurrence.parse("FREQ=DAILY;COUNT=2")
    moved = change("2027-03-14", DateChange.MOVED, "2027-03-20T15:00", "2027-03-21T09:00")
    made = Schedule(begin, begin.replace(hour=23, minute=59), TORONTO, True, rule, (moved,))
    assert local(made, "2027-12-31") == ["2027-03-13T00:00-0500 23:59", "2027-03-20T00:00-0400 23:59"]
    assert made.dates(dt.date(2027, 12, 31))[1].end.astimezone(TORONTO).date() == dt.date(2027, 3, 21)


def test_the_31st_is_left_out_of_months_without_one() -> None:
    made = schedule("FREQ=MONTHLY;COUNT=3", "2027-01-31T23:30", "2027-02-01T00:30")
    assert local(made, "2027-12-31") == [
        "2027-01-31T23:30-0500 00:30",
        "2027-03-31T23:30-0400 00:30",
        "2027-05-31T23:30-0400 00:30",
    ]


def test_single_dates_are_left_out_cancelled_and_moved() -> None:
    made = schedule(
        "FREQ=WEEKLY;COUNT=4",
        "2026-12-03T09:00",
        "2026-12-03T11:00",
        "America/Toronto",
        change("2026-12-10", DateChange.REMOVED),
        change("2026-12-17", DateChange.CANCELLED),
        change("2026-12-24", DateChange.MOVED, "2026-12-02T14:00", "2026-12-02T15:00"),
    )
    dates = made.dates(dt.date(2026, 12, 31))
    assert local(made, "2026-12-31") == [
        "2026-12-02T14:00-0500 15:00",
        "2026-12-03T09:00-0500 11:00",
        "2026-12-17T09:00-0500 11:00",
    ]
    assert [date.is_moved for date in dates] == [True, False, False]
    assert [date.is_cancelled for date in dates] == [False, False, True]
    # A moved date is named by where the rule put it.
    assert dates[0].recurrence_id == dt.datetime(2026, 12, 24, 14, tzinfo=dt.UTC)


def test_an_event_that_takes_place_once_has_its_date_whenever_one_asks() -> None:
    made = schedule("", "2026-12-03T09:00", "2026-12-03T11:00")
    assert local(made, "2020-01-01") == ["2026-12-03T09:00-0500 11:00"]


def test_a_date_that_comes_every_day_for_ever_is_bounded() -> None:
    dates = schedule("FREQ=DAILY", "1990-01-01T09:00", "1990-01-01T11:00").dates(dt.date(2026, 12, 31))
    assert len(dates) == MOST_DATES
    # Those that come last are kept.
    assert dates[-1].start.date() == dt.date(2026, 12, 31)


@given(
    st.sampled_from(TimeZone.values),
    st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2190, 1, 1)),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
)
def test_whatever_the_zone_no_date_ends_before_it_begins(
    zone: str, start: dt.datetime, lasts: dt.timedelta, frequency: str
) -> None:
    begin = start.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    rule = Recurrence.parse(f"FREQ={frequency};COUNT=9")
    dates = Schedule(begin, begin + lasts, ZoneInfo(zone), recurrence=rule).dates(dt.date(2199, 12, 30))
    assert dates[0].start == begin
    assert all(date.end >= date.start for date in dates)
    assert all(one.start < other.start for one, other in pairwise(dates))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.dates().map(str),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["date", "change", "start", "end"]), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_changes_that_cannot_be_read_are_refused(data: object) -> None:
    try:
        changes = parse_changes(data)
    except UnreadableChange:
        return
    assert parse_changes([change.as_json() for change in changes.values()]) == changes
