"""Both languages of a text that wait are approved in one action, by somebody who may approve each of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from partners.services import set_up_partner
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import client_of, decide, english, put_all_strings, start, submit
from translations.freshness import Freshness, freshness_of

BOTH = "Approuver dans les deux langues"


def waiting_pair(partner: Partner, title: str = "Titre français") -> ArticlePage:
    """A new text whose original and translation were submitted, by an editor and a translator."""
    editor = UserFactory(role=(partner, Role.EDITOR))
    original = ArticlePageFactory(partner=partner, title=title, summary="Résumé.", owner=editor)
    original.save_revision(user=editor)
    translation = start(client_of(partner, Role.EDITOR), original)
    translator = client_of(partner, Role.TRANSLATOR)
    put_all_strings(translator, translation)
    submit(translator, translation)
    original = ArticlePage.objects.get(pk=original.pk)
    original.get_workflow().start(original, editor)
    return original


def status(page: Page) -> int:
    """What a reader gets at the address of the page."""
    return Client().get(Page.objects.get(pk=page.pk).url).status_code


def offers_both(client: Client, page: Page) -> bool:
    return BOTH in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    return waiting_pair(crim)


def test_one_action_publishes_both(crim: Partner, original: ArticlePage) -> None:
    moderator = client_of(crim, Role.MODERATOR)
    assert BOTH in moderator.get("/admin/").content.decode()
    assert offers_both(moderator, original)
    assert offers_both(moderator, english(original))
    assert (status(original), status(english(original))) == (404, 404)

    decide(moderator, original, "approve_together")

    assert "Titre français" in Client().get(original.url).content.decode()
    assert "English: Titre français" in Client().get(english(original).url).content.decode()
    assert freshness_of(english(original)) is Freshness.CURRENT


def test_it_works_from_either_side(crim: Partner, original: ArticlePage) -> None:
    decide(client_of(crim, Role.MODERATOR), english(original), "approve_together")
    assert (status(original), status(english(original))) == (200, 200)
    assert freshness_of(english(original)) is Freshness.CURRENT


def test_either_language_alone_is_still_approved(crim: Partner, original: ArticlePage) -> None:
    decide(client_of(crim, Role.MODERATOR), original, "approve")
    assert status(original) == 200
    assert english(original).workflow_in_progress
    assert not offers_both(client_of(crim, Role.MODERATOR), english(original))


def test_the_two_steps_are_taken_together(crim: Partner) -> None:
    crim.needs_board_approval = True
    crim.save()
    set_up_partner(crim)
    original = waiting_pair(crim)
    decide(client_of(crim, Role.MODERATOR), original, "approve_together")
    assert (status(original), status(english(original))) == (404, 404)

    board = Client()
    board.force_login(UserFactory(board=True))
    decide(board, original, "approve_together")
    assert (status(original), status(english(original))) == (200, 200)


def test_nobody_approves_what_they_wrote_by_approving_the_other(crim: Partner, original: ArticlePage) -> None:
    author = UserFactory(role=(crim, Role.MODERATOR))
    english(original).save_revision(user=author)
    client = Client()
    client.force_login(author)
    assert not offers_both(client, original)

    decide(client, original, "approve_together")

    assert (status(original), status(english(original))) == (404, 404)


def test_somebody_who_decides_nothing_here_approves_nothing(aqt: Partner, original: ArticlePage) -> None:
    decide(client_of(aqt, Role.MODERATOR), original, "approve_together")
    assert (status(original), status(english(original))) == (404, 404)


def test_the_dashboard_asks_the_same_for_many_pairs(crim: Partner, original: ArticlePage) -> None:
    client = client_of(crim, Role.MODERATOR)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/")
    for number in range(3):
        waiting_pair(crim, title=f"Titre n° {number}")
    with CaptureQueriesContext(connection) as many:
        html = client.get("/admin/").content.decode()
    assert html.count(BOTH) == 8
    assert len(many) == len(one)
