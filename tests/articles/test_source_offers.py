"""An editor who pastes the address of a source is offered what the page there says of itself."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.users.models import UserProfile

from articles.admin import source_offers
from core import fetching
from core.fetching import FetchError, Reason
from core.models import User
from partners.models import Partner
from partners.roles import Role
from partners.services.members import suspend
from tests.core.strange_site import Site, ok, strange_site
from tests.factories import ArticlePageFactory, UserFactory

ADDRESS = "/admin/articles/source/"
PAGE = """<html lang="fr"><title>Autre</title><meta property="og:title" content="Le titre">
<meta property="og:site_name" content="Le Journal"><meta property="article:published_time" content="2026-05-14">"""
OFFERED = {"title": "Le titre", "publisher": "Le Journal", "published_on": "2026-05-14", "language": "fr"}


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Another site, which the portal may ask, though it is on this machine."""
    with strange_site() as site:
        site.answers["/"] = ok(PAGE.encode())
        monkeypatch.setattr(source_offers, "fetch", partial(fetching.fetch, reach=site.reach()))
        yield site


@pytest.fixture
def editor(crim: Partner, client: Client) -> User:
    editor: User = UserFactory(role=(crim, Role.EDITOR))
    client.force_login(editor)
    return editor


def ask(client: Client, url: str) -> HttpResponse:
    return client.post(ADDRESS, {"url": url})


def test_what_the_page_says(client: Client, editor: User, site: Site) -> None:
    response = ask(client, f" {site.url()} ")
    assert response.status_code == 200
    assert response.json() == OFFERED
    assert "no-store" in response["Cache-Control"]
    assert reverse("articles:offer_source") == ADDRESS


def test_a_page_that_says_nothing(client: Client, editor: User, site: Site) -> None:
    site.answers["/"] = ok(b"<p>", "application/xhtml+xml")
    assert ask(client, site.url()).json() == dict.fromkeys(OFFERED, "")


def test_a_large_page_is_read_at_its_beginning(client: Client, editor: User, site: Site) -> None:
    site.answers["/"] = ok(PAGE.encode() + b"x" * 2_000_000)
    assert ask(client, site.url()).json() == OFFERED


# What fails


@pytest.mark.parametrize(
    ("url", "status"),
    [("", 400), ("file:///etc/passwd", 400), ("http://a:b@site.example/", 400), ("http://site.example:22/", 400)]
    + [("http://127.0.0.1/", 422), ("http://[::1]/", 422), ("http://169.254.169.254/latest/meta-data/", 422)],
)
def test_what_is_not_asked(client: Client, editor: User, url: str, status: int) -> None:
    """By the guard as it is in production."""
    response = ask(client, url)
    assert response.status_code == status
    assert response.json()["message"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_reason_is_said_in_the_editors_language(
    client: Client, editor: User, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SaidError(FetchError):
        message = property(lambda error: get_language())  # type: ignore[assignment]

    def fail(*args: Any, **kwargs: Any) -> None:
        raise SaidError(Reason.SLOW, "what the other site says")

    UserProfile.objects.create(user=editor, preferred_language=language)
    monkeypatch.setattr(source_offers, "fetch", fail)
    response = ask(client, "https://site.example/")
    assert response.status_code == 422
    assert response.json() == {"message": language}


@pytest.mark.parametrize("private", [True, False])
def test_who_tries_private_addresses_is_seen_in_the_log(
    client: Client, editor: User, private: bool, caplog: pytest.LogCaptureFixture
) -> None:
    ask(client, "http://127.0.0.1/secret" if private else "ftp://site.example/secret")
    warned = [record for record in caplog.records if record.name == source_offers.__name__]
    assert [record.levelname for record in warned] == (["WARNING"] if private else ["INFO"])
    assert str(editor.pk) in warned[0].getMessage()
    assert "secret" not in caplog.text


# How often


def test_one_person_asks_so_often(client: Client, crim: Partner, editor: User, site: Site) -> None:
    answers = [ask(client, site.url()).status_code for _ in range(source_offers.MOST + 2)]
    assert answers == [200] * source_offers.MOST + [429, 429]
    assert len(site.asked) == source_offers.MOST
    assert ask(client, site.url()).json()["message"]
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    assert ask(client, site.url()).status_code == 200


def test_the_next_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins so long after the first question, whatever is asked meanwhile."""
    monkeypatch.setattr(source_offers, "MOST", 1)
    monkeypatch.setattr(source_offers, "PERIOD", 1)
    person = User(pk=1)
    assert [source_offers._may_ask_now(person) for _ in range(2)] == [True, False]
    time.sleep(0.6)
    source_offers._may_ask_now(person)
    time.sleep(0.6)
    assert source_offers._may_ask_now(person)


# Who


def people(crim: Partner) -> dict[str, User]:
    visitors = Group.objects.create(name="Visitors")
    visitors.permissions.add(Permission.objects.get(codename="access_admin"))
    visitor, former = UserFactory(), UserFactory(role=(crim, Role.EDITOR))
    for person in (visitor, former):
        person.groups.add(visitors)
    suspend(crim.memberships.get(user=former))
    return {
        **{role.value: UserFactory(role=(crim, role)) for role in Role},
        "board": UserFactory(board=True),
        "administrator": UserFactory(administrator=True),
        "visitor": visitor,
        "former editor": former,
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("editor", 200), ("moderator", 200), ("translator", 200), ("board", 200), ("administrator", 200)),
        *(("visitor", 404), ("former editor", 404)),
    ],
)
def test_people_who_may_edit_something(client: Client, crim: Partner, site: Site, who: str, status: int) -> None:
    client.force_login(people(crim)[who])
    assert ask(client, site.url()).status_code == status
    assert len(site.asked) == (status == 200)


def test_nobody_else(db: None, client: Client, site: Site) -> None:
    assert ask(client, site.url()).status_code == 302
    assert site.asked == []


def test_only_by_post_and_with_the_token_of_the_form(client: Client, editor: User, site: Site) -> None:
    assert client.get(ADDRESS, {"url": site.url()}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert ask(strict, site.url()).status_code == 403
    assert site.asked == []


# Where


def test_the_screen_of_an_article_has_a_place_for_offers(client: Client, crim: Partner, editor: User) -> None:
    article = ArticlePageFactory(partner=crim)
    article.sources.create(title="Une source", url="https://site.example/")
    article.save_revision()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert f'data-source-offers="{ADDRESS}"' in html
    assert 'data-address="sources-0-url"' in html
    assert 'data-address="sources-__prefix__-url"' in html
    assert "js/admin/source-offers.js" in html
    assert "css/admin-articles.css" in html


def test_a_new_article_has_the_script_too_and_an_event_has_not(client: Client, crim: Partner, editor: User) -> None:
    area = crim.areas.get(locale__language_code="fr").pk
    screens = {
        model: client.get(reverse("wagtailadmin_pages:add", args=[app, model, area])).content.decode()
        for app, model in (("articles", "articlepage"), ("events", "eventpage"))
    }
    assert "js/admin/source-offers.js" in screens["articlepage"]
    assert "source-offers" not in screens["eventpage"]
    assert "admin-articles.css" not in screens["eventpage"]
