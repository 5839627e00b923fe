"""Whatever stands in the address of a list, its archive or its feeds, it is answered, and what is left out is said."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.forms import ArticleFilterForm
from articles.models import ArticleIndexPage
from partners.models import Partner
from tests.articles.asking import FEEDS, INDEX, page, public_article

PARAMETERS = [*ArticleFilterForm.base_fields, "page", "unknown"]
VALUES = st.text(max_size=40) | st.sampled_from(
    [
        "on",
        "2026-12-01",
        "0001-01-01",
        "9999-12-31",
        "management",
        "crim",
        "\x00",
        "١",
        "9" * 5000,
        "title",
        "robotique",
    ]
)
FACES = ["", "archives/", *FEEDS]


@pytest.fixture
def an_article(crim: Partner) -> None:
    public_article(crim, "Un texte", keywords="Mot", authors="Noé Gagnon")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    face=st.sampled_from(FACES),
    language=st.sampled_from(sorted(INDEX)),
    parameters=st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=4),
)
def test_no_query_breaks_a_list(
    an_article: None, client: Client, face: str, language: str, parameters: list[tuple[str, str]]
) -> None:
    query = urlencode(parameters, errors="surrogatepass")
    assert client.get(f"{INDEX[language]}{face}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"topic": "astrology"}, "There is no such topic; all are shown."),
        ({"keyword": "astrologie"}, "There is no such keyword; all are shown."),
        ({"author": "nobody"}, "There is no such author; all are shown."),
        ({"author": "\x00"}, "There is no such author; all are shown."),
        ({"start": "tomorrow"}, "This date cannot be read (write 2026-11-22); articles of any date are shown."),
        ({"end": "9999-12-31"}, "This date cannot be read (write 2026-11-22); articles of any date are shown."),
        (
            {"start": "2026-02-02", "end": "2026-02-01"},
            "The last day is before the first one; what follows the first is shown.",
        ),
        ({"sort": "poem"}, "There is no such order; the newest come first."),
    ],
)
def test_a_value_that_means_nothing_is_reported(
    an_article: None, client: Client, parameters: dict[str, str], message: str
) -> None:
    found = page(client, parameters, language="en")
    assert message in found.select_one("[role=status]").get_text()  # type: ignore[union-attr]
    assert found.select_one("meta[name=robots][content=noindex]")
    if "start" not in parameters or parameters["start"] == "tomorrow":
        assert found.select(".card")


@pytest.mark.parametrize(
    "path",
    [
        "/fr/veille/articles.atom/",
        "/fr/veille/articles.xml",
        "/fr/articles.atom",
        "/fr/calendrier/articles.atom",
        "/fr/veille/calendar.atom",
        "/fr/veille/archives/2026/",
        "/articles.atom",
        "/feeds.opml",
    ],
)
def test_no_other_page_has_feeds(an_article: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_preview_shows_the_list(an_article: None) -> None:
    """Routes take a page's place; an editor's look at a draft does not go through them."""
    response = ArticleIndexPage.objects.get(locale__language_code="fr").make_preview_request()
    assert response.status_code == 200
    assert "Un texte" in response.rendered_content
