"""A recurring event as readers meet it: once in short lists, each date in the calendar, all dates on its page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from core.models import Topic
from events.models import EventPage
from home.models import TopicIndexPage, TopicPage
from partners.models import Partner
from tests.events.when import public_event
from tests.factories import EventPageFactory

# From the first date of `weekly` to the next one that comes.
NEXT = dt.timedelta(days=21)


def read(client: Client, address: str, **query: str) -> BeautifulSoup:
    response = client.get(address, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".event__title")]


@pytest.fixture
def weekly(crim: Partner) -> EventPage:
    """At noon: began twenty days ago, comes again tomorrow, and five times more."""
    start = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - dt.timedelta(days=20)
    return EventPageFactory(
        partner=crim,
        published=True,
        title="Midi du jeudi",
        start=start,
        end=start + dt.timedelta(minutes=30),
        recurrence="FREQ=WEEKLY;COUNT=9",
        topics=[Topic.objects.get(key="management")],
    )


def test_short_lists_have_its_next_date_only(weekly: EventPage, crim: Partner, client: Client) -> None:
    index = TopicIndexPage.objects.get(locale=weekly.locale)
    index.add_child(instance=TopicPage(title="Gestion", slug="gestion", topic=Topic.objects.get(key="management")))
    EventPageFactory(partner=crim, published=True, title="Plus tard", start=timezone.now() + dt.timedelta(days=60))
    next_day = timezone.localdate(weekly.start + NEXT)
    for address in ("/fr/", "/fr/partenaires/crim/", "/en/"):
        page = read(client, address)
        assert titles(page) == ["Midi du jeudi", "Plus tard"], address
        time = page.select_one(".event__when time")
        assert time
        assert str(time["datetime"]).startswith(next_day.isoformat())
    assert titles(read(client, "/fr/thematiques/gestion/")) == ["Midi du jeudi"]


def test_the_calendar_has_each_date_once(weekly: EventPage, client: Client) -> None:
    assert titles(read(client, "/fr/calendrier/")) == ["Midi du jeudi"] * 6
    past = [
        title
        for year in {weekly.start.year, timezone.localdate().year}
        for title in titles(read(client, "/fr/calendrier/", view="past", year=str(year)))
    ]
    assert past == ["Midi du jeudi"] * 3


def test_its_page_says_the_next_date_the_rule_and_all_dates(weekly: EventPage, client: Client) -> None:
    page = read(client, weekly.url)
    when = page.select_one(".facts__when time")
    assert when
    assert str(when["datetime"]).startswith(timezone.localdate(weekly.start + NEXT).isoformat())
    assert "9 fois" in page.select_one(".facts").get_text().replace("\xa0", " ")
    assert len(page.select(".dates__list li")) == 6
    assert "Cet événement est terminé" not in page.get_text()


def test_it_is_over_after_its_last_date(weekly: EventPage) -> None:
    last = weekly.schedule.dates(until=timezone.localdate() + dt.timedelta(days=365))[-1]
    assert not weekly.is_past(last.end)
    assert weekly.is_past(last.end + dt.timedelta(seconds=1))


def test_the_next_date_is_one_that_takes_place(weekly: EventPage) -> None:
    coming = timezone.localdate(weekly.start + NEXT)
    weekly.changed_dates = [{"date": coming.isoformat(), "change": "cancelled"}]
    assert timezone.localdate(weekly.date_at(timezone.now()).start) == coming + dt.timedelta(days=7)


def test_what_partners_organize_together_is_in_the_areas_of_all(crim: Partner, aqt: Partner, client: Client) -> None:
    event = public_event(crim, "2031-05-01T09:00", "2031-05-01T10:00", title="À deux", other_organizers="Réseau, Club")
    assert titles(read(client, "/fr/partenaires/aqt/")) == []
    event.co_organizers.set([aqt])
    event.save_revision().publish()
    for address in ("/fr/partenaires/aqt/", "/en/partners/aqt/", "/fr/partenaires/crim/"):
        assert titles(read(client, address)) == ["À deux"], address
    for key in ("crim", "aqt"):
        assert titles(read(client, "/fr/calendrier/", partner=key)) == ["À deux"]
    page = read(client, event.url)
    names = [name.get_text(strip=True) for name in page.select(".facts__names li")]
    assert names == ["Association québécoise des technologies", "Réseau", "Club"]
    area = page.select_one(".facts__names a")
    assert area
    assert area["href"] == "/fr/partenaires/aqt/"


def test_times_elsewhere_are_told_by_the_clock_there_and_here(crim: Partner, client: Client) -> None:
    event = public_event(crim, "2031-05-01T12:00", "2031-05-01T13:00", time_zone="America/Vancouver")
    page = read(client, event.url)
    facts = " ".join(page.select_one(".facts").get_text().split())
    assert "de 9 h à 10 h" in facts
    assert "Heure du Pacifique" in facts
    assert "de 12 h à 13 h, Heure de l’Est" in facts
    # In the calendar all times are those of the portal.
    assert "de 12\xa0h à 13\xa0h" in read(client, "/fr/calendrier/").get_text()


def test_words_are_found_whatever_their_accents(crim: Partner, client: Client) -> None:
    public_event(crim, "2031-05-01T09:00", "2031-05-01T10:00", title="Déjeuner d’été à l’œuvre", city="Trois-Rivières")
    for words in ("dejeuner", "DÉJEUNER", "d'ete", "oeuvre", "trois-rivieres déjeuner"):
        assert titles(read(client, "/fr/calendrier/", q=words)) == ["Déjeuner d’été à l’œuvre"], words
    assert titles(read(client, "/fr/calendrier/", q="dejeuner hiver")) == []
