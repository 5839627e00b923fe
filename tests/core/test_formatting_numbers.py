"""Numbers, percentages, prices and ranks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import formatting
from core.formatting import Lang


def plain(text: str) -> str:
    return text.replace("\u00a0", "⍽")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1250, "1⍽250", "1,250"),
        (Decimal("12345.6"), "12⍽345,6", "12,345.6"),
        (Decimal("-1234567.80"), "\u22121⍽234⍽567,80", "\u22121,234,567.80"),
        (0.1, "0,1", "0.1"),
        (Decimal("-0.0"), "0,0", "0.0"),
        (Decimal("1E+3"), "1⍽000", "1,000"),
    ],
)
def test_number(value: Decimal | int | float, french: str, english: str) -> None:
    assert plain(formatting.number(value, "fr")) == french
    assert formatting.number(value, "en") == english


def test_rounding_is_half_up_as_people_do() -> None:
    assert formatting.number(Decimal("2.5"), "en", 0) == "3"
    assert formatting.number(Decimal("0.125"), "fr", 2) == "0,13"
    assert formatting.number(Decimal("-0.004"), "en", 2) == "0.00"


def test_what_is_no_number_is_refused() -> None:
    for value in (float("nan"), float("inf"), Decimal("NaN")):
        with pytest.raises(ValueError, match="finite"):
            formatting.number(value, "fr")


def test_percent() -> None:
    assert plain(formatting.percent(45, "fr")) == "45⍽%"
    assert formatting.percent(45, "en") == "45%"
    assert plain(formatting.percent(Decimal("12.5"), "fr")) == "12,5⍽%"


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Decimal("25.50"), "25,50⍽$", "$25.50"),
        (Decimal("500.00"), "500⍽$", "$500"),
        (500, "500⍽$", "$500"),
        (Decimal(1250), "1⍽250⍽$", "$1,250"),
        (Decimal("0.75"), "0,75⍽$", "$0.75"),
        (Decimal("19.999"), "20⍽$", "$20"),
        (Decimal("-25.5"), "\u221225,50⍽$", "\u2212$25.50"),
    ],
)
def test_money(amount: Decimal | int, french: str, english: str) -> None:
    assert plain(formatting.money(amount, "fr")) == french
    assert formatting.money(amount, "en") == english


def test_ordinals() -> None:
    assert [formatting.ordinal(rank, "fr") for rank in (1, 2, 21)] == ["1er", "2e", "21e"]
    assert formatting.ordinal(1, "fr", feminine=True) == "1re"
    assert formatting.ordinal(2, "fr", feminine=True) == "2e"
    english = [formatting.ordinal(rank, "en") for rank in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    assert english == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    with pytest.raises(ValueError, match="rank"):
        formatting.ordinal(0, "fr")


def test_reading_time_is_at_least_a_minute() -> None:
    assert [formatting.reading_minutes(words) for words in (0, 1, 200, 790, 2000)] == [1, 1, 1, 4, 10]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_every_amount_stays_on_one_line_and_can_be_read_back(amount: Decimal) -> None:
    langs: tuple[Lang, Lang] = ("fr", "en")
    for lang in langs:
        text = formatting.money(amount, lang)
        assert " " not in text
        bare = text.replace("\u2212", "-").replace("$", "").replace("\u00a0", "")
        assert Decimal(bare.replace(",", "." if lang == "fr" else "")) == amount


@pytest.mark.parametrize(
    ("octets", "french", "english"),
    [
        (1, "1⍽ko", "1⍽kB"),
        (482_400, "482⍽ko", "482⍽kB"),
        (1_000_000, "1⍽Mo", "1⍽MB"),
        (1_299_999, "1,2⍽Mo", "1.2⍽MB"),
        (2_500_000_000, "2,5⍽Go", "2.5⍽GB"),
    ],
)
def test_size_of_a_file(octets: int, french: str, english: str) -> None:
    assert plain(formatting.file_size(octets, "fr")) == french
    assert plain(formatting.file_size(octets, "en")) == english
