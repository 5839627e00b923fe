"""Whatever stands in an address, a reader gets a clear page: a 404, or the list with a message. Never a 500."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.models import Partner
from tests.factories import ArticlePageFactory, EventPageFactory

LISTS = [
    "/fr/veille/",
    "/en/intelligence/",
    "/fr/calendrier/",
    "/en/calendar/",
    "/fr/recherche/",
    "/en/search/",
    "/fr/",
]
PARAMETERS = [
    *("page", "topic", "partner", "kind", "attendance_mode", "region", "language", "audience", "free", "only"),
    *("view", "day", "year", "start", "end", "q", "unknown"),
]


@pytest.fixture
def some_content(crim: Partner) -> None:
    ArticlePageFactory(partner=crim, published=True)
    EventPageFactory(partner=crim, published=True)


@pytest.mark.parametrize("number", ["abc", "-1", "0", "99999", "9" * 5000, "1.5", "", " ", "١", "1e3", "\x00", "last"])
@pytest.mark.parametrize("address", ["/fr/veille/", "/fr/calendrier/", "/en/search/?q=Titre"])
def test_any_page_number_gives_the_list(some_content: None, client: Client, address: str, number: str) -> None:
    separator = "&" if "?" in address else "?"
    response = client.get(f"{address}{separator}{urlencode({'page': number})}")
    assert response.status_code == 200
    if address != "/en/search/?q=Titre":
        assert "Titre d’essai" in response.content.decode()


@pytest.mark.parametrize("number", ["abc", "-1", "99999"])
def test_the_reader_is_told_that_the_page_does_not_exist(some_content: None, client: Client, number: str) -> None:
    html = client.get("/en/intelligence/", {"page": number}).content.decode()
    assert "There is no such page of this list" in html or "This list has no page with that number" in html
    assert 'content="noindex' in html


@pytest.mark.parametrize(
    ("address", "parameters", "message"),
    [
        ("/en/intelligence/", {"topic": "astrology"}, "There is no such topic; all are shown."),
        ("/en/intelligence/", {"partner": "nobody"}, "There is no such partner; all are shown."),
        ("/en/intelligence/", {"kind": "poem"}, "There is no such kind; all are shown."),
        ("/en/calendar/", {"topic": "astrology"}, "There is no such topic; all are shown."),
        ("/en/calendar/", {"start": "2026-13-45"}, "This date cannot be read"),
        ("/en/calendar/", {"start": "tomorrow"}, "This date cannot be read"),
        ("/en/calendar/", {"start": "0001-01-01"}, "This date cannot be read"),
        ("/en/calendar/", {"start": "9999-12-31"}, "This date cannot be read"),
        ("/en/calendar/", {"attendance_mode": "telepathy"}, "There is no such format; all are shown."),
        ("/en/search/", {"q": "a" * 10_000}, "Please search with fewer words."),
    ],
)
def test_a_value_that_means_nothing_is_reported(
    some_content: None, client: Client, address: str, parameters: dict[str, str], message: str
) -> None:
    response = client.get(address, parameters)
    assert response.status_code == 200
    html = response.content.decode()
    assert message in html
    if address != "/en/search/":
        assert "Titre d’essai" in html


@pytest.mark.parametrize("address", LISTS)
def test_a_parameter_may_be_repeated(some_content: None, client: Client, address: str) -> None:
    assert client.get(f"{address}?topic=management&topic=x&page=1&page=2&q=a&q=b").status_code == 200


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(LISTS),
    parameters=st.lists(st.tuples(st.sampled_from(PARAMETERS), st.text(max_size=40)), max_size=4),
)
def test_no_address_breaks_a_list(
    some_content: None, client: Client, address: str, parameters: list[tuple[str, str]]
) -> None:
    query = urlencode(parameters, errors="surrogatepass")
    assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_search_only_answers_questions(db: None, client: Client, method: str) -> None:
    assert getattr(client, method)("/fr/recherche/").status_code == 405
