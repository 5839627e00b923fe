"""Whatever stands in the address of a feed, the answer is a feed."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.forms import EventFilterForm
from events.models import CalendarPage
from partners.models import Partner
from tests.events.feeds.asking import CALENDAR, FEEDS, address
from tests.factories import EventPageFactory

PARAMETERS = [*EventFilterForm.base_fields, "page", "unknown"]
VALUES = st.text(max_size=40) | st.sampled_from(
    ["on", "2026-12-01", "0001-01-01", "9999-12-31", "management", "crim", "\x00", "١", "9" * 5000, "past", "month"]
)


@pytest.fixture
def an_event(crim: Partner) -> None:
    EventPageFactory(partner=crim, published=True, recurrence="FREQ=DAILY")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(FEEDS),
    language=st.sampled_from(sorted(CALENDAR)),
    parameters=st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=4),
)
def test_no_query_breaks_a_feed(
    an_event: None, client: Client, name: str, language: str, parameters: list[tuple[str, str]]
) -> None:
    query = urlencode(parameters, errors="surrogatepass")
    assert client.get(f"{address(name, language)}?{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/fr/calendrier/event.ics",
        "/fr/calendrier/calendar.ics/",
        "/fr/calendrier/calendar.xml",
        "/fr/calendar.ics",
        "/fr/veille/calendar.ics",
        "/fr/calendrier/x/calendar.ics",
        "/fr/calendrier/embed/x/",
        "/calendar.ics",
    ],
)
def test_no_other_page_has_feeds(an_event: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_itself_stays_what_it_is(an_event: None, client: Client) -> None:
    assert client.get("/fr/calendrier/").status_code == 200
    assert client.get("/fr/calendrier").status_code == 301


def test_a_preview_shows_the_page(crim: Partner) -> None:
    """Routes take a page's place; an editor's look at a draft does not go through them."""
    draft = EventPageFactory(partner=crim, title="Un brouillon")
    for page in (draft, CalendarPage.objects.get(locale__language_code="fr")):
        response = page.make_preview_request()
        assert response.status_code == 200
        assert page.title in response.rendered_content
