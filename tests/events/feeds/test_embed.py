"""The list for other sites runs nothing, keeps to itself, and leads back to the calendar."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from partners.models import Partner
from tests.events.feeds.asking import address
from tests.factories import EventPageFactory
from tests.reading import soup


def test_it_may_stand_in_a_frame_and_the_calendar_may_not(crim: Partner, client: Client) -> None:
    assert "X-Frame-Options" not in client.get(address("embed/")).headers
    assert client.get("/fr/calendrier/").headers["X-Frame-Options"] == "DENY"


def test_it_opens_nothing_in_the_frame_and_runs_nothing(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True)
    page = soup(client, address("embed/"))
    assert not page.select("script, iframe, form, [onclick], header, footer, nav")
    links = page.select("a[href]")
    assert len(links) == 2
    assert all(link["target"] == "_blank" and link["rel"] == ["noopener"] for link in links)
    assert links[-1]["href"] == "http://testserver/fr/calendrier/"
    assert page.html
    assert page.html["lang"] == "fr-CA"
    assert page.select_one('meta[name="robots"][content="noindex"]')
    for element in page.select("[src], link[href]"):
        assert str(element.get("src") or element["href"]).startswith("/static/")


def test_it_shows_the_next_ten_dates(crim: Partner, client: Client) -> None:
    now = timezone.now()
    EventPageFactory(partner=crim, published=True, title="Fini", start=now - dt.timedelta(days=2))
    EventPageFactory(
        partner=crim, published=True, title="Chaque jour", start=now + dt.timedelta(days=1), recurrence="FREQ=DAILY"
    )
    page = soup(client, address("embed/"))
    assert len(page.select(".event")) == 10
    assert "Fini" not in page.get_text()


def test_it_says_that_there_is_nothing(db: None, client: Client) -> None:
    page = soup(client, address("embed/", "en"))
    assert page.html
    assert page.html["lang"] == "en-CA"
    assert "No upcoming event for now." in page.get_text()
