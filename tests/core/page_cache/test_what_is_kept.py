"""A page that somebody has read is there for the next one: without Django, without a query, with the same bytes."""

import gzip

import brotli
import pytest
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from core.page_cache.application import Origin
from partners.models import Partner
from tests.core.page_cache.portal import Portal
from tests.factories import ArticlePageFactory, EventPageFactory

SECOND = ("/fr/", "/en/", "/fr/veille/", "/fr/calendrier/", "/fr/partenaires/", "/fr/partenaires/crim/")


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, published=True, title="Un titre à lire", authors="Anne Roy")


@pytest.fixture
def portal(db: None) -> Portal:
    return Portal()


@pytest.mark.parametrize("address", SECOND)
def test_the_second_reader_costs_no_query(portal: Portal, article: ArticlePage, address: str) -> None:
    first, second = portal.get(address), portal.get(address)
    assert (first.status, second.status) == (200, 200)
    assert first.body == second.body
    assert first.headers == second.headers
    assert second.queries == 0
    assert len(portal.made) == 1


def test_articles_events_and_authors_are_kept(portal: Portal, article: ArticlePage, crim: Partner) -> None:
    event = EventPageFactory(partner=crim, published=True)
    for address in (article.url, event.url, "/fr/auteurs/anne-roy/"):
        before = len(portal.made)
        assert [portal.get(address).status for _ in range(2)] == [200, 200]
        assert len(portal.made) == before + 1, address


def test_after_a_moment_the_database_is_asked_one_question(portal: Portal, article: ArticlePage) -> None:
    portal.get(article.url)
    portal.wait()
    assert portal.get(article.url).queries == 1
    assert portal.get(article.url).queries == 0
    assert len(portal.made) == 1


def test_each_language_and_each_host_has_its_own(portal: Portal) -> None:
    assert 'lang="fr' in portal.get("/fr/").text
    assert 'lang="en' in portal.get("/en/").text
    portal.get("/fr/", host="localhost")
    assert len(portal.made) == 3


def test_a_parameter_that_no_page_knows_makes_nothing_anew(portal: Portal) -> None:
    portal.get("/fr/veille/?kind=study&page=1")
    portal.get("/fr/veille/?page=1&utm_source=lettre&kind=study&x=1")
    assert portal.made == ["/fr/veille/?kind=study&page=1"]
    assert "utm_source" not in portal.get("/fr/calendrier/?q=grille&utm_source=lettre").text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/fr/", {"cookie": "sessionid=abc"}),
        ("/fr/", {"cookie": "a=1; sessionid=abc; b=2"}),
        ("/fr/", {"authorization": "Basic eDp5"}),
        ("/fr/recherche/?q=grille", {}),
        ("/fr/rien/", {}),
        ("/", {}),
        ("/robots.txt", {}),
        ("/admin/login/", {}),
        (f"/fr/calendrier/?q={'a' * 600}", {}),
        ("/fr/calendrier/calendar.ics", {}),
    ],
)
def test_what_is_somebodys_or_not_a_page_is_never_kept(portal: Portal, address: str, headers: dict[str, str]) -> None:
    for _ in range(2):
        answer = portal.get(address, **headers)
        assert "stale" not in answer.headers.get("Cache-Control", "")
    assert len(portal.made) == 2


def test_whoever_may_be_logged_in_neither_gets_nor_leaves_a_copy(portal: Portal) -> None:
    answer = portal.get("/fr/", cookie="sessionid=abc")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    portal.get("/fr/")
    portal.get("/fr/", cookie="sessionid=abc")
    assert len(portal.made) == 3


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_what_is_restricted_is_never_kept(portal: Portal, article: ArticlePage, kind: str) -> None:
    PageViewRestriction.objects.create(page=article, restriction_type=kind, password="secret")
    for _ in range(2):
        answer = portal.get(article.url)
        assert "Un titre" not in answer.text
        assert "stale" not in answer.headers.get("Cache-Control", "")
    assert len(portal.made) == 2


def test_other_methods_reach_django(portal: Portal) -> None:
    portal.get("/fr/")
    assert portal.get("/fr/", method="HEAD").body == b""
    assert len(portal.made) == 1
    portal.get("/fr/", method="OPTIONS")
    assert len(portal.made) == 2


def test_a_host_that_is_not_ours_is_refused_and_not_kept(portal: Portal) -> None:
    for _ in range(2):
        assert portal.get("/fr/", host="evil.example").status == 400
    assert len(portal.made) == 2


def test_compressed_copies_hold_the_same_page(portal: Portal) -> None:
    plain = portal.get("/fr/")
    small, smaller = portal.get("/fr/", accept_encoding="gzip, deflate"), portal.get("/fr/", accept_encoding="gzip, br")
    assert (small.headers["Content-Encoding"], smaller.headers["Content-Encoding"]) == ("gzip", "br")
    assert gzip.decompress(small.body) == brotli.decompress(smaller.body) == plain.body
    assert "Content-Encoding" not in plain.headers
    assert len({answer.headers["ETag"] for answer in (plain, small, smaller)}) == 3
    assert {answer.headers["Vary"] for answer in (plain, small, smaller)} == {"Accept-Encoding"}
    assert portal.get("/fr/", accept_encoding="br;q=0, gzip;q=0.1").headers["Content-Encoding"] == "gzip"
    assert len(portal.made) == 1


def test_whoever_has_the_page_gets_304(portal: Portal) -> None:
    etag = portal.get("/fr/").headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = portal.get("/fr/", if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
    assert portal.get("/fr/", if_none_match='"other"').status == 200


def test_browsers_ask_each_time_and_have_something_to_show_while_we_cannot_answer(portal: Portal) -> None:
    said = portal.get("/fr/").headers["Cache-Control"]
    assert said == "public, max-age=0, stale-while-revalidate=1, stale-if-error=3600"


def test_feeds_say_themselves_how_long_they_last(portal: Portal) -> None:
    feed = portal.get("/fr/calendrier/calendar.ics")
    assert feed.headers["Cache-Control"] == "public, max-age=900"
    assert portal.get("/fr/calendrier/calendar.ics", if_none_match=feed.headers["ETag"]).status == 304


def test_each_answer_is_counted_by_where_it_comes_from(portal: Portal) -> None:
    for address in ("/fr/", "/fr/", "/fr/recherche/"):
        portal.get(address)
    assert portal.origins == [Origin.MADE, Origin.MEMORY]
