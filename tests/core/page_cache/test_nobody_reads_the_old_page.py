"""Whoever asks after a change was committed gets the page as it is now; what was made before is never kept for them."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from core.models import Topic
from core.page_cache.editions import LEASE
from home.models import HomeFeature, HomePage
from partners.models import Partner, PartnerPage
from tests.core.page_cache.portal import Clock, Portal
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def article(committed_database: None) -> ArticlePage:
    crim = Partner.objects.get(key="crim")
    topics = [Topic.objects.get(key="management")]
    made: ArticlePage = ArticlePageFactory(partner=crim, published=True, title="Avant", slug="avant", topics=topics)
    return made


@pytest.fixture
def portal() -> Portal:
    return Portal(clock=time.monotonic)


def in_another_process(deed: Callable[[], object]) -> None:
    """On a connection of its own; the error of the deed is that of the test."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            deed()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


def retitled(article: ArticlePage, title: str) -> None:
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = title
    page.save_revision().publish()


def translated(article: ArticlePage) -> None:
    mirror = ArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="en")
    mirror.alias_of = None
    mirror.title = "After"
    mirror.save()
    mirror.save_revision().publish()


def moved(article: ArticlePage) -> None:
    area = PartnerPage.objects.get(partner__key="aqt", locale=article.locale)
    ArticlePage.objects.get(pk=article.pk).move(area, pos="last-child")


def saved(thing: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save()


# A deed, an address, what is in the page before it and what after it (None: it is not there any more).
DEEDS: dict[str, tuple[Callable[[ArticlePage], object], str, str, str | None]] = {
    "a publication": (lambda page: retitled(page, "Après"), "/fr/partenaires/crim/avant/", "Avant", "Après"),
    "a publication, in a list": (lambda page: retitled(page, "Après"), "/fr/veille/", "Avant", "Après"),
    "a publication, in its mirror": (
        lambda page: retitled(page, "Après"),
        "/en/partners/crim/avant/",
        "Avant",
        "Après",
    ),
    "a translation": (translated, "/en/partners/crim/avant/", "Avant", "After"),
    "a withdrawal": (lambda page: page.unpublish(), "/fr/partenaires/crim/avant/", "Avant", None),
    "a deletion": (lambda page: page.delete(), "/fr/partenaires/crim/avant/", "Avant", None),
    "a move": (moved, "/fr/partenaires/crim/avant/", "Avant", None),
    "a restriction": (
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        "/fr/partenaires/crim/avant/",
        "Avant",
        None,
    ),
    "the name of a topic": (
        lambda page: saved(Topic.objects.get(key="management"), title_fr="Nouveau thème"),
        "/fr/partenaires/crim/avant/",
        "Avant",
        "Nouveau thème",
    ),
    "the name of a partner": (
        lambda page: saved(page.partner, acronym="CRIM nouveau"),
        "/fr/partenaires/crim/avant/",
        "Avant",
        "CRIM nouveau",
    ),
    "what is featured": (
        lambda page: HomeFeature.objects.create(home=HomePage.objects.get(locale=page.locale), item=page),
        "/fr/",
        "Avant",
        "Avant",
    ),
}


@pytest.fixture(params=DEEDS)
def deed(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_what_is_done_elsewhere_is_seen(portal: Portal, article: ArticlePage, deed: str) -> None:
    act, address, before, after = DEEDS[deed]
    assert before in portal.get(address).text
    made = len(portal.made)
    assert before in portal.get(address).text
    assert len(portal.made) == made, "kept"

    in_another_process(lambda: act(article))
    time.sleep(LEASE)

    answer = portal.get(address)
    if after is None:
        assert answer.status in (301, 302, 404)
    else:
        assert after in answer.text
    assert len(portal.made) == made + 1


def test_what_was_made_before_the_commit_is_not_kept_after_it(portal: Portal, article: ArticlePage) -> None:
    """The page is read from the database, then somebody publishes, then the page is kept: for nobody."""
    django = portal.django

    def slow(environ: dict[str, Any], start_response: Any) -> Any:
        answer = django(environ, start_response)
        if not published:
            published.append(True)
            in_another_process(lambda: retitled(article, "Après"))
        return answer

    published: list[bool] = []
    portal.django = slow  # type: ignore[assignment]
    assert "Avant" in portal.get(article.url).text
    time.sleep(LEASE)
    assert "Après" in portal.get(article.url).text
    assert "Après" in portal.get(article.url).text


def test_whoever_changed_something_is_told_when_it_shows_everywhere(
    article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to the form that changes it comes when no process believes in the older edition any more."""
    clock = Clock()
    one, other = Portal(clock=clock), Portal(clock=clock)
    monkeypatch.setattr("core.page_cache.application.time.sleep", clock.sleep)

    def changing(environ: dict[str, Any], start_response: Any) -> Any:
        # A process that asks at the last moment before the commit believes for longest.
        assert "Avant" in other.get(article.url).text
        ArticlePage.objects.filter(pk=article.pk).update(title="Après")
        start_response("200 OK", [])
        return [b""]

    one.django = changing  # type: ignore[assignment]
    one.get("/admin/pages/1/edit/", method="POST")
    assert "Après" in other.get(article.url).text


def test_readers_who_ask_at_once_wait_for_one(portal: Portal, article: ArticlePage) -> None:
    django, everybody_is_here = portal.django, threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> Any:
        everybody_is_here.wait(20)
        return django(environ, start_response)

    portal.django = slow  # type: ignore[assignment]
    answers: list[str] = []
    readers = [threading.Thread(target=lambda: answers.append(read(portal, article.url))) for _ in range(12)]
    for reader in readers:
        reader.start()
    time.sleep(0.2)  # those who come later find it kept
    everybody_is_here.set()
    for reader in readers:
        reader.join()
    assert len(answers) == 12
    assert len(set(answers)) == 1
    assert len(portal.made) == 1


def test_what_is_not_kept_does_not_queue(portal: Portal, article: ArticlePage) -> None:
    """Those who waited for an answer that turns out not to be kept are answered at the same time, not in turn."""
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="secret")
    django, all_wait, all_are_answered = portal.django, threading.Event(), threading.Barrier(4)

    def slow(environ: dict[str, Any], start_response: Any) -> Any:
        if not all_wait.is_set():
            all_wait.wait(20)
        else:
            all_are_answered.wait(20)
        return django(environ, start_response)

    portal.django = slow  # type: ignore[assignment]
    answers: list[str] = []
    readers = [threading.Thread(target=lambda: answers.append(read(portal, article.url))) for _ in range(5)]
    for reader in readers:
        reader.start()
    time.sleep(0.2)
    all_wait.set()
    for reader in readers:
        reader.join()
    assert len(answers) == 5


def read(portal: Portal, address: str) -> str:
    try:
        return portal.get(address).text
    finally:
        connection.close()
