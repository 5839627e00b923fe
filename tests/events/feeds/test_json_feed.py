"""The JSON feed is one of version 1.1, and says what an event is in fields that programs read."""

import datetime as dt
from typing import Any

from django.test import Client

from partners.models import Partner
from tests.events.feeds.asking import START, address
from tests.factories import EventPageFactory


def feed(client: Client, language: str = "fr") -> dict[str, Any]:
    response = client.get(address("calendar.json", language))
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    document: dict[str, Any] = response.json()
    return document


def test_it_has_all_that_the_format_asks_for(crim: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un atelier", start=START)
    document = feed(client)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["title"]
    assert document["language"] == "fr-CA"
    assert document["home_page_url"] == "http://testserver/fr/calendrier/"
    assert document["feed_url"] == "http://testserver/fr/calendrier/calendar.json"
    (item,) = document["items"]
    assert item["id"] == f"urn:uuid:{page.translation_key}"
    assert item["url"] == f"http://testserver{page.url}"
    assert item["content_text"]
    assert dt.datetime.fromisoformat(item["date_published"])
    assert item["authors"] == [{"name": "CRIM"}]


def test_an_event_that_recurs(crim: Partner, client: Client) -> None:
    changes = [{"date": "2031-05-06", "change": "cancelled"}]
    EventPageFactory(
        partner=crim, published=True, start=START, recurrence="FREQ=WEEKLY;COUNT=2", changed_dates=changes, is_free=True
    )
    event = feed(client)["items"][0]["_event"]
    # Of what begins beyond the horizon, the first date alone.
    assert event["dates"] == [
        {"start": "2031-05-06T09:00-04:00", "end": "2031-05-06T11:00-04:00", "is_cancelled": True}
    ]
    assert (event["recurrence"], event["time_zone"]) == ("FREQ=WEEKLY;COUNT=2", "America/Toronto")
    assert (event["status"], event["is_free"], event["all_day"]) == ("cancelled", True, False)


def test_whole_days_are_days(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, start=START, end=START + dt.timedelta(days=1), all_day=True)
    event = feed(client)["items"][0]["_event"]
    assert (event["start"], event["end"], event["all_day"]) == ("2031-05-06", "2031-05-07", True)


def test_a_mirror_says_in_which_language_it_is(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, kind="workshop")
    (item,) = feed(client, "en")["items"]
    assert item["language"] == "fr-CA"
    assert item["tags"] == ["Workshop"]
