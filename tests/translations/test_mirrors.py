"""What is published in one language only is readable in the other, and says which language it is in."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from articles.models import ArticlePage
from partners.models import Partner
from tests.factories import ArticlePageFactory


def version(page: Page, language: str) -> ArticlePage:
    locale = Locale.objects.get(language_code=language)
    return ArticlePage.objects.get(translation_key=page.translation_key, locale=locale)


def test_a_draft_shows_in_no_language(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    assert ArticlePage.objects.filter(translation_key=page.translation_key).count() == 1


def test_the_first_publication_makes_the_mirror_with_the_final_slug(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, title="Ma no", slug="ma-no")
    page.title, page.slug = "Ma nouvelle", "ma-nouvelle"
    page.save_revision().publish()

    assert version(page, "en").url == "/en/partners/crim/ma-nouvelle/"


@pytest.mark.parametrize(
    ("original", "other", "notice"),
    [("fr", "en", "Available in French only"), ("en", "fr", "Disponible en anglais seulement")],
)
def test_the_mirror_says_its_language(crim: Partner, client: Client, original: str, other: str, notice: str) -> None:
    page = ArticlePageFactory(partner=crim, published=True, language=original)
    mirrored = version(page, other)

    html = client.get(mirrored.url).content.decode()

    assert notice in html
    assert f'lang="{original}-CA"' in html
    assert f'<html lang="{other}-CA"' in html
    assert f'<link rel="canonical" href="http://testserver{page.url}"' in html
    assert "hreflang" not in html.split("</head>")[0]


def test_the_original_carries_no_notice(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    html = client.get(page.url).content.decode()
    assert "seulement" not in html
    assert f'<link rel="canonical" href="http://testserver{page.url}"' in html


def test_the_mirror_follows_its_original(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    page.title = "Titre changé"
    page.save_revision().publish()
    assert "Titre changé" in client.get(version(page, "en").url).content.decode()

    page.unpublish()
    assert client.get(version(page, "en").url).status_code == 404


def test_a_copy_gets_its_own_mirror(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    copy = page.copy(update_attrs={"slug": "copie", "title": "Copie"}, keep_live=False)
    assert ArticlePage.objects.filter(translation_key=copy.translation_key).count() == 1

    copy.get_latest_revision().publish()

    assert version(copy, "en").alias_of_id == copy.pk


def test_the_other_language_is_one_link_away(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    assert f'href="{version(page, "en").url}"' in client.get(page.url).content.decode()
    assert f'href="{page.url}"' in client.get(version(page, "en").url).content.decode()
