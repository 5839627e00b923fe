"""Everybody can see which version of a text is behind: a change of the original makes it so, a minor edit does not."""

import pytest
from wagtail.models import Page

from articles.models import ArticlePage
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.translations.steps import change, english, start, submit, translated, translator_and_moderator
from translations.freshness import Freshness, freshness_of, original_changed_since
from translations.moderation import translation_into
from translations.services import save_translation_draft, start_translation


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Titre", summary="Résumé.", published=True)


def test_before_anything_is_translated(original: ArticlePage) -> None:
    assert freshness_of(original) == Freshness.ORIGINAL
    assert freshness_of(english(original)) == Freshness.MIRROR


def test_while_it_is_being_translated(original: ArticlePage) -> None:
    translator, _ = translator_and_moderator(original.partner)
    translation = start(translator, original)
    assert freshness_of(english(original)) == Freshness.IN_TRANSLATION
    submit(translator, translation)
    assert freshness_of(english(original)) == Freshness.IN_TRANSLATION


def test_a_translation_is_partial_or_up_to_date(original: ArticlePage) -> None:
    page = translated(original, "title")
    assert freshness_of(page) == Freshness.PARTIAL
    assert freshness_of(translated(original, "title", "summary", "slug")) == Freshness.CURRENT


def test_a_change_of_the_original_puts_it_behind_until_it_is_translated_again(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    change(original, "Titre changé")
    assert freshness_of(page) == Freshness.BEHIND
    assert original_changed_since(page)[0].pk == original.pk
    assert freshness_of(original) == Freshness.ORIGINAL

    assert freshness_of(translated(original, "title")) == Freshness.CURRENT
    assert original_changed_since(english(original)) is None


def test_a_minor_edit_does_not(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    change(original, "Titre corrigé", minor=True)
    assert freshness_of(page) == Freshness.CURRENT or freshness_of(page) == Freshness.PARTIAL
    assert not ArticlePage.objects.get(pk=original.pk).is_minor_edit

    change(original, "Titre changé")
    assert freshness_of(page) == Freshness.BEHIND


def test_a_version_that_is_written_freely(original: ArticlePage) -> None:
    page = english(original)
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    page = english(original)
    page.title = "Free"
    page.save_revision().publish()
    assert freshness_of(page) == Freshness.MANUAL

    change(original, "Titre changé")
    assert freshness_of(page) == Freshness.MANUAL_BEHIND


def test_english_may_come_first(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, language="en", published=True)
    french = ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    assert (freshness_of(page), freshness_of(french)) == (Freshness.ORIGINAL, Freshness.MIRROR)


def withdraw_all(original: ArticlePage) -> None:
    for page in ArticlePage.objects.filter(translation_key=original.translation_key, live=True):
        page.unpublish()


def rewrite_unseen(original: ArticlePage, title: str) -> ArticlePage:
    """A draft of a page that is not public, as the page editor saves it: in its row too."""
    page = ArticlePage.objects.get(pk=original.pk)
    page.title = title
    page.save()
    page.save_revision()
    return page


def test_publishing_the_same_text_again_puts_nothing_behind(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    for _ in range(2):
        change(original, "Titre")
        assert freshness_of(page) == Freshness.CURRENT


def test_the_text_of_a_minor_edit_published_again_puts_nothing_behind(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    change(original, "Titre corrigé", minor=True)
    change(original, "Titre corrigé")
    assert freshness_of(page) == Freshness.CURRENT


def test_beginning_again_changes_nothing_of_it(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    start(translator_and_moderator(original.partner)[0], original)
    change(original, "Titre")
    assert freshness_of(page) == Freshness.CURRENT


def test_an_old_translation_is_behind_what_was_written_while_nothing_was_public(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    withdraw_all(original)
    draft = rewrite_unseen(original, "Titre changé")
    # The translators have the new text, and nobody has translated it.
    start_translation(draft, page.locale, None)
    draft.get_latest_revision().publish()
    page.get_latest_revision().publish()
    assert freshness_of(page) == Freshness.BEHIND


def test_what_was_translated_while_nothing_was_public_is_up_to_date(original: ArticlePage) -> None:
    page = translated(original, "title", "summary", "slug")
    withdraw_all(original)
    draft = rewrite_unseen(original, "Titre changé")
    start_translation(draft, page.locale, None)
    new = save_translation_draft(translation_into(page), None)
    draft.get_latest_revision().publish()
    new.publish()
    assert freshness_of(page) != Freshness.BEHIND
