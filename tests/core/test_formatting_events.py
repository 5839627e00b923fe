"""What the line under the title of an event says about when it takes place."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import formatting
from core.formatting import TORONTO


def plain(text: str) -> str:
    return text.replace("\u00a0", "⍽")


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (
            *(at(11, 22, 9), at(11, 22, 17)),
            "Dimanche 22⍽novembre⍽2026, de 9⍽h à 17⍽h",
            "Sunday, November 22, 2026, from 9⍽a.m. to 5⍽p.m.",
        ),
        (
            *(at(11, 22, 9), None),
            "Dimanche 22⍽novembre⍽2026, à 9⍽h",
            "Sunday, November 22, 2026, at 9⍽a.m.",
        ),
        (
            *(at(11, 22, 12), at(11, 22, 12)),
            "Dimanche 22⍽novembre⍽2026, à 12⍽h",
            "Sunday, November 22, 2026, at noon",
        ),
        (
            *(at(12, 1, 19), at(12, 2, 0)),
            "Mardi 1er⍽décembre⍽2026, de 19⍽h à 24⍽h",
            "Tuesday, December 1, 2026, from 7⍽p.m. to midnight",
        ),
        (
            *(at(11, 30, 9), at(12, 2, 16, 30)),
            "Du 30⍽novembre, à 9⍽h, au 2⍽décembre⍽2026, à 16⍽h⍽30",
            "From November 30, at 9⍽a.m., to December 2, 2026, at 4:30⍽p.m.",
        ),
        (
            *(at(12, 31, 21), at(1, 1, 2, year=2027)),
            "Du 31⍽décembre⍽2026, à 21⍽h, au 1er⍽janvier⍽2027, à 2⍽h",
            "From December 31, 2026, at 9⍽p.m., to January 1, 2027, at 2⍽a.m.",
        ),
    ],
)
def test_event_with_times(start: datetime, end: datetime | None, french: str, english: str) -> None:
    assert plain(formatting.event_when(start, end, False, "fr")) == french
    assert plain(formatting.event_when(start, end, False, "en")) == english


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (at(11, 22), at(11, 22, 23, 59), "Dimanche 22⍽novembre⍽2026", "Sunday, November 22, 2026"),
        (at(11, 22), None, "Dimanche 22⍽novembre⍽2026", "Sunday, November 22, 2026"),
        (at(11, 22), at(11, 24), "Du 22 au 24⍽novembre⍽2026", "November 22 to 24, 2026"),
        (at(12, 1), at(12, 3), "Du 1er au 3⍽décembre⍽2026", "December 1 to 3, 2026"),
        (
            *(at(12, 30), at(1, 2, year=2027)),
            *("Du 30⍽décembre⍽2026 au 2⍽janvier⍽2027", "December 30, 2026, to January 2, 2027"),
        ),
    ],
)
def test_all_day_event_includes_its_last_day(start: datetime, end: datetime | None, french: str, english: str) -> None:
    assert plain(formatting.event_when(start, end, True, "fr")) == french
    assert plain(formatting.event_when(start, end, True, "en")) == english


def test_days_are_those_of_toronto_whatever_the_zone_of_the_moments() -> None:
    start, end = at(11, 22, 20).astimezone(UTC), at(11, 22, 23).astimezone(UTC)
    assert plain(formatting.event_when(start, end, False, "fr")) == "Dimanche 22⍽novembre⍽2026, de 20⍽h à 23⍽h"


def test_card_says_it_shorter() -> None:
    nine, five = at(11, 22, 9), at(11, 22, 17)
    assert plain(formatting.event_when_short(nine, five, False, "fr")) == "22⍽nov.⍽2026, de 9⍽h à 17⍽h"
    assert plain(formatting.event_when_short(nine, five, False, "en")) == "Nov. 22, 2026, from 9⍽a.m. to 5⍽p.m."
    assert plain(formatting.event_when_short(nine, at(11, 24, 17), False, "fr")) == "Du 22 au 24⍽nov.⍽2026"
    assert plain(formatting.event_when_short(nine, at(11, 24, 17), False, "en")) == "Nov. 22 to 24, 2026"
    assert plain(formatting.event_when_short(at(12, 1), None, True, "fr")) == "1er⍽déc.⍽2026"


@pytest.mark.parametrize("month_and_day", [(2026, 3, 8), (2027, 3, 14), (2026, 11, 1), (2027, 11, 7)])
def test_event_on_a_day_when_the_clocks_change_keeps_its_hours(month_and_day: tuple[int, int, int]) -> None:
    year, month, day = month_and_day
    text = plain(formatting.event_when(at(month, day, 0, 30, year), at(month, day, 9, 0, year), False, "fr"))
    assert text.endswith("de 0⍽h⍽30 à 9⍽h")


def test_event_inside_the_hour_that_comes_twice_is_not_refused() -> None:
    # By the clock it ends ten minutes before it starts; in fact it lasts fifty.
    start = datetime(2026, 11, 1, 1, 20, tzinfo=TORONTO, fold=0)
    end = datetime(2026, 11, 1, 1, 10, tzinfo=TORONTO, fold=1)
    text = plain(formatting.event_when(start, end, False, "fr"))
    assert text == "Dimanche 1er⍽novembre⍽2026, de 1⍽h⍽20 à 1⍽h⍽10"


def test_event_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        formatting.event_when(at(11, 22, 17), at(11, 22, 9), False, "fr")


@given(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=800)),
    st.booleans(),
)
def test_every_event_can_be_written_with_its_number_and_hour_held_together(
    start: datetime, length: timedelta, all_day: bool
) -> None:
    for write in (formatting.event_when, formatting.event_when_short):
        french = write(start, start + length, all_day, "fr")
        english = write(start, start + length, all_day, "en")
        assert french[0].isupper() or french[0].isdigit()
        assert english[0].isupper()
        assert " h" not in french
        assert " a.m." not in english
        assert " p.m." not in english
