"""What is not public shows nowhere in the search: no result, count, suggestion, excerpt or spelling tells of it."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from articles.models import ArticlePage
from core.models import CustomDocument
from home.demo.bodies import BodyBuilder
from partners.models import Partner, PartnerPage
from search.models import SearchEntry
from tests.factories import ArticlePageFactory
from tests.search.conftest import Ask

SECRET = "hippocampe"
MISSPELT = "hippocanpe"


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(
        partner=crim,
        published=True,
        title="Un mémoire sur l’hippocampe",
        summary="L’hippocampe en résumé.",
        authors="Aline Hippocampe",
    )
    return page


def withdraw(page: ArticlePage) -> None:
    page.unpublish()


def restrict(page: ArticlePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_the_area(page: ArticlePage) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def move_into_a_restricted_area(page: ArticlePage) -> None:
    area = PartnerPage.objects.get(partner__key="aqt", locale__language_code="fr")
    PageViewRestriction.objects.create(page=area, restriction_type=PageViewRestriction.LOGIN)
    page.move(area, pos="last-child")


def delete(page: ArticlePage) -> None:
    Page.objects.get(pk=page.pk).delete()


DEEDS = [withdraw, restrict, restrict_the_area, move_into_a_restricted_area, delete]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_nothing_tells_of_it_any_more(
    article: ArticlePage, deed: Callable[[ArticlePage], None], client: Client, titles: Ask, suggested: Ask
) -> None:
    for language in ("fr", "en"):
        assert len(titles(SECRET, language, languages="both")) == 2  # the article and who wrote it
        assert suggested("hippo", language)
        assert SECRET in look(client, MISSPELT, language)

    deed(article)

    for language in ("fr", "en"):
        assert titles(SECRET, language) == []
        assert titles("Aline", language) == []
        assert suggested("hippo", language) == []
        assert suggested("aline", language) == []
        assert SECRET not in look(client, MISSPELT, language)
        assert "(1)" not in look(client, SECRET, language)
    assert not SearchEntry.objects.filter(page=article.pk).exists()


def look(client: Client, query: str, language: str) -> str:
    """What the page says besides repeating the query."""
    address = {"fr": "/fr/recherche/", "en": "/en/search/"}[language]
    main = BeautifulSoup(client.get(address, {"q": query}).content, "html.parser").find("main")
    assert main
    return main.get_text().replace(query, "").lower()


def test_a_draft_and_the_draft_of_a_public_page_are_not_found(
    article: ArticlePage, crim: Partner, titles: Ask, suggested: Ask
) -> None:
    ArticlePageFactory(partner=crim, title="Brouillon sur le caméléon")
    article.title = "Un mémoire sur le caméléon"
    article.save_revision()
    assert titles("caméléon") == []
    assert suggested("camel") == []
    assert len(titles("hippocampe")) == 2


def test_it_is_found_again_when_the_restriction_is_lifted(article: ArticlePage, titles: Ask) -> None:
    restrict_the_area(article)
    assert titles(SECRET) == []
    PageViewRestriction.objects.all().delete()
    assert len(titles(SECRET)) == 2
    assert len(titles(SECRET, "en", languages="both")) == 2


def test_a_document_of_a_restricted_collection_is_not_found(crim: Partner, titles: Ask) -> None:
    page = ArticlePageFactory(partner=crim, title="Une étude")
    builder = BodyBuilder("hippocampe", "management", crim.collection)
    page.body = builder.build([{"document": {"title": "Annexe sur l’hippocampe"}}])
    page.save_revision().publish()
    document = CustomDocument.objects.get()
    assert titles(SECRET, kind="document") == ["Annexe sur l’hippocampe"]

    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    # The page itself still says so.
    assert titles(SECRET, kind="document") == []
    restriction.delete()
    assert Collection.objects.get(pk=document.collection_id)
