"""An event in iCalendar says what its page says, by the letter of RFC 5545 and RFC 7986."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core.models import Topic
from events.enums import EventStatus
from partners.models import Partner
from tests.events.feeds.asking import START, address, calendar, events
from tests.events.feeds.readers import by_ical_js, unsaved, written
from tests.factories import EventPageFactory


def test_an_event_says_all_that_its_page_says(crim: Partner, aqt: Partner, client: Client) -> None:
    page = EventPageFactory(
        partner=crim,
        published=True,
        title='Une "journée", avec; des signes',
        summary="En bref.",
        start=START,
        kind="workshop",
        topics=[Topic.objects.get(key="management")],
        attendance_mode="hybrid",
        venue_name="Un centre",
        street_address="1, rue d’Essai",
        city="Montréal",
        postal_code="H1H 1H1",
        latitude=Decimal("45.5"),
        longitude=Decimal("-73.6"),
        online_url="https://example.org/direct",
        co_organizers=[aqt],
        is_sample=True,
    )
    (event,) = events(client).values()
    url = f"http://testserver{page.url}"
    assert event["SUMMARY"] == "Une «\u00a0journée\u00a0», avec; des signes"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (START, START + dt.timedelta(hours=2))
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "Un centre, 1, rue d’Essai, Montréal H1H 1H1, En ligne"
    assert event["GEO"].to_ical() == "45.5;-73.6"
    assert event["CONFERENCE"] == "https://example.org/direct"
    assert event["URL"] == url
    assert event["CATEGORIES"].cats == ["Atelier", "Gestion"]
    assert event["ORGANIZER"] == "http://testserver/fr/partenaires/crim/"
    assert event["ORGANIZER"].params["CN"] == "CRIM"
    assert str(event["DESCRIPTION"]).startswith("En bref.\n\nContenu de démonstration\n")
    assert "CRIM, AQT" in event["DESCRIPTION"]
    assert str(event["DESCRIPTION"]).endswith(url)
    assert "LANGUAGE" not in event["SUMMARY"].params
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == page.last_published_at.replace(microsecond=0)


def test_the_calendar_says_what_it_is_and_when_to_look_again(crim: Partner, client: Client) -> None:
    found = calendar(client, {"partner": "crim", "kind": "nonsense", "page": "3"})
    assert found["NAME"] == found["X-WR-CALNAME"]
    assert "CRIM" in found["NAME"]
    assert found["SOURCE"] == "http://testserver/fr/calendrier/calendar.ics?partner=crim"
    assert found["URL"] == "http://testserver/fr/calendrier/?partner=crim"
    assert found["REFRESH-INTERVAL"].dt == dt.timedelta(hours=6)
    assert found["X-PUBLISHED-TTL"] == "PT6H"
    assert (found["VERSION"], found["CALSCALE"]) == ("2.0", "GREGORIAN")


def test_lines_are_short_and_end_as_they_must(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, title="É" * 200, summary="« à » " * 80, recurrence="FREQ=WEEKLY")
    content = client.get(address("calendar.ics")).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    for line in lines:
        line.decode()


def test_a_mirror_says_in_which_language_it_is(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, title="Un atelier", kind="workshop", city="Montréal")
    event = events(client, language="en")["Un atelier"]
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert event[name].params["LANGUAGE"] == "fr-CA"
    # The words of the calendar are those of its own language.
    assert event["CATEGORIES"].cats == ["Workshop"]
    assert event["URL"].startswith("http://testserver/en/partners/crim/")


@pytest.mark.parametrize(
    ("status", "written_as", "before"),
    [
        (EventStatus.SCHEDULED, "CONFIRMED", ""),
        (EventStatus.SOLD_OUT, "CONFIRMED", ""),
        (EventStatus.POSTPONED, "TENTATIVE", "Reporté"),
        (EventStatus.CANCELLED, "CANCELLED", "Annulé"),
    ],
)
def test_the_status_is_said_in_the_title_too(
    crim: Partner, client: Client, status: EventStatus, written_as: str, before: str
) -> None:
    EventPageFactory(partner=crim, published=True, title="Un gala", status=status, online_url="https://example.org/")
    ((title, event),) = events(client).items()
    assert event["STATUS"] == written_as
    assert title.startswith(before)
    assert title.endswith("Un gala")
    assert (title == "Un gala") == (not before)
    assert ("CONFERENCE" in event) == (not before)


def test_one_cancelled_date_is_cancelled_and_the_others_are_not(crim: Partner, client: Client) -> None:
    page = EventPageFactory(
        partner=crim,
        published=True,
        title="Chaque semaine",
        start=START,
        recurrence="FREQ=WEEKLY;COUNT=4",
        changed_dates=[
            {"date": "2031-05-13", "change": "cancelled"},
            {"date": "2031-05-20", "change": "removed"},
            {"date": "2031-05-27", "change": "moved", "start": "2031-05-28T10:00", "end": "2031-05-28T11:00"},
        ],
    )
    master, cancelled, moved = calendar(client).events
    assert {str(event["UID"]) for event in (master, cancelled, moved)} == {str(page.translation_key)}
    assert master["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4"
    assert b"EXDATE;TZID=America/Toronto:20310520T090000" in master.to_ical()
    assert (cancelled["STATUS"], moved["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert str(cancelled["SUMMARY"]).startswith("Annulé")
    assert b"RECURRENCE-ID;TZID=America/Toronto:20310513T090000" in cancelled.to_ical()
    assert b"DTSTART;TZID=America/Toronto:20310528T100000" in moved.to_ical()


def test_an_end_of_a_rule_is_the_end_of_its_day_in_utc(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, start=START, recurrence="FREQ=DAILY;UNTIL=20310601")
    (event,) = calendar(client).events
    assert event["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=20310602T035959Z"


def test_recurring_times_come_with_their_time_zones(crim: Partner, client: Client) -> None:
    for zone in ("America/Toronto", "Europe/Paris", "Etc/UTC"):
        EventPageFactory(partner=crim, published=True, start=START, time_zone=zone, recurrence="FREQ=WEEKLY")
    found = calendar(client)
    assert [str(zone["TZID"]) for zone in found.timezones] == ["America/Toronto", "Europe/Paris"]
    assert b"DTSTART:20310506T130000Z" in found.to_ical()


@given(
    title=st.text(min_size=1, max_size=80),
    summary=st.text(max_size=200),
    organizer=st.text(max_size=40),
    venue=st.text(max_size=40),
)
def test_any_text_is_one_that_can_be_read_back(title: str, summary: str, organizer: str, venue: str) -> None:
    start = dt.datetime(2026, 12, 1, 14, 0, tzinfo=dt.UTC)
    page = unsaved(title=title, summary=summary, organizer=organizer, venue_name=venue, start=start, end=start)
    (event,) = Calendar.from_ical(written(page)).events
    assert event["URL"] == "https://example.org/fr/partenaires/crim/une-rencontre/"
    assert str(event["DESCRIPTION"]).endswith(str(event["URL"]))
    assert event["DTSTART"].dt == start


@pytest.mark.slow  # the reader is a program for Node.js
@pytest.mark.parametrize(
    "text", ["a;b,c\\n", 'Le "CN": un; deux, trois', "ligne\r\nBEGIN:VEVENT", "\x00\x0b\x1b\ufffe", "😀" * 40]
)
def test_hard_texts_are_read_by_others(text: str) -> None:
    start = dt.datetime(2026, 12, 1, 14, 0, tzinfo=dt.UTC)
    page = unsaved(title=text, summary=text, organizer=text, venue_name=text, start=start, end=start)
    assert by_ical_js([written(page)]) == [[("2026-12-01T14:00:00Z", "2026-12-01T14:00:00Z", False)]]
