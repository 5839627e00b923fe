"""Beside each option of the filter stands how many dates it would leave; chosen, it leaves exactly so many."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from core import facets
from core.models import Topic
from events.forms import COUNTED, EventFilterForm
from events.models import EventOccurrence, EventPage
from partners.models import Partner
from tests.events.when import public_event

# How a person would tell, by looking at the event, whether an option lets it through.
BY_HAND: dict[str, Callable[[EventPage, str], bool]] = {
    "topic": lambda event, key: key in {topic.key for topic in event.topics.all()},
    "partner": lambda event, key: key in {partner.key for partner in event.organizers},
    "kind": lambda event, value: event.kind == value,
    "attendance_mode": lambda event, value: event.attendance_mode == value,
    "region": lambda event, value: event.region == value,
    "language": lambda event, value: value in event.languages,
    "audience": lambda event, value: value in event.audiences,
    "free": lambda event, value: event.is_free,
    "q": lambda event, words: all(word in event.words for word in words.split()),
}
OPTIONS = {
    "topic": ["management", "research-creation"],
    "partner": ["crim", "aqt"],
    "kind": ["webinar", "gala", "talk"],
    "attendance_mode": ["online", "in_person"],
    "region": ["laval", "montreal"],
    "language": ["fr", "en"],
    "audience": ["students", "public"],
    "free": ["on"],
    "q": ["atelier", "atelier ete", "ÉTÉ"],
}
queries = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in OPTIONS.items()})


@pytest.fixture
def events(crim: Partner, aqt: Partner) -> list[EventPage]:
    topics = {topic.key: topic for topic in Topic.objects.all()}
    made = []
    for number in range(12):
        partner, other = (crim, aqt) if number % 3 else (aqt, crim)
        event = public_event(
            partner,
            f"2031-05-{number + 1:02}T09:00",
            f"2031-05-{number + 1:02}T10:00",
            title=["Atelier d’été", "Gala", "Été indien"][number % 3],
            kind=OPTIONS["kind"][number % 3],
            attendance_mode=OPTIONS["attendance_mode"][number % 2],
            region=["laval", "montreal", ""][number % 3],
            languages=[["fr"], ["en"], ["fr", "en"], []][number % 4],
            audiences=[["students"], ["students", "public"], []][number % 3],
            is_free=number % 5 == 0,
            topics=[topics[key] for key in (["management"], ["management", "research-creation"], [])[number % 3]],
        )
        if number % 4 == 0:
            event.co_organizers.set([other])
            event.save_revision().publish()
        made.append(EventPage.objects.get(pk=event.pk))
    return made


def lets_through(event: EventPage, query: dict[str, str]) -> bool:
    folded = {name: value.casefold().replace("é", "e") if name == "q" else value for name, value in query.items()}
    return all(BY_HAND[name](event, value) for name, value in folded.items())


def form_of(query: dict[str, str]) -> EventFilterForm:
    asked = QueryDict(mutable=True)
    asked.update(query)
    return EventFilterForm(asked)


def value_in_row(name: str, value: str) -> Any:
    """As the counts name an option: topics and partners by their keys in the database."""
    if name == "topic":
        return Topic.objects.get(key=value).pk
    if name == "partner":
        return Partner.objects.get(key=value).pk
    return "true" if name == "free" else value


def test_counts_are_those_that_one_counts_by_hand(events: list[EventPage]) -> None:
    dates = EventOccurrence.objects.in_locale(Locale.get_default())

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(queries)
    def check(query: dict[str, str]) -> None:
        form = form_of(query)
        found = facets.count(dates, form.conditions, COUNTED)
        assert found.total == sum(lets_through(event, query) for event in events)
        assert form.narrow(dates).count() == found.total
        for name in COUNTED:
            for value in OPTIONS[name]:
                expected = sum(lets_through(event, query | {name: value}) for event in events)
                assert found.of(name, value_in_row(name, value)) == expected, (name, value, query)

    check()


def test_all_counts_are_one_query(events: list[EventPage]) -> None:
    form = form_of({"topic": "management", "kind": "gala", "q": "gala"})
    with CaptureQueriesContext(connection) as captured:
        facets.count(EventOccurrence.objects.all(), form.conditions, COUNTED)
    assert len(captured) == 1


def test_an_option_says_its_number_and_leaves_so_many(events: list[EventPage], client: Client) -> None:
    page = BeautifulSoup(client.get("/fr/calendrier/", {"kind": "webinar"}).content, "html.parser")
    option = page.select_one("select[name=language] option[value=en]")
    assert option
    assert option.get_text(strip=True) == "Anglais (2)"
    free = page.select_one("label[for=filter-free]")
    assert free
    assert free.get_text(strip=True) == f"Gratuits seulement ({sum(e.is_free and e.kind == 'webinar' for e in events)})"
    narrowed = BeautifulSoup(
        client.get("/fr/calendrier/", {"kind": "webinar", "language": "en"}).content, "html.parser"
    )
    assert len(narrowed.select(".event")) == 2


def test_an_option_that_leaves_nothing_is_not_offered_unless_it_is_chosen(
    events: list[EventPage], client: Client
) -> None:
    page = BeautifulSoup(client.get("/fr/calendrier/").content, "html.parser")
    assert not page.select_one("option[value=call_for_proposals]")
    page = BeautifulSoup(client.get("/fr/calendrier/", {"kind": "call_for_proposals"}).content, "html.parser")
    chosen = page.select_one("option[value=call_for_proposals][selected]")
    assert chosen
    assert "(0)" in chosen.get_text()
    assert page.select_one(".empty a")


def test_each_filter_can_be_taken_back_by_itself(events: list[EventPage], client: Client) -> None:
    page = BeautifulSoup(client.get("/fr/calendrier/", {"kind": "webinar", "free": "on"}).content, "html.parser")
    chips = page.select(".chip-set")
    texts = [chip.get_text(" ", strip=True).split(":")[-1].strip("\xa0 ×") for chip in chips]
    assert texts == ["Webinaire", "Gratuits seulement"]
    without = BeautifulSoup(client.get(f"/fr/calendrier/{chips[0]['href']}").content, "html.parser")
    assert not without.select_one("option[value=webinar][selected]")
    assert without.select_one("input[name=free][checked]")
