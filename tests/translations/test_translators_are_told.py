"""Translators hear that an original has moved on, and that a text has no French version."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from articles.models import ArticlePage
from core.models import User
from home.demo.translating import start_translation
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import english, version
from translations.moderation import translation_into
from translations.services import save_translation_draft
from translations.services import start_translation as start_anew


@pytest.fixture
def translator(crim: Partner) -> User:
    user = UserFactory(role=(crim, Role.TRANSLATOR))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    page = ArticlePageFactory(partner=crim, title="Titre français", published=True)
    words = {"title": "English title", "slug": "english", "summary": "A summary."}
    save_translation_draft(start_translation(page, words, Locale.objects.get(language_code="en"), None), None).publish()
    mail.outbox.clear()
    return page


def change(page: ArticlePage, *, minor: bool = False) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    page.summary, page.is_minor_edit = "Un autre résumé.", minor
    page.save_revision().publish()


def test_a_change_of_the_original_is_told_with_the_place_to_go(original: ArticlePage, translator: User) -> None:
    change(original)

    (message,) = mail.outbox
    assert message.to == [translator.email]
    assert message.subject == "A translation is behind (English): English title"
    address = reverse("wagtailadmin_pages:edit", args=[english(original).pk])
    for text in (message.body, message.alternatives[0][0]):
        assert "Titre français" in text
        assert address in text


def test_a_minor_edit_is_not(original: ArticlePage, translator: User) -> None:
    change(original, minor=True)
    assert mail.outbox == []


def test_where_there_is_no_translator_the_moderators_hear(original: ArticlePage, crim: Partner) -> None:
    moderator = UserFactory(role=(crim, Role.MODERATOR))
    change(original)
    assert [message.to for message in mail.outbox] == [[moderator.email]]


def test_french_is_asked_for_when_english_comes_first(crim: Partner, translator: User) -> None:
    """Of the editors: translators work in the other languages."""
    editor = UserFactory(role=(crim, Role.EDITOR))
    page = ArticlePageFactory(partner=crim, language="en", title="English first", published=True)

    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert "English first" in message.body
    assert reverse("wagtailadmin_pages:edit", args=[version(page, "fr").pk]) in message.body


def test_nobody_is_asked_for_english(crim: Partner, translator: User) -> None:
    ArticlePageFactory(partner=crim, published=True)
    assert mail.outbox == []


def test_nobody_is_told_of_a_translation_that_came_before_its_original(original: ArticlePage, translator: User) -> None:
    """Both were withdrawn, rewritten and translated; the translation was approved first."""
    page = english(original)
    for version_of_it in (page, original):
        version_of_it.unpublish()
    original = ArticlePage.objects.get(pk=original.pk)
    original.title = "Titre changé"
    original.save()
    draft = original.save_revision()
    start_anew(original, page.locale, None)
    save_translation_draft(translation_into(page), None).publish()
    mail.outbox.clear()

    draft.publish()

    assert mail.outbox == []
