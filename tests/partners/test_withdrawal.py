"""A partner's moderator takes a public page back, with a reason; nobody else's page, and nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Locale, PageLogEntry

from articles.models import ArticlePage
from home.demo.translating import start_translation
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from translations.services import save_translation_draft

REASON = "Une erreur dans les chiffres."


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Bilan de l’année", published=True)


@pytest.fixture
def moderator(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    return client


def address(page: ArticlePage | PartnerPage) -> str:
    return reverse("partners:withdraw", args=[page.pk])


def withdraw(client: Client, page: ArticlePage, *languages: str, reason: str = REASON) -> int:
    return client.post(address(page), {"reason": reason, "languages": languages}).status_code


def version(page: ArticlePage, language: str) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code=language)


def translate(page: ArticlePage) -> ArticlePage:
    words = {"title": "The year in review", "slug": "year", "summary": "A summary."}
    save_translation_draft(start_translation(page, words, Locale.objects.get(language_code="en"), None), None).publish()
    return version(page, "en")


def test_the_page_and_its_mirror_are_not_public_any_more(moderator: Client, article: ArticlePage) -> None:
    public = [version(article, language).url for language in ("fr", "en")]

    assert withdraw(moderator, article, "fr") == 302

    assert [Client().get(url).status_code for url in public] == [404, 404]


def test_the_history_says_who_and_why(moderator: Client, article: ArticlePage) -> None:
    withdraw(moderator, article, "fr")

    entry = PageLogEntry.objects.get(page=article.pk, action="partners.withdraw")
    assert entry.user_id == int(moderator.session["_auth_user_id"])
    assert entry.data["reason"] == REASON
    assert REASON in moderator.get(reverse("wagtailadmin_pages:history", args=[article.pk])).content.decode()


def test_a_translation_is_withdrawn_with_it_or_alone(moderator: Client, article: ArticlePage) -> None:
    english = translate(article)

    withdraw(moderator, article, "en")
    assert (version(article, "fr").live, version(article, "en").live) == (True, False)

    english.get_latest_revision().publish()
    withdraw(moderator, english, "fr", "en")
    assert (version(article, "fr").live, version(article, "en").live) == (False, False)


def test_without_a_reason_or_a_language_nothing_happens(moderator: Client, article: ArticlePage) -> None:
    for form in ({"reason": "", "languages": ["fr"]}, {"reason": REASON}, {"reason": REASON, "languages": ["de"]}):
        response = moderator.post(address(article), form)
        assert response.status_code == 200
        assert "error" in response.content.decode()
    assert version(article, "fr").live


def test_what_was_withdrawn_comes_back_by_another_approval(
    crim: Partner, moderator: Client, article: ArticlePage
) -> None:
    withdraw(moderator, article, "fr")
    page = version(article, "fr")
    page.get_workflow().start(page, UserFactory(role=(crim, Role.EDITOR)))
    state = page.current_workflow_task_state

    moderator.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})

    assert [version(article, language).live for language in ("fr", "en")] == [True, True]


def test_a_scheduled_update_does_not_bring_it_back(moderator: Client, article: ArticlePage) -> None:
    import datetime as dt

    from django.utils import timezone

    article.go_live_at = timezone.now() + dt.timedelta(days=1)
    article.save_revision().publish()
    withdraw(moderator, article, "fr")
    # A page that waits for its day is locked: the schedule is cancelled first.
    assert version(article, "fr").live
    scheduled = version(article, "fr").scheduled_revision
    moderator.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, scheduled.pk]))

    withdraw(moderator, article, "fr")

    page = version(article, "fr")
    assert not page.live
    assert page.scheduled_revision is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_the_partners_other_roles_may_not(crim: Partner, client: Client, article: ArticlePage, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    assert withdraw(client, article, "fr") == 404
    assert version(article, "fr").live


@pytest.mark.parametrize("role", Role)
def test_another_partners_people_may_not(aqt: Partner, client: Client, article: ArticlePage, role: Role) -> None:
    client.force_login(UserFactory(role=(aqt, role)))
    assert withdraw(client, article, "fr") == 404
    assert version(article, "fr").live


def test_the_board_withdraws_nothing_of_a_partners(client: Client, article: ArticlePage) -> None:
    client.force_login(UserFactory(board=True))
    assert withdraw(client, article, "fr") == 404
    assert version(article, "fr").live


def test_an_area_is_not_withdrawn(crim: Partner, moderator: Client) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    assert moderator.get(address(area)).status_code == 404


def test_a_mirror_goes_with_its_original_only(moderator: Client, article: ArticlePage) -> None:
    response = moderator.get(address(version(article, "en")))
    assert response.status_code == 200
    assert 'value="en"' not in response.content.decode()


def test_moderators_find_the_button_and_editors_do_not(crim: Partner, moderator: Client, article: ArticlePage) -> None:
    listing = reverse("wagtailadmin_explore", args=[article.get_parent().pk])
    assert escape(address(article)) in moderator.get(listing).content.decode()
    editor = Client()
    editor.force_login(UserFactory(role=(crim, Role.EDITOR)))
    assert escape(address(article)) not in editor.get(listing).content.decode()
