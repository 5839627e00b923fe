"""A translation in the making changes nothing that the public sees; its publication does."""

import pytest
from django.test import Client
from wagtail.models import Locale

from articles.models import ArticlePage, ArticleSource
from home.demo.bodies import BodyBuilder
from home.demo.translating import start_translation
from partners.models import Partner
from tests.factories import ArticlePageFactory
from translations.services import save_translation_draft

FRENCH = [
    {"paragraph": "<p>Première phrase.</p><p>Seconde <b>phrase</b>.</p>"},
    {"key_points": ["Un point.", "Un autre."]},
    {"table": {"caption": "Un tableau", "header": ["Mois", "Nombre"], "rows": [["Mai", "12"]]}},
    {"quote": {"text": "Une citation", "source": "Une source"}},
]
ENGLISH = [
    {"paragraph": "<p>First sentence.</p><p>Second <b>sentence</b>.</p>"},
    {"key_points": ["A point.", "Another one."]},
    {"table": {"caption": "A table", "header": ["Month", "Number"], "rows": [["May", "12"]]}},
    {"quote": {"text": "A quotation", "source": "A source"}},
]


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    page = ArticlePageFactory(
        partner=crim, title="Titre français", body=BodyBuilder("x", "management", None).build(FRENCH)
    )
    page.sources = [ArticleSource(title="Rapport cité", publisher="Éditeur")]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def translation(original: ArticlePage):
    body = original.body.stream_block.to_python(BodyBuilder("x", "management", None).build(ENGLISH))
    words = {"title": "English title", "slug": "english-title", "summary": "A summary.", "body": body}
    return start_translation(original, words, Locale.objects.get(language_code="en"), None)


def english(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def test_a_saved_draft_leaves_the_public_page_as_it_is(original: ArticlePage, translation, client: Client) -> None:
    address = english(original).url

    save_translation_draft(translation, None)

    html = client.get(address).content.decode()
    assert "Titre français" in html
    assert "English title" not in html
    assert "Available in French only" in html
    assert not english(original).alias_of_id


def test_publishing_it_replaces_the_mirror_by_the_translation(
    original: ArticlePage, translation, client: Client
) -> None:
    save_translation_draft(translation, None).publish()

    html = client.get("/en/partners/crim/english-title/").content.decode()
    for words in ("English title", "First sentence.", "Another one.", "A table", "Month", "A quotation"):
        assert words in html
    # Machines are told of what it is a translation.
    read = html.partition("<body")[2]
    for words in ("Titre français", "Première phrase", "Available in French only"):
        assert words not in read
    assert "Rapport cité" in html
    assert 'hreflang="fr-CA"' in html


def test_the_original_goes_on_unchanged(original: ArticlePage, translation, client: Client) -> None:
    save_translation_draft(translation, None).publish()
    original.title = "Titre revu"
    original.save_revision().publish()

    assert "Titre revu" in client.get(original.url).content.decode()
    assert "English title" in client.get("/en/partners/crim/english-title/").content.decode()
