"""The texts of rules: what is read, what is refused, and which days a rule gives."""

import datetime as dt
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.enums import Frequency
from events.recurrence import LAST, MOST_INTERVAL, MOST_TIMES, POSITIONS, Recurrence, UnreadableRule

ENDINGS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"until": st.dates()}),
    st.fixed_dictionaries({"count": st.integers(1, MOST_TIMES)}),
)
INTERVALS = st.integers(1, MOST_INTERVAL)
RULES = st.one_of(
    st.builds(
        lambda frequency, interval, ending: Recurrence(frequency, interval, **ending),
        st.sampled_from([Frequency.DAILY, Frequency.MONTHLY, Frequency.YEARLY]),
        INTERVALS,
        ENDINGS,
    ),
    st.builds(
        lambda interval, days, ending: Recurrence(Frequency.WEEKLY, interval, tuple(sorted(days)), **ending),
        INTERVALS,
        st.sets(st.integers(0, 6)),
        ENDINGS,
    ),
    st.builds(
        lambda interval, day, position, ending: Recurrence(Frequency.MONTHLY, interval, (day,), position, **ending),
        INTERVALS,
        st.integers(0, 6),
        st.sampled_from(POSITIONS),
        ENDINGS,
    ),
)
# What looks like a rule.
PARTS = st.sampled_from(["FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WEEKLY", "MONTHLY", "20270630", "2TU", "-1FR"])
SIGNS = st.sampled_from([";", "=", ",", "0", "1", "99", "٣", "½", " ", "\x00", "-", "+"])


@given(RULES)
@example(Recurrence(Frequency.DAILY, until=dt.date(999, 1, 1)))
def test_a_rule_is_read_as_it_was_written(rule: Recurrence) -> None:
    assert Recurrence.parse(str(rule)) == rule


@given(st.one_of(st.text(), st.lists(st.one_of(PARTS, SIGNS)).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rule = Recurrence.parse(text)
    except UnreadableRule:
        return
    assert Recurrence.parse(str(rule)) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "FREQ=",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=100",
        "FREQ=WEEKLY;INTERVAL=²",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;COUNT=1000",
        "FREQ=WEEKLY;UNTIL=20270230",
        "FREQ=WEEKLY;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=1MO,2MO",
        "FREQ=MONTHLY;BYDAY=1MO,1TU",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "RRULE:FREQ=DAILY",
    ],
)
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRule):
        Recurrence.parse(text)


def days(rule: str, first: str, number: int) -> list[str]:
    found = Recurrence.parse(rule).days(dt.date.fromisoformat(first))
    return [day.isoformat() for day in islice(found, number)]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "2026-12-03", ["2026-12-03", "2026-12-17", "2026-12-31"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-12-03", ["2026-12-03", "2026-12-08", "2026-12-10"]),
        # Months without a 31st, and years without a February 29, are left out (RFC 5545, section 3.3.10).
        ("FREQ=MONTHLY", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=YEARLY", "2028-02-29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2027-01-29", ["2027-01-29", "2027-02-26", "2027-03-26"]),
        ("FREQ=DAILY;UNTIL=20261204", "2026-12-03", ["2026-12-03", "2026-12-04"]),
        ("FREQ=DAILY;COUNT=2", "2026-12-03", ["2026-12-03", "2026-12-04"]),
    ],
)
def test_days_of_a_rule(rule: str, first: str, expected: list[str]) -> None:
    assert days(rule, first, 3) == expected


@given(RULES, st.dates(dt.date(1970, 1, 2), dt.date(2199, 12, 30)))
def test_days_are_in_order_and_end_where_the_rule_says(rule: Recurrence, first: dt.date) -> None:
    found = list(islice(rule.days(first), 20))
    assert found == sorted(set(found))
    assert all(day >= first for day in found)
    assert not rule.until or all(day <= rule.until for day in found)
    assert not rule.count or len(found) <= rule.count
    if rule.position == LAST:
        assert all((day + dt.timedelta(days=7)).month != day.month for day in found)
