"""Days as readers see them, in French and in English."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import formatting
from core.formatting import Lang

NOV_22 = date(2026, 11, 22)
DEC_1 = date(2026, 12, 1)


def plain(text: str) -> str:
    """Shows no-break spaces as ⍽, so that a table of cases can be read."""
    return text.replace("\u00a0", "⍽")


@pytest.mark.parametrize(
    ("day", "lang", "expected"),
    [
        (NOV_22, "fr", "22⍽novembre⍽2026"),
        (DEC_1, "fr", "1er⍽décembre⍽2026"),
        (date(2027, 8, 11), "fr", "11⍽août⍽2027"),
        (date(2027, 2, 21), "fr", "21⍽février⍽2027"),
        (NOV_22, "en", "November 22, 2026"),
        (DEC_1, "en", "December 1, 2026"),
    ],
)
def test_full_date(day: date, lang: Lang, expected: str) -> None:
    assert plain(formatting.long_date(day, lang)) == expected


def test_weekday_on_a_card_and_in_a_sentence() -> None:
    assert plain(formatting.weekday_date(NOV_22, "fr")) == "Dimanche 22⍽novembre⍽2026"
    assert plain(formatting.weekday_date_in_sentence(NOV_22, "fr")) == "le dimanche 22⍽novembre⍽2026"
    assert plain(formatting.weekday_date(DEC_1, "fr")) == "Mardi 1er⍽décembre⍽2026"
    assert formatting.weekday_date(NOV_22, "en") == "Sunday, November 22, 2026"
    assert formatting.weekday_date_in_sentence(NOV_22, "en") == "Sunday, November 22, 2026"


def test_short_months() -> None:
    def months(lang: Lang) -> list[str]:
        return [plain(formatting.short_date(date(2026, month, 15), lang)) for month in range(1, 13)]

    assert months("fr") == [
        f"15⍽{month}⍽2026"
        for month in (
            *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
            *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
        )
    ]
    assert months("en") == [
        f"{month} 15, 2026"
        for month in (
            *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
            *("July", "Aug.", "Sep.", "Oct.", "Nov.", "Dec."),
        )
    ]


def test_weekdays() -> None:
    assert (formatting.weekday(NOV_22, "fr"), formatting.weekday(NOV_22, "en")) == ("dimanche", "Sunday")
    assert (formatting.short_weekday(NOV_22, "fr"), formatting.short_weekday(NOV_22, "en")) == ("dim.", "Sun.")


def test_month_heading() -> None:
    assert plain(formatting.month_heading(NOV_22, "fr")) == "Novembre⍽2026"
    assert plain(formatting.month_heading(date(2027, 8, 1), "fr")) == "Août⍽2027"
    assert formatting.month_heading(NOV_22, "en") == "November 2026"


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (NOV_22, NOV_22, "le 22⍽novembre⍽2026", "November 22, 2026"),
        (NOV_22, date(2026, 11, 24), "du 22 au 24⍽novembre⍽2026", "November 22 to 24, 2026"),
        (DEC_1, date(2026, 12, 3), "du 1er au 3⍽décembre⍽2026", "December 1 to 3, 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "du 30⍽novembre au 2⍽décembre⍽2026", "November 30 to December 2, 2026"),
        (date(2026, 11, 1), DEC_1, "du 1er⍽novembre au 1er⍽décembre⍽2026", "November 1 to December 1, 2026"),
        (
            *(date(2026, 12, 30), date(2027, 1, 2)),
            *("du 30⍽décembre⍽2026 au 2⍽janvier⍽2027", "December 30, 2026, to January 2, 2027"),
        ),
        # The same month a year later shares nothing that may be left out.
        (
            NOV_22,
            date(2027, 11, 22),
            "du 22⍽novembre⍽2026 au 22⍽novembre⍽2027",
            "November 22, 2026, to November 22, 2027",
        ),
    ],
)
def test_date_range(first: date, last: date, french: str, english: str) -> None:
    assert plain(formatting.date_range(first, last, "fr")) == french
    assert formatting.date_range(first, last, "en") == english


def test_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        formatting.date_range(DEC_1, NOV_22, "fr")


def test_moment_shows_its_day_in_toronto_unless_told_otherwise() -> None:
    late_evening = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
    assert formatting.long_date(late_evening, "en") == "November 22, 2026"
    assert formatting.long_date(late_evening, "en", ZoneInfo("Europe/Paris")) == "November 23, 2026"


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formatting.long_date(datetime(2026, 11, 22, 9), "fr")


def test_dates_for_machines() -> None:
    assert formatting.iso(NOV_22) == "2026-11-22"
    assert formatting.iso(datetime(2026, 11, 23, 0, 30, 59, tzinfo=UTC)) == "2026-11-22T19:30-05:00"
    assert formatting.iso(datetime(2026, 7, 1, 12, tzinfo=UTC)) == "2026-07-01T08:00-04:00"


@given(st.dates())
def test_every_day_keeps_its_french_parts_on_one_line(day: date) -> None:
    assert " " not in formatting.long_date(day, "fr")
    assert " " not in formatting.short_date(day, "fr")
    assert formatting.long_date(day, "fr").endswith(f"\u00a0{day.year}")


@given(st.dates(), st.dates())
def test_every_range_names_both_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for lang in ("fr", "en"):
        text = formatting.date_range(first, last, lang)
        assert formatting.date_range(last, last, lang).removeprefix("le ")[-4:] == text[-4:]
        assert str(first.day) in text
        assert str(last.day) in text
