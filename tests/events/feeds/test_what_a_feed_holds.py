"""A feed holds what the calendar shows under the same filter, and nothing that is not public."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.models import Topic
from events.models import CalendarPage
from partners.models import Partner
from tests.events.feeds.asking import CALENDAR, FEEDS, START, address, events, titles
from tests.factories import EventPageFactory


@pytest.mark.parametrize("name", FEEDS)
def test_the_filter_is_that_of_the_page(crim: Partner, aqt: Partner, client: Client, name: str) -> None:
    management = Topic.objects.get(key="management")
    EventPageFactory(partner=crim, published=True, title="Celui-ci", topics=[management], is_free=True)
    EventPageFactory(partner=aqt, published=True, title="D’un autre", topics=[management], is_free=True)
    EventPageFactory(partner=crim, published=True, title="Sans thème", is_free=True)
    EventPageFactory(partner=crim, published=True, title="Payant", topics=[management])
    found = titles(client, name, {"topic": "management", "partner": "crim", "free": "on"})
    assert "Celui-ci" in found
    assert not [title for title in ("D’un autre", "Sans thème", "Payant") if title in found]


@pytest.mark.parametrize("name", FEEDS)
def test_a_value_that_means_nothing_filters_nothing(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, published=True, title="Celui-ci")
    assert "Celui-ci" in titles(client, name, {"topic": "astrology", "start": "tomorrow", "view": "x", "unknown": "1"})


@pytest.mark.parametrize("name", FEEDS)
def test_what_is_not_public_is_in_no_feed(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, title="Un brouillon secret")
    withdrawn = EventPageFactory(partner=crim, published=True, title="Un retrait secret")
    withdrawn.unpublish()
    restricted = EventPageFactory(partner=crim, published=True, title="Un lieu secret")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    for language in CALENDAR:
        assert "secret" not in titles(client, name, language=language)
    for page in (withdrawn, restricted):
        assert client.get(f"/fr/partenaires/crim/{page.slug}/event.ics").status_code in (302, 404)


@pytest.mark.parametrize("name", FEEDS)
def test_a_calendar_that_is_not_public_has_no_feed(client: Client, admin_client: Client, name: str) -> None:
    page = CalendarPage.objects.get(locale__language_code="fr")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    # Not even for whoever may see the page: caches would keep it for others.
    assert admin_client.get(address(name)).status_code == 404
    assert client.get(address(name)).status_code == 302
    restriction.delete()
    page.unpublish()
    assert client.get(address(name)).status_code == 404


def test_what_is_over_stays_for_a_month(crim: Partner, client: Client) -> None:
    now = timezone.now()
    for days in (20, 40):
        start = now - dt.timedelta(days=days)
        EventPageFactory(partner=crim, published=True, title=f"Il y a {days} jours", start=start)
    assert set(events(client)) == {"Il y a 20 jours"}


def test_the_next_comes_first_and_what_is_over_last(crim: Partner, client: Client) -> None:
    now = timezone.now()
    for title, days in (("Après", 9), ("Fini", -3), ("Bientôt", 2)):
        EventPageFactory(partner=crim, published=True, title=title, start=now + dt.timedelta(days=days))
    weekly = now - dt.timedelta(days=9)
    EventPageFactory(partner=crim, published=True, title="Chaque semaine", start=weekly, recurrence="FREQ=WEEKLY")
    assert list(events(client)) == ["Bientôt", "Chaque semaine", "Après", "Fini"]


def test_an_event_that_recurs_is_there_once(crim: Partner, client: Client) -> None:
    # At noon: at night the clocks are changed twice a year, and such a date is written out by itself.
    soon = timezone.localtime().replace(hour=12, minute=0) + dt.timedelta(days=1)
    EventPageFactory(partner=crim, published=True, title="Chaque jour", start=soon, recurrence="FREQ=DAILY")
    assert titles(client, "calendar.ics").count("SUMMARY") == 1
    (item,) = client.get(address("calendar.json")).json()["items"]
    assert len(item["_event"]["dates"]) == 12


@pytest.mark.parametrize("name", FEEDS)
def test_queries_do_not_grow(crim: Partner, aqt: Partner, client: Client, name: str) -> None:
    def add(count: int) -> None:
        for number in range(count):
            EventPageFactory(
                partner=(crim, aqt)[number % 2],
                co_organizers=[(aqt, crim)[number % 2]],
                topics=Topic.objects.all()[:2],
                recurrence="FREQ=WEEKLY;COUNT=3",
                published=True,
            )

    def queries() -> int:
        client.get(address(name))
        with CaptureQueriesContext(connection) as found:
            client.get(address(name))
        return len(found)

    add(2)
    few = queries()
    add(6)
    assert queries() <= few
    assert few <= 20


def test_a_file_of_one_event(crim: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un atelier", start=START)
    EventPageFactory(partner=crim, published=True, title="Un autre")
    response = client.get(f"{page.url}event.ics")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{page.slug}.ics"'
    text = response.content.decode()
    assert "SUMMARY:Un atelier" in text
    assert "Un autre" not in text
    assert "REFRESH-INTERVAL" not in text
    # Whoever keeps it means to be there.
    assert "TRANSP:OPAQUE" in text
