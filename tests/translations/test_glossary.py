"""Translators see which of the portal's terms occur in their text."""

from django.urls import reverse

from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory
from tests.translations.steps import client_of, english, start
from translations.glossary import entries, terms_in


def test_every_term_is_there_in_both_languages_once() -> None:
    assert all(entry.keys() == {"fr", "en"} for entry in entries())
    for language in ("fr", "en"):
        words = [entry[language].lower() for entry in entries()]
        assert len(words) == len(set(words)), language


def test_terms_are_found_as_whole_words_in_any_case_and_number() -> None:
    found = terms_in(["Deux <b>Webinaires</b> et un atelier.", "Relatelier"], "fr", "en")
    assert found == [("webinaire", "webinar"), ("atelier", "workshop")]


def test_the_longer_term_wins() -> None:
    assert terms_in(["Une capsule de veille."], "fr", "en") == [("capsule de veille", "intelligence brief")]
    both = terms_in(["Une capsule de veille et de la veille."], "fr", "en")
    assert ("veille", "industry intelligence") in both


def test_apostrophes_are_one() -> None:
    assert terms_in(["Date limite d'inscription"], "fr", "en") == [
        ("date limite d’inscription", "registration deadline")
    ]


def test_it_works_from_english() -> None:
    assert terms_in(["Two workshops"], "en", "fr") == [("workshop", "atelier")]
    assert terms_in(["Two workshops"], "en", "es") == []


def test_the_editor_shows_them(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, title="Un webinaire sur la main-d’œuvre", published=True)
    translator = client_of(crim, Role.TRANSLATOR)
    start(translator, page)
    html = translator.get(reverse("wagtailadmin_pages:edit", args=[english(page).pk])).content.decode()
    terms = html.partition("translation-memory__terms")[2].partition("</dl>")[0]
    assert "webinar" in terms
    assert "workforce" in terms
    assert "workshop" not in terms
