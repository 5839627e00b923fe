"""Times of day, also on the days when the clocks change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import formatting
from core.formatting import TORONTO, Lang


def plain(text: str) -> str:
    return text.replace("\u00a0", "⍽")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (time(0, 0), "0⍽h", "midnight"),
        (time(0, 5), "0⍽h⍽05", "12:05⍽a.m."),
        (time(9, 0), "9⍽h", "9⍽a.m."),
        (time(12, 0), "12⍽h", "noon"),
        (time(12, 30), "12⍽h⍽30", "12:30⍽p.m."),
        (time(17, 5), "17⍽h⍽05", "5:05⍽p.m."),
        (time(19, 0), "19⍽h", "7⍽p.m."),
        (time(19, 30, 59), "19⍽h⍽30", "7:30⍽p.m."),
        (time(23, 59), "23⍽h⍽59", "11:59⍽p.m."),
    ],
)
def test_time_of_day(value: time, french: str, english: str) -> None:
    assert plain(formatting.clock(value, "fr")) == french
    assert plain(formatting.clock(value, "en")) == english


def test_time_ranges() -> None:
    assert plain(formatting.time_range(time(9), time(17), "fr")) == "de 9⍽h à 17⍽h"
    assert plain(formatting.time_range(time(9), time(17), "en")) == "from 9⍽a.m. to 5⍽p.m."
    assert plain(formatting.time_range(time(10, 30), time(12), "en")) == "from 10:30⍽a.m. to noon"
    assert plain(formatting.time_range(time(19), time(0), "fr")) == "de 19⍽h à 24⍽h"
    assert plain(formatting.time_range(time(19), time(0), "en")) == "from 7⍽p.m. to midnight"


def test_date_and_time() -> None:
    moment = datetime(2026, 11, 22, 14, 30, tzinfo=TORONTO)
    assert plain(formatting.date_time(moment, "fr")) == "22⍽novembre⍽2026, à 14⍽h⍽30"
    assert plain(formatting.date_time(moment, "en")) == "November 22, 2026, at 2:30⍽p.m."


def test_midnight_beside_a_date_does_not_leave_the_reader_guessing_which_night() -> None:
    midnight = datetime(2026, 12, 1, tzinfo=TORONTO)
    assert plain(formatting.date_time(midnight, "fr")) == "1er⍽décembre⍽2026, à 0⍽h"
    assert plain(formatting.date_time(midnight, "en")) == "December 1, 2026, at 12⍽a.m."


@pytest.mark.parametrize(
    ("moment", "french", "machine"),
    [
        # In spring the clocks go from 1:59 to 3:00.
        (datetime(2026, 3, 8, 6, 59, tzinfo=UTC), "8⍽mars⍽2026, à 1⍽h⍽59", "2026-03-08T01:59-05:00"),
        (datetime(2026, 3, 8, 7, 0, tzinfo=UTC), "8⍽mars⍽2026, à 3⍽h", "2026-03-08T03:00-04:00"),
        (datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "14⍽mars⍽2027, à 1⍽h⍽59", "2027-03-14T01:59-05:00"),
        (datetime(2027, 3, 14, 7, 0, tzinfo=UTC), "14⍽mars⍽2027, à 3⍽h", "2027-03-14T03:00-04:00"),
        # In autumn the hour from 1:00 to 1:59 comes twice; the machine-readable form tells them apart.
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "1er⍽novembre⍽2026, à 1⍽h⍽30", "2026-11-01T01:30-04:00"),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "1er⍽novembre⍽2026, à 1⍽h⍽30", "2026-11-01T01:30-05:00"),
        (datetime(2027, 11, 7, 5, 30, tzinfo=UTC), "7⍽novembre⍽2027, à 1⍽h⍽30", "2027-11-07T01:30-04:00"),
        (datetime(2027, 11, 7, 6, 30, tzinfo=UTC), "7⍽novembre⍽2027, à 1⍽h⍽30", "2027-11-07T01:30-05:00"),
    ],
)
def test_days_when_the_clocks_change(moment: datetime, french: str, machine: str) -> None:
    assert plain(formatting.date_time(moment, "fr")) == french
    assert formatting.iso(moment) == machine


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_minute_of_a_day_has_its_own_text_without_a_plain_space(lang: Lang) -> None:
    midnight = datetime(2026, 6, 15, tzinfo=TORONTO)
    texts = [formatting.clock(midnight + timedelta(minutes=minute), lang) for minute in range(24 * 60)]
    assert len(set(texts)) == 24 * 60
    assert not any(" " in text for text in texts)


@example(datetime(1981, 10, 25, 5, tzinfo=UTC))
@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_every_moment_can_be_written_and_read_back(moment: datetime) -> None:
    local = moment.astimezone(TORONTO)
    assert plain(formatting.date_time(moment, "fr")).split(", à ")[1].startswith(f"{local.hour}⍽h")
    assert formatting.date_time(moment, "en").endswith(("a.m.", "p.m.", "noon"))
    # In UTC: Python calls two moments of the hour that comes twice unequal when their zones differ.
    machine = datetime.fromisoformat(formatting.iso(moment)).astimezone(UTC)
    assert machine == moment.replace(second=0, microsecond=0)
