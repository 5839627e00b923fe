"""Search engines read when and where an event is, whether it takes place, who holds it and what it costs."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from events.models import EventPage
from partners.models import Partner
from tests.factories import EventPageFactory
from tests.reading import Node, nodes

ORIGIN = "http://testserver"
TORONTO = ZoneInfo("America/Toronto")
START = dt.datetime(2026, 12, 1, 9, 30, tzinfo=TORONTO)


def event_of(client: Client, partner: Partner, **fields: Any) -> Node:
    page = EventPageFactory(partner=partner, **({"start": START} | fields), published=True)
    return nodes(client, page.url)["Event"]


def test_an_event_in_a_place(crim: Partner, client: Client) -> None:
    event = event_of(
        client,
        crim,
        title="Une journée « TIC »",
        summary="En bref.",
        venue_name="Un centre",
        street_address="1, rue d’Essai",
        city="Montréal",
        region="montreal",
        postal_code="H1H 1H1",
        languages=["fr", "en"],
        audience="Direction",
    )
    assert (event["name"], event["description"]) == ("Une journée « TIC »", "En bref.")
    assert (event["startDate"], event["endDate"]) == ("2026-12-01T09:30-05:00", "2026-12-01T11:30-05:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"] == [
        {
            "@type": "Place",
            "name": "Un centre",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "1, rue d’Essai",
                "addressLocality": "Montréal",
                "postalCode": "H1H 1H1",
                "addressRegion": "QC",
                "addressCountry": "CA",
            },
        }
    ]
    assert event["organizer"]["name"] == crim.name_fr
    # Which languages are spoken there, not that of the page.
    assert event["inLanguage"] == ["fr", "en"]
    assert "offers" not in event
    assert client.get(event["image"]["url"].removeprefix(ORIGIN)).status_code == 200


def test_the_offset_follows_the_season(crim: Partner, client: Client) -> None:
    event = event_of(client, crim, start=dt.datetime(2026, 7, 1, 13, 0, tzinfo=dt.UTC))
    assert event["startDate"] == "2026-07-01T09:00-04:00"


def test_an_all_day_event_has_days_only(crim: Partner, client: Client) -> None:
    event = event_of(client, crim, all_day=True, end=START + dt.timedelta(days=2))
    assert (event["startDate"], event["endDate"]) == ("2026-12-01", "2026-12-03")


@pytest.mark.parametrize(
    ("mode", "address", "name", "places"),
    [
        ("online", "https://example.org/direct", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("online", "", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("hybrid", "https://example.org/direct", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        ("in_person", "https://example.org/direct", "OfflineEventAttendanceMode", ["Place"]),
    ],
)
def test_where_it_is_follows_the_format(
    crim: Partner, client: Client, mode: str, address: str, name: str, places: list[str]
) -> None:
    event = event_of(client, crim, attendance_mode=mode, online_url=address, city="Laval")
    assert event["eventAttendanceMode"] == f"https://schema.org/{name}"
    assert [place["@type"] for place in event["location"]] == places
    if places[-1] == "VirtualLocation":
        # Until the address is known, the page here is where it will stand.
        assert event["location"][-1]["url"] == (address or event["url"])


@pytest.mark.parametrize(
    ("status", "name"),
    [("postponed", "EventPostponed"), ("cancelled", "EventCancelled"), ("sold_out", "EventScheduled")],
)
def test_the_status(crim: Partner, client: Client, status: str, name: str) -> None:
    event = event_of(client, crim, status=status, registration_url="https://example.org/billets")
    assert event["eventStatus"] == f"https://schema.org/{name}"
    availability = event["offers"].get("availability")
    assert availability == ("https://schema.org/SoldOut" if status == "sold_out" else None)


def test_what_it_costs(crim: Partner, client: Client) -> None:
    deadline = dt.date(2026, 11, 30)
    line = "Membres : 45 $ · Non-membres : 1 070,50 $"
    several = event_of(
        client,
        crim,
        price=line,
        regular_price=Decimal("1070.50"),
        member_price=45,
        registration_url="https://example.org/b",
        registration_deadline=deadline,
    )
    assert several["offers"] == {
        "@type": "AggregateOffer",
        "lowPrice": "45",
        "highPrice": "1070.50",
        "priceCurrency": "CAD",
        "description": line,
        "url": "https://example.org/b",
        "availability": "https://schema.org/InStock",
        "validThrough": "2026-11-30",
    }
    free = event_of(client, crim, is_free=True)
    assert free["isAccessibleForFree"] is True
    assert (free["offers"]["@type"], free["offers"]["price"], free["offers"]["priceCurrency"]) == ("Offer", "0", "CAD")


def test_another_organizer_is_named(crim: Partner, client: Client) -> None:
    assert event_of(client, crim, organizer="Un réseau")["organizer"] == {"@type": "Organization", "name": "Un réseau"}


def test_a_mirror_tells_of_its_original(crim: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, start=START, languages=["en"], published=True)
    mirror = EventPage.objects.get(translation_key=page.translation_key, locale__language_code="en")
    found = nodes(client, mirror.url)
    assert found["Event"]["url"] == ORIGIN + page.url
    assert found["Event"]["inLanguage"] == ["en"]
    assert (found["WebPage"]["url"], found["WebPage"]["inLanguage"]) == (ORIGIN + page.url, "fr-CA")


def recurring(partner: Partner, **fields: Any) -> EventPage:
    """Every second Thursday from tomorrow's week on, three times."""
    start = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0)
    start += dt.timedelta(days=7 + (3 - start.weekday()) % 7)
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3"
    return EventPageFactory(partner=partner, published=True, start=start, recurrence=rule, **fields)


