"""The page of all components shows every component there is, in both languages, to whoever works in the admin."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from events.feeds import web_calendars
from home.styleguide.samples import NOT_ALONE, by_template
from home.styleguide.texts import TEXTS
from home.styleguide.views import Theme, values_of
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOLDERS = ("components", "blocks")
CALENDARS = (web_calendars.GOOGLE, web_calendars.OUTLOOK, web_calendars.MICROSOFT_365, web_calendars.YAHOO)


def component_files() -> set[str]:
    return {f"{folder}/{file.name}" for folder in FOLDERS for file in (TEMPLATES / folder).glob("*.html")}


def look(client: Client, **query: str) -> BeautifulSoup:
    response = client.get(reverse("home:components"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


@pytest.mark.parametrize("code", TEXTS)
def test_every_component_is_shown(editor: Client, code: str) -> None:
    """Whoever adds a component adds a sample of it, or says in `NOT_ALONE` why it shows nothing by itself."""
    groups = look(editor, lang=code).select("[data-template]")
    shown = {str(group["data-template"]) for group in groups}
    assert sorted(component_files() - shown - set(NOT_ALONE)) == []
    assert sorted(shown - component_files()) == []
    assert len(groups) == len(shown)


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    assert set(NOT_ALONE) <= component_files()
    assert all(NOT_ALONE.values())


@pytest.mark.parametrize("code", TEXTS)
def test_samples_are_not_blank(editor: Client, code: str) -> None:
    """A list of nothing is a sample too; but each component shows something in one case at least."""
    page = look(editor, lang=code)
    for group in page.select("[data-template]"):
        stages = group.select(".styleguide-sample__stage")
        assert any(stage.get_text(strip=True) or stage.find(["svg", "img"]) for stage in stages), group["data-template"]


def test_hard_cases_are_among_them(db: None) -> None:
    samples = dict(by_template(TEXTS["fr"]))
    cards = [sample.context["item"] for sample in samples["components/card.html"]]
    assert max(len(card.title) for card in cards) > 150
    assert any(card.image is None and not card.summary for card in cards)
    assert {len(card.topics.all()) for card in cards} >= {0, 1, 12}
    assert {len(sample.context["items"]) for sample in samples["components/cards.html"]} >= {0, 1}


def test_the_language_is_ones_own_or_chosen(editor: Client) -> None:
    for query, lang, word in (
        ({}, "fr-CA", TEXTS["fr"].title),
        ({"lang": "en"}, "en-CA", TEXTS["en"].title),
        ({"lang": "?"}, "fr-CA", TEXTS["fr"].title),
    ):
        page = look(editor, **query)
        assert page.html
        assert page.html["lang"] == lang
        assert word in page.get_text()


@pytest.mark.parametrize(("theme", "paper"), [("light", "#fbf9f5"), ("dark", "#10141d")])
def test_the_colours_are_chosen_without_a_script(editor: Client, theme: str, paper: str) -> None:
    page = look(editor, theme=theme)
    style = page.find("style")
    assert style
    assert f"color-scheme: {theme};" in style.get_text()
    assert f"--paper: {paper};" in style.get_text()
    assert not page.find("script")
    current = page.select_one(f'a[aria-current="page"][href*="theme={theme}"]')
    assert current


def test_by_default_the_browser_chooses_the_colours(editor: Client) -> None:
    assert not look(editor).find("style")
    assert not look(editor, theme="?").find("style")
    assert values_of(Theme.AUTO) == ""


def test_it_asks_nothing_of_others_and_leads_nowhere_in_its_samples(editor: Client) -> None:
    page = look(editor)
    for element in page.select("[src]"):
        assert str(element["src"]).startswith("/static/"), element
    for link in page.select(".styleguide-sample__stage a[href]"):
        href = str(link["href"])
        is_own = href == "/" or href.startswith(("#", "?", "/fr/", "/en/", "/admin/components/"))
        # A video that does not exist; only sites with a player are shown with one.
        samples = (
            "https://example.org/",
            "https://creativecommons.org/",
            "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            *CALENDARS,
        )
        assert is_own or href.startswith(samples), link


def test_it_is_for_people_of_the_admin(client: Client, db: None) -> None:
    response = client.get(reverse("home:components"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("role", Role)
def test_everybody_finds_it_in_the_menu(crim: Partner, client: Client, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    assert reverse("home:components") in client.get("/admin/").content.decode()
    assert look(client)


def test_nothing_is_saved_and_the_number_of_queries_is_small(
    editor: Client, django_assert_max_num_queries: object
) -> None:
    look(editor)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        look(editor)
