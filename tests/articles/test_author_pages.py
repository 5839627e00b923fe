"""Each author has a page with what they wrote, in both languages."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import ArticlePage
from partners.models import Partner
from tests.factories import ArticlePageFactory

NAME, ADDRESS = "Zoé Lœuf", "/fr/auteurs/zoe-loeuf/"


def make(partner: Partner, **fields: Any) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(partner=partner, **fields)
    return article


def titles(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [title.get_text(strip=True) for title in page.select(".card__title")]


def test_what_a_person_wrote_with_all_partners(crim: Partner, aqt: Partner, client: Client) -> None:
    make(crim, authors=NAME, title="Un", published=True)
    make(aqt, authors=f"Noé Roy, {NAME.upper()}", title="Deux", published=True)
    make(aqt, authors=NAME, title="Brouillon")
    make(aqt, authors="Zoé Lœufard", title="D’une autre personne", published=True)
    assert titles(client, ADDRESS) == ["Deux", "Un"]
    assert titles(client, "/en/authors/zoe-loeuf/") == ["Deux", "Un"]
    assert titles(client, "/fr/auteurs/noe-roy/") == ["Deux"]


def test_an_article_leads_there(crim: Partner, client: Client) -> None:
    article = make(crim, authors=f"{NAME} et Noé Roy", published=True)
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert [(link["href"], link.text) for link in page.select("a[rel=author]")] == [
        (ADDRESS, NAME),
        ("/fr/auteurs/noe-roy/", "Noé Roy"),
    ]


@pytest.mark.parametrize("address", ["/fr/auteurs/personne/", "/fr/auteurs/x%27x/", "/fr/auteurs/" + "a" * 300 + "/"])
def test_nobody(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_who_has_only_drafts_or_withdrawn_articles_is_not_known(crim: Partner, client: Client) -> None:
    make(crim, authors=NAME)
    article = make(crim, authors=NAME, published=True)
    article.unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_a_profile_is_linked_to(crim: Partner, client: Client) -> None:
    make(crim, authors=NAME, published=True)
    profile = make(crim, kind="profile", profile_name=NAME, title="Portrait", published=True)
    assert f'href="{profile.url}"' in client.get(ADDRESS).content.decode()


def test_pages_and_queries(crim: Partner, client: Client) -> None:
    make(crim, authors=NAME, published=True)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(14):
        make(crim, authors=NAME, title=f"Article {number}", published=True)
    with CaptureQueriesContext(connection) as many:
        assert len(titles(client, ADDRESS)) == 12
    assert len(many) <= len(few) <= 16
    assert len(titles(client, f"{ADDRESS}?page=2")) == 3
    assert client.post(ADDRESS).status_code == 405