def test_a_recurring_event_tells_its_next_date_and_its_schedule(crim: Partner, client: Client) -> None:
    page = recurring(crim)
    event = nodes(client, page.url)["Event"]
    day = timezone.localdate(page.start).isoformat()
    assert event["startDate"].startswith(f"{day}T09:30")
    assert event["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P2W",
        "byDay": ["https://schema.org/Thursday"],
        "startDate": day,
        "startTime": "09:30",
        "endTime": "11:30",
        "repeatCount": 3,
        "scheduleTimezone": "America/Toronto",
    }


def test_the_next_date_may_have_moved_or_be_the_only_one_that_is_cancelled(crim: Partner, client: Client) -> None:
    page = recurring(crim)
    first = timezone.localdate(page.start)
    moved = {"date": str(first), "change": "moved", "start": f"{first}T14:00", "end": f"{first}T15:00"}
    page.changed_dates = [moved]
    page.save_revision().publish()
    event = nodes(client, page.url)["Event"]
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["startDate"].startswith(f"{first}T14:00")
    assert event["previousStartDate"].startswith(f"{first}T09:30")
    assert event["eventSchedule"]["exceptDate"] == [str(first)]

    days = [first + dt.timedelta(weeks=2 * number) for number in range(3)]
    page.changed_dates = [{"date": str(day), "change": "cancelled"} for day in days]
    page.save_revision().publish()
    assert nodes(client, page.url)["Event"]["eventStatus"] == "https://schema.org/EventCancelled"


def test_all_who_organize_it_are_named(crim: Partner, aqt: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, start=START, other_organizers="Un club", published=True)
    page.co_organizers.set([aqt])
    page.save_revision().publish()
    names = [organizer["name"] for organizer in nodes(client, page.url)["Event"]["organizer"]]
    assert names == [crim.name_fr, aqt.name_fr, "Un club"]


def test_the_offset_is_that_of_the_place(crim: Partner, client: Client) -> None:
    event = event_of(
        client, crim, time_zone="America/Vancouver", city="Vancouver", latitude="49.28", longitude="-123.12"
    )
    assert event["startDate"] == "2026-12-01T06:30-08:00"
    assert event["location"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": 49.28, "longitude": -123.12}
