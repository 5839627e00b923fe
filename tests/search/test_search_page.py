"""The search finds what is public, in the language of the address first, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from partners.models import Partner
from tests.factories import ArticlePageFactory


def text_of(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    assert main
    return " ".join(main.get_text().split())


@pytest.fixture
def articles(crim: Partner) -> None:
    ArticlePageFactory(partner=crim, published=True, title="Les ornithorynques connectés")
    ArticlePageFactory(partner=crim, title="Brouillon sur les ornithorynques")


def test_it_finds_public_pages_only(articles: None, client: Client) -> None:
    text = text_of(client, "/fr/recherche/", q="ornithorynques")
    assert "1 résultat" in text
    assert "Les ornithorynques connectés" in text
    assert "Brouillon" not in text


def test_a_text_in_the_other_language_is_shown_where_there_is_no_other(articles: None, client: Client) -> None:
    text = text_of(client, "/en/search/", q="ornithorynques")
    assert "Nothing was found in English" in text
    assert "Les ornithorynques connectés" in text


def test_more_in_the_other_language_is_one_click_away(articles: None, crim: Partner, client: Client) -> None:
    ArticlePageFactory(partner=crim, published=True, language="en", title="A note on ornithorynques")
    text = text_of(client, "/en/search/", q="ornithorynques")
    assert "1 more result in French only" in text
    assert "connectés" not in text
    both = text_of(client, "/en/search/", q="ornithorynques", languages="both")
    assert "2 results" in both
    assert "A note on ornithorynques" in both
    assert "Les ornithorynques connectés" in both


def test_it_says_when_nothing_is_found(articles: None, client: Client) -> None:
    assert "No result for “zzzzz”" in text_of(client, "/en/search/", q="zzzzz")


def test_an_empty_question_shows_the_form(db: None, client: Client) -> None:
    response = client.get("/fr/recherche/")
    assert response.status_code == 200
    assert 'name="q"' in response.content.decode()


def test_words_that_were_found_are_marked_and_what_was_written_stays_text(crim: Partner, client: Client) -> None:
    ArticlePageFactory(
        partner=crim, published=True, title="Le <b>cobaye</b>", summary="Un cobaye & <script>alert(1)</script>"
    )
    html = client.get("/fr/recherche/", {"q": "cobayes"}).content.decode()
    assert "Le &lt;b&gt;<mark>cobaye</mark>&lt;/b&gt;" in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
