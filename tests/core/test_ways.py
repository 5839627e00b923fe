"""An address leads to its page as Wagtail would find it, in fewer queries."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticlePage
from core.ways import DEEPEST
from home.models import HomePage, PlainPage
from partners.models import Partner, PartnerIndexPage
from tests.factories import ArticlePageFactory


def plain_page(parent: Page, slug: str, **fields: object) -> PlainPage:
    page: PlainPage = parent.add_child(instance=PlainPage(title=slug.capitalize(), slug=slug, **fields))
    return page


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get(locale__language_code="fr")


@pytest.mark.parametrize("depth", [1, DEEPEST, DEEPEST + 2])
def test_a_page_is_found_however_deep_it_lies(client: Client, home: HomePage, depth: int) -> None:
    page: Page = home
    for step in range(depth):
        page = plain_page(page, f"page-{step}")
    assert f">Page-{depth - 1}</h1>" in client.get(page.url).content.decode()


def test_of_two_pages_with_one_slug_each_is_found_in_its_place(client: Client, home: HomePage) -> None:
    first, second = plain_page(home, "un"), plain_page(home, "deux")
    below = [plain_page(parent, "contact", summary=f"Sous {parent.slug}") for parent in (first, second)]
    for page, parent in zip(below, (first, second), strict=True):
        assert f"Sous {parent.slug}" in client.get(page.url).content.decode()
    assert client.get("/fr/contact/").status_code == 404


def test_what_is_not_there_or_a_draft_is_not_found(client: Client, home: HomePage) -> None:
    page = plain_page(home, "brouillon", live=False)
    for address in ("/fr/brouillon/", "/fr/brouillon/rien/", "/fr/rien/", f"{home.url}veille/rien/"):
        assert client.get(address).status_code == 404
    # What stands below it is public for all that, as Wagtail has it.
    assert client.get(plain_page(page, "dessous").url).status_code == 200


@pytest.mark.parametrize("of", ["itself", "area", "index", "home"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_restricted_asks_who_one_is(crim: Partner, client: Client, of: str, language: str) -> None:
    article = ArticlePageFactory(partner=crim, published=True)
    mirror = ArticlePage.objects.get(alias_of=article)
    assert client.get(mirror.url).status_code == 200
    read = article if language == "fr" else mirror
    area = read.get_parent()
    # A restriction of an original is its mirror's.
    restricted = {"itself": article, "area": area, "index": area.get_parent(), "home": area.get_parent().get_parent()}
    PageViewRestriction.objects.create(page=restricted[of], restriction_type=PageViewRestriction.LOGIN)
    answer = client.get(read.url)
    assert answer.status_code == 302
    assert "login" in answer.url


def test_the_way_back_leaves_out_what_is_not_public(crim: Partner, client: Client) -> None:
    article = ArticlePageFactory(partner=crim, published=True)
    index = PartnerIndexPage.objects.get(locale__language_code="fr")
    Page.objects.filter(pk=index.pk).update(live=False)
    steps = BeautifulSoup(client.get(article.url).content, "html.parser").select(".breadcrumb li")
    assert [step.get_text(strip=True) for step in steps] == ["Accueil", crim.acronym, article.title]


def test_the_way_down_is_one_query_with_menus_and_restrictions(crim: Partner, client: Client) -> None:
    article = ArticlePageFactory(partner=crim, published=True)
    client.get(article.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(article.url)
    asked = [query["sql"] for query in queries]
    assert len([sql for sql in asked if '"slug" = ' in sql or '"show_in_menus" AND' in sql]) == 1
    assert [sql for sql in asked if 'FROM "wagtailcore_pageviewrestriction" WHERE' in sql] == []
