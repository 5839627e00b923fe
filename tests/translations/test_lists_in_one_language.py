"""Lists mark what is in the other language, and leave it out when that is asked for."""

import pytest
from django.test import Client

from articles.models import ArticleIndexPage
from core.models import BasePage
from events.models import CalendarPage
from partners.models import Partner
from tests.factories import ArticlePageFactory, EventPageFactory


@pytest.fixture(params=["articles", "events"])
def listed(request: pytest.FixtureRequest, crim: Partner) -> tuple[str, BasePage, BasePage]:
    """The English list, a French text that is mirrored in it, and an English one."""
    index, factory = {
        "articles": (ArticleIndexPage, ArticlePageFactory),
        "events": (CalendarPage, EventPageFactory),
    }[request.param]
    french = factory(partner=crim, title="Titre en français", published=True)
    own = factory(partner=crim, language="en", title="Title in English", published=True)
    return index.objects.get(locale__language_code="en").url, french, own


def test_both_are_shown_and_the_french_one_is_marked(listed: tuple[str, BasePage, BasePage], client: Client) -> None:
    html = client.get(listed[0]).content.decode()
    assert "Titre en français" in html
    assert "Title in English" in html
    assert "In English only" in html


def test_english_only(listed: tuple[str, BasePage, BasePage], client: Client) -> None:
    html = client.get(f"{listed[0]}?only=on").content.decode()
    assert "Titre en français" not in html
    assert "Title in English" in html
    assert "Clear filters" in html


def test_in_french_it_is_french_only(listed: tuple[str, BasePage, BasePage], client: Client) -> None:
    index = CalendarPage if "calendar" in listed[0] else ArticleIndexPage
    html = client.get(f"{index.objects.get(locale__language_code='fr').url}?only=on").content.decode()
    assert "Titre en français" in html
    assert "Title in English" not in html
    assert "En français seulement" in html
