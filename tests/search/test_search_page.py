"""The search finds what is public, in the language of the address, and nothing else."""

import pytest
from django.test import Client

from partners.models import Partner
from tests.factories import ArticlePageFactory


@pytest.fixture
def articles(crim: Partner) -> None:
    ArticlePageFactory(partner=crim, published=True, title="Les ornithorynques connectés")
    ArticlePageFactory(partner=crim, title="Brouillon sur les ornithorynques")


@pytest.mark.parametrize("address", ["/fr/recherche/", "/en/search/"])
def test_it_finds_public_pages_only(articles: None, client: Client, address: str) -> None:
    html = client.get(address, {"q": "ornithorynques"}).content.decode()
    assert "Les ornithorynques connectés" in html
    assert "Brouillon sur les ornithorynques" not in html


def test_it_says_when_nothing_is_found(articles: None, client: Client) -> None:
    response = client.get("/en/search/", {"q": "zzzzz"})
    assert response.status_code == 200
    assert "No result" in response.content.decode()


def test_an_empty_question_shows_the_form(db: None, client: Client) -> None:
    response = client.get("/fr/recherche/")
    assert response.status_code == 200
    assert 'name="q"' in response.content.decode()
