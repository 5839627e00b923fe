"""Whoever edits a page sees how it stands to its other languages, and since when something is behind."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import change, english, reading_english, translated, version

ALL = ("title", "summary", "slug")


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Titre", summary="Résumé.", published=True)


def member(partner: Partner, role: Role) -> Client:
    return reading_english(UserFactory(role=(partner, role)))


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def panel(client: Client, page: Page) -> BeautifulSoup:
    response = client.get(edit_url(page))
    assert response.status_code == 200
    (found,) = BeautifulSoup(response.content, "html.parser").select(".versions")
    return found


def lines(client: Client, page: Page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in panel(client, page).select("li")]


def links(client: Client, page: Page) -> list[str]:
    return [link["href"] for link in panel(client, page).select("a")]


def test_of_an_original_and_its_mirror(original: ArticlePage) -> None:
    editor = member(original.partner, Role.EDITOR)
    assert lines(editor, original) == ["Français (this page) Original", "English Mirror: not translated"]
    assert links(editor, original) == [edit_url(english(original))]
    assert lines(editor, english(original)) == ["Français Original", "English (this page) Mirror: not translated"]


def test_of_a_draft(crim: Partner) -> None:
    draft = ArticlePageFactory(partner=crim)
    assert lines(member(crim, Role.EDITOR), draft) == ["Français (this page) Original not public"]


def test_english_may_come_first(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, language="en", published=True)
    editor = member(crim, Role.EDITOR)
    assert lines(editor, version(page, "fr")) == ["English Original", "Français (this page) Mirror: not translated"]


@pytest.mark.parametrize("role", Role)
def test_in_the_translation_editor_of_what_is_behind(original: ArticlePage, role: Role) -> None:
    page = translated(original, *ALL)
    person = member(original.partner, role)
    assert lines(person, page) == ["Français Original", "English (this page) Up to date"]
    assert len(links(person, page)) == 1

    change(original, "Titre changé")
    assert lines(person, page)[1].startswith("English (this page) Behind its original original changed")
    # A translator may read the original and not edit it.
    of_original = original.get_url() if role is Role.TRANSLATOR else edit_url(original)
    changes = reverse("translations:changes", args=[page.pk])
    assert links(person, page) == [of_original, changes]
    assert person.get(changes).status_code == 200


def test_whoever_edits_the_original_sees_that_the_translation_is_behind(original: ArticlePage) -> None:
    page = translated(original, *ALL)
    change(original, "Titre changé")
    editor = member(original.partner, Role.EDITOR)
    assert lines(editor, original)[1].startswith("English Behind its original original changed")
    assert links(editor, original) == [edit_url(page), reverse("translations:changes", args=[page.pk])]


def test_of_a_free_version(original: ArticlePage) -> None:
    Page.objects.filter(pk=english(original).pk).update(alias_of=None)
    page = english(original)
    page.title = "Free"
    page.save_revision().publish()
    change(original, "Titre changé")
    line = lines(member(original.partner, Role.EDITOR), page)[1]
    assert line.startswith("English (this page) Free version, behind its original original changed")


def test_nothing_before_a_page_is_saved(crim: Partner) -> None:
    area = crim.areas.get(locale__language_code="fr")
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", area.pk])
    response = member(crim, Role.EDITOR).get(address)
    assert response.status_code == 200
    assert 'class="versions' not in response.content.decode()


def test_titles_are_not_told(original: ArticlePage) -> None:
    """The draft of an original may have a title that is not for translators yet."""
    page = translated(original, *ALL)
    original = ArticlePage.objects.get(pk=original.pk)
    original.title = "Titre confidentiel"
    original.save_revision()
    assert "confidentiel" not in str(panel(member(original.partner, Role.TRANSLATOR), page))
