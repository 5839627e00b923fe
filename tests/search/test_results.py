"""Which results stand first, how they are narrowed and counted, and what is suggested while somebody types."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ArticlePage
from core.models import Topic
from partners.models import Partner
from search.indexing import follow
from tests.factories import ArticlePageFactory, EventPageFactory
from tests.search.conftest import Ask


def test_title_over_summary_over_body(crim: Partner, titles: Ask) -> None:
    body = [("paragraph", "<p>La marmotte.</p>")]
    ArticlePageFactory(partner=crim, published=True, title="Dans le texte", body=body)
    ArticlePageFactory(partner=crim, published=True, title="Dans le résumé", summary="La marmotte.")
    ArticlePageFactory(partner=crim, published=True, title="La marmotte")
    assert titles("marmotte") == ["La marmotte", "Dans le résumé", "Dans le texte"]


def test_coming_events_over_past_ones(crim: Partner, titles: Ask) -> None:
    for days in (-400, 300, -3):
        start = timezone.now() + dt.timedelta(days=days)
        EventPageFactory(partner=crim, published=True, title=f"Marmotte {days}", start=start)
    assert titles("marmotte") == ["Marmotte 300", "Marmotte -3", "Marmotte -400"]
    assert titles("marmotte", period="coming") == ["Marmotte 300"]


def test_of_two_alike_the_newer_one(crim: Partner, titles: Ask) -> None:
    for title, days in (("Marmotte ancienne", 900), ("Marmotte récente", 5)):
        page = ArticlePageFactory(partner=crim, published=True, title=title)
        ArticlePage.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - dt.timedelta(days=days))
        follow([page.pk], at=timezone.now())
    assert titles("marmotte") == ["Marmotte récente", "Marmotte ancienne"]
    assert titles("marmotte", period="month") == ["Marmotte récente"]
    assert titles("marmotte", period="older") == ["Marmotte ancienne"]


def test_what_is_called_so_stands_first(crim: Partner, titles: Ask) -> None:
    for _ in range(3):
        ArticlePageFactory(partner=crim, published=True, title="Le CRIM et le CRIM", summary="CRIM, CRIM.")
    assert titles("crim")[0] == "CRIM"


@pytest.fixture
def several(crim: Partner, aqt: Partner) -> None:
    topics = list(Topic.objects.order_by("pk"))
    for number in range(5):
        ArticlePageFactory(
            partner=crim if number < 3 else aqt,
            published=True,
            title=f"Marmotte {number}",
            kind="study" if number == 0 else "article",
            topics=[topics[number % 2]],
        )


def test_options_tell_how_many_results_they_leave(several: None, client: Client) -> None:
    page = BeautifulSoup(client.get("/en/search/", {"q": "marmotte", "partner": "crim"}).content, "html.parser")
    options = " ".join(option.get_text() for option in page.select("option"))
    for told in ("Study (1)", "Article (2)", "CRIM (3)", "AQT (2)"):
        assert told in options
    assert page.select_one(".chip-set")


def test_numbered_pages_hold_each_result_once(crim: Partner, titles: Ask) -> None:
    for number in range(45):
        ArticlePageFactory(partner=crim, published=True, title=f"Marmotte {number}")
    found = [title for page in (1, 2, 3) for title in titles("marmotte", page=page)]
    assert len(found) == len(set(found)) == 45
    assert titles("marmotte", page=99) == titles("marmotte", page=3)


def test_the_number_of_queries_does_not_grow(crim: Partner, several: None, client: Client) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = [f"/fr/recherche/{suffix}" for suffix in ("?q=marmotte", "?q=marmotte&page=2", "suggestions/?q=marm")]
    few = [queries(address) for address in addresses]
    for number in range(25):
        ArticlePageFactory(partner=crim, published=True, title=f"Marmotte encore {number}")
        EventPageFactory(partner=crim, published=True, title=f"Marmotte en fête {number}")
    assert [queries(address) for address in addresses] <= [few[0] + 1, few[1] + 1, few[2]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ev", ["Évaluer l’œuvre"]),
        ("Eva", ["Évaluer l’œuvre"]),
        ("oeu", ["Évaluer l’œuvre"]),
        ("l’oe", ["Évaluer l’œuvre"]),
        ("evaluer l'oeuvre", ["Évaluer l’œuvre"]),
        ("évalluer", ["Évaluer l’œuvre"]),
        ("e", []),
        ("%", []),
        ("__", []),
    ],
)
def test_suggestions_are_titles_that_go_on_so(crim: Partner, suggested: Ask, typed: str, found: list[str]) -> None:
    ArticlePageFactory(partner=crim, published=True, title="Évaluer l’œuvre")
    assert suggested(typed) == found


def test_suggestions_may_be_kept_for_a_moment_and_set_no_cookie(crim: Partner, client: Client) -> None:
    ArticlePageFactory(partner=crim, published=True, title="Évaluer")
    response = client.get("/en/search/suggestions/", {"q": "eval"})
    assert "max-age=60" in response.headers["Cache-Control"]
    assert not response.cookies
    (suggestion,) = response.json()["suggestions"]
    assert suggestion["lang"] == "fr-CA"
    assert client.get(suggestion["url"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "language", "correction"),
    [("evalluation marmote", "fr", "évaluation marmotte"), ("xqzwk", "fr", ""), ("marmotte", "fr", "")],
)
def test_words_are_offered_as_public_texts_spell_them(
    crim: Partner, client: Client, query: str, language: str, correction: str
) -> None:
    ArticlePageFactory(partner=crim, published=True, title="L’évaluation d’une marmotte")
    page = BeautifulSoup(client.get("/fr/recherche/", {"q": query}).content, "html.parser")
    link = page.select_one(".search-try a")
    assert (link.get_text() if link else "") == correction
