"""Translators are offered earlier translations of the same sentence, and of what stood in its place before."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory
from tests.translations.steps import client_of, english, put_string, start, submit

SENTENCE = "Le numérique transforme les organisations."
TRANSLATED = "Digital technology transforms organizations."


def translated_before(partner: Partner) -> Translation:
    original = ArticlePageFactory(partner=partner, title="Un premier texte", summary=SENTENCE, published=True)
    translator = client_of(partner, Role.TRANSLATOR)
    translation = start(translator, original)
    put_string(translator, translation, "summary", TRANSLATED)
    return translation


@pytest.fixture
def page(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Un second texte", summary=SENTENCE, published=True)


@pytest.fixture
def translator(crim: Partner) -> Client:
    return client_of(crim, Role.TRANSLATOR)


def editor_of(client: Client, page: ArticlePage) -> str:
    """What the translator sees above and in the editor."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[english(page).pk])).content.decode()
    return html.partition("translation-memory")[2]


def stored(translation: Translation, path: str) -> str | None:
    segment = translation.source.stringsegment_set.get(context__path=path)
    found = segment.string.translations.filter(context=segment.context, locale=translation.target_locale).first()
    return found.data if found else None


def take(client: Client, translation: Translation, **form: str) -> str:
    address = reverse("translations:take_from_memory", args=[translation.pk])
    return client.post(address, form, follow=True).content.decode()


def test_the_same_sentence_is_offered_and_taken(crim: Partner, page: ArticlePage, translator: Client) -> None:
    translated_before(crim)
    translation = start(translator, page)
    assert TRANSLATED in editor_of(translator, page)
    assert stored(translation, "summary") is None

    assert "1 phrase a été remplie" in take(translator, translation)

    assert stored(translation, "summary") == TRANSLATED
    assert TRANSLATED not in editor_of(translator, page).partition("</section>")[0]
    assert "Il ne reste rien" in take(translator, translation)


def test_what_stood_there_before_is_offered_and_not_taken_unseen(
    crim: Partner, page: ArticlePage, translator: Client
) -> None:
    translation = start(translator, page)
    put_string(translator, translation, "summary", TRANSLATED)
    page.summary = "Le numérique transforme toutes les organisations."
    page.save_revision().publish()

    html = editor_of(translator, page)
    assert SENTENCE in html
    assert TRANSLATED in html
    take(translator, translation)
    assert stored(translation, "summary") is None

    segment = translation.source.stringsegment_set.get(context__path="summary")
    take(translator, translation, segment=str(segment.pk))
    assert stored(translation, "summary") == TRANSLATED


def test_nothing_is_offered_of_another_partner(aqt: Partner, page: ArticlePage, translator: Client) -> None:
    translated_before(aqt)
    translation = start(translator, page)
    assert TRANSLATED not in editor_of(translator, page)
    take(translator, translation)
    assert stored(translation, "summary") is None


def test_nothing_is_offered_of_another_partners_deleted_page(
    aqt: Partner, page: ArticlePage, translator: Client
) -> None:
    before = translated_before(aqt)
    for version in ArticlePage.objects.filter(translation_key=before.source.object_id):
        version.delete()
    start(translator, page)
    assert TRANSLATED not in editor_of(translator, page)


def test_what_was_translated_already_stays(crim: Partner, page: ArticlePage, translator: Client) -> None:
    translated_before(crim)
    translation = start(translator, page)
    put_string(translator, translation, "summary", "My own words.")
    take(translator, translation)
    assert stored(translation, "summary") == "My own words."


def test_nothing_is_filled_in_during_the_moderation(crim: Partner, page: ArticlePage, translator: Client) -> None:
    translated_before(crim)
    translation = start(translator, page)
    put_string(translator, translation, "title", "A second text")
    submit(translator, translation)
    assert "en cours de modération" in take(translator, translation)
    assert stored(translation, "summary") is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_strangers_cannot(crim: Partner, aqt: Partner, page: ArticlePage, translator: Client, role: Role) -> None:
    translated_before(crim)
    translation = start(translator, page)
    address = reverse("translations:take_from_memory", args=[translation.pk])
    assert client_of(aqt, role).post(address).status_code == 404
    assert stored(translation, "summary") is None
