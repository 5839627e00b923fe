"""The month and the week as grids: what stands on which day, what does not fit, and the way to the days around."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.days import FIRST_DAY, LAST_DAY
from events.calendar import days_covered, month_of, week_of
from partners.models import Partner
from tests.events.when import moment, public_event
from tests.factories import EventPageFactory

FRENCH, ENGLISH = "/fr/calendrier/", "/en/calendar/"
MARCH = {"view": "month", "day": "2027-03-10"}


def look(client: Client, query: dict[str, str], address: str = FRENCH) -> BeautifulSoup:
    response = client.get(address, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def by_day(page: BeautifulSoup) -> dict[str, list[str]]:
    """The titles in each cell that has any, by its day."""
    found = {}
    for time in page.select(".grid__date time"):
        cell = time.find_parent(["td", "li"])
        assert isinstance(cell, Tag)
        if titles := [title.get_text() for title in cell.select(".entry__title")]:
            found[str(time["datetime"])] = titles
    return found


def test_a_date_stands_on_its_day(crim: Partner, client: Client) -> None:
    public_event(crim, "2027-03-10T18:00", "2027-03-10T20:00", title="Causerie")
    public_event(crim, "2027-04-01T09:00", "2027-04-01T10:00", title="Le mois suivant")
    for address in (FRENCH, ENGLISH):
        page = look(client, MARCH, address)
        assert by_day(page) == {"2027-03-10": ["Causerie"]}
        assert page.select_one(".entry__time")
    assert by_day(look(client, MARCH | {"view": "week"})) == {"2027-03-10": ["Causerie"]}


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2027-03-10T21:00", "2027-03-11T00:00", ["10"]),
        ("2027-03-10T21:00", "2027-03-11T01:00", ["10", "11"]),
        ("2027-03-09T09:00", "2027-03-11T17:00", ["09", "10", "11"]),
        # The clocks go forward on the 14th.
        ("2027-03-14T00:00", "2027-03-14T23:00", ["14"]),
        ("2027-02-27T09:00", "2027-03-01T17:00", ["01"]),
    ],
)
def test_it_stands_on_each_of_its_days(crim: Partner, client: Client, start: str, end: str, days: list[str]) -> None:
    public_event(crim, start, end, title="Rencontre")
    assert by_day(look(client, MARCH)) == {f"2027-03-{day}": ["Rencontre"] for day in days}


def test_what_goes_on_for_long_stands_above_the_grid(crim: Partner, client: Client) -> None:
    public_event(crim, "2027-02-01T00:00", "2027-04-15T00:00", all_day=True, title="Appel à propositions")
    page = look(client, MARCH)
    assert by_day(page) == {}
    above = page.select_one(".lasting")
    assert above
    assert "Appel à propositions" in above.get_text()
    assert "Du 1er\xa0févr. au 15\xa0avr.\xa02027" in above.get_text()


def test_what_has_no_room_above_the_grid_is_counted_and_one_click_away(crim: Partner, client: Client) -> None:
    for number in range(8):
        public_event(crim, "2027-02-01T00:00", "2027-04-15T00:00", all_day=True, title=f"Appel {number}")
    page = look(client, MARCH)
    assert len(page.select(".lasting .entry")) == 6
    more = page.select_one(".lasting .grid__more")
    assert more
    assert more.get_text().split()[0] == "2"
    there = BeautifulSoup(client.get(str(more["href"])).content, "html.parser")
    assert len(there.select(".event__title")) == 8


def test_a_full_day_says_how_many_more_and_leads_to_all_of_them(crim: Partner, client: Client) -> None:
    for number in range(5):
        public_event(crim, f"2027-03-10T{9 + number:02}:00", "2027-03-10T20:00", title=f"Atelier {number}")
    page = look(client, MARCH | {"partner": "crim"})
    assert by_day(page) == {"2027-03-10": ["Atelier 0", "Atelier 1", "Atelier 2"]}
    more = page.select_one(".grid__more")
    assert more
    assert more.get_text().split()[0] == "2"
    day = BeautifulSoup(client.get(str(more["href"])).content, "html.parser")
    assert [title.get_text(strip=True) for title in day.select(".event__title")] == [f"Atelier {n}" for n in range(5)]


def test_weeks_begin_as_the_language_has_it(db: None, client: Client) -> None:
    assert [th.get_text(strip=True) for th in look(client, MARCH).select("th")][:2] == ["lun.", "mar."]
    assert [th.get_text(strip=True) for th in look(client, MARCH, ENGLISH).select("th")][:2] == ["Sun.", "Mon."]


def test_the_way_to_other_months_keeps_the_filters(db: None, client: Client) -> None:
    page = look(client, MARCH | {"kind": "webinar"})
    ways = {str(link["rel"][0]): str(link["href"]) for link in page.select(".period__step[rel]")}
    assert set(ways) == {"prev", "next"}
    for rel, heading in (("prev", "Février\xa02027"), ("next", "Avril\xa02027")):
        there = BeautifulSoup(client.get(FRENCH + ways[rel]).content, "html.parser")
        title = there.select_one(".period__title")
        assert title
        assert title.get_text(strip=True) == heading
        assert there.select_one("option[value=webinar][selected]")


def test_the_calendar_has_two_ends(db: None, client: Client) -> None:
    for day, missing in ((FIRST_DAY, "prev"), (LAST_DAY, "next")):
        for view in ("month", "week"):
            page = look(client, {"view": view, "day": day.isoformat()})
            assert {link["rel"][0] for link in page.select(".period__step[rel]")} == {"prev", "next"} - {missing}


def test_nothing_of_a_draft_is_in_a_grid(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, start=moment("2027-03-10T09:00"), title="Brouillon secret")
    page = look(client, MARCH)
    assert by_day(page) == {}
    assert "Brouillon secret" not in page.get_text()
    assert page.select_one(".empty")


def test_a_cancelled_date_is_crossed_out_and_says_so(crim: Partner, client: Client) -> None:
    public_event(
        crim,
        "2027-03-03T09:00",
        "2027-03-03T10:00",
        recurrence="FREQ=WEEKLY;BYDAY=WE;COUNT=4",
        changed_dates=[{"date": "2027-03-10", "change": "cancelled"}, {"date": "2027-03-17", "change": "removed"}],
    )
    page = look(client, MARCH)
    assert set(by_day(page)) == {"2027-03-03", "2027-03-10", "2027-03-24"}
    off = page.select(".entry--off")
    assert len(off) == 1
    assert "Annulé" in off[0].get_text()


days = st.dates(FIRST_DAY, LAST_DAY)


@given(days)
def test_every_day_is_in_its_month_and_week(day: dt.date) -> None:
    for language in ("fr", "en"):
        week = week_of(day, language)
        assert week.contains(day)
        assert (week.last - week.first).days == 6
    month = month_of(day)
    assert month.contains(day)
    assert (month.first.day, (month.last + dt.timedelta(days=1)).day) == (1, 1)


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)), st.timedeltas(dt.timedelta(0), dt.timedelta(3)))
def test_days_covered_hold_start_and_end(start: dt.datetime, lasts: dt.timedelta) -> None:
    begin = start.replace(tzinfo=dt.UTC)
    covered = list(days_covered(begin, begin + lasts))
    local = [value.astimezone(moment("2026-01-01T00:00").tzinfo) for value in (begin, begin + lasts)]
    assert covered[0] == local[0].date()
    assert covered[-1] in (local[1].date(), (local[1] - dt.timedelta(microseconds=1)).date())
    assert covered == sorted(set(covered))
