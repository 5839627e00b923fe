"""A reader of a translation that is behind is told so, and finds the original."""

from django.test import Client
from django.utils import timezone

from articles.models import ArticlePage
from core.formatting import long_date
from home.demo.translating import start_translation
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.translations.steps import english, version
from translations.models import PublishedText
from translations.services import save_translation_draft


def translated(page: ArticlePage, language: str, title: str) -> ArticlePage:
    words = {"title": title, "slug": "translated", "summary": "A summary."}
    locale = version(page, language).locale
    save_translation_draft(start_translation(page, words, locale, None), None).publish()
    return version(page, language)


def change(page: ArticlePage, *, minor: bool = False) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    page.summary, page.is_minor_edit = "Un autre résumé.", minor
    page.save_revision().publish()


def test_a_translation_behind_its_original_says_since_when(crim: Partner, client: Client) -> None:
    original = ArticlePageFactory(partner=crim, title="Titre français", published=True)
    page = translated(original, "en", "English title")
    assert "was updated on" not in client.get(page.url).content.decode()

    change(original)

    html = client.get(page.url).content.decode()
    today = long_date(timezone.localdate(), "en").replace(" ", "\u00a0")
    assert "The French version was updated on" in html
    assert today.split("\u00a0")[0] in html
    assert f'href="{original.url}"' in html.split("was updated on")[1].split("</p>")[0]
    assert "was updated on" not in client.get(original.url).content.decode()


def test_a_minor_edit_is_not_worth_a_notice(crim: Partner, client: Client) -> None:
    original = ArticlePageFactory(partner=crim, published=True)
    page = translated(original, "en", "English title")
    change(original, minor=True)
    assert "was updated on" not in client.get(page.url).content.decode()


def test_the_same_from_english_into_french(crim: Partner, client: Client) -> None:
    original = ArticlePageFactory(partner=crim, language="en", title="English title", published=True)
    page = translated(original, "fr", "Titre français")
    change(original)
    assert "La version anglaise a été mise à jour le" in client.get(page.url).content.decode()


def test_nobody_is_sent_to_a_withdrawn_original(crim: Partner, client: Client) -> None:
    original = ArticlePageFactory(partner=crim, published=True)
    page = translated(original, "en", "English title")
    change(original)
    ArticlePage.objects.get(pk=original.pk).unpublish()
    assert "was updated on" not in client.get(english(page).url).content.decode()


def test_the_facts_go_with_the_page(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    assert PublishedText.objects.filter(page=page.pk).exists()
    ArticlePage.objects.get(pk=page.pk).delete()
    assert not PublishedText.objects.filter(page=page.pk).exists()
