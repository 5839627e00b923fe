"""The admin is the portal's: its name, mark and colours, French first, and help with a first intelligence brief."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Page, get_page_models
from wagtail.users.models import UserProfile

from articles.models import ArticlePage
from core.models import User
from home.admin.theme import STYLESHEET
from partners.models import Partner, PartnerPage
from partners.roles import Role
from partners.services.members import give_role
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory

BEFORE_LOGIN = ["wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done"]
CLOSED_LINK = reverse("wagtailadmin_password_reset_confirm", args=["x", "y"])
TITLE = "Your first intelligence brief in 5 steps"


def page_at(client: Client, address: str, **headers: str) -> BeautifulSoup:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def area_of(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


@pytest.fixture
def editor(crim: Partner) -> User:
    return UserFactory(role=(crim, Role.EDITOR))


# Name, mark, colours


@pytest.mark.parametrize("address", [*map(reverse, BEFORE_LOGIN), CLOSED_LINK])
def test_the_pages_before_the_login_bear_name_mark_and_colours(db: None, client: Client, address: str) -> None:
    check_brand(page_at(client, address))


def test_the_admin_bears_name_mark_and_colours(client: Client, editor: User) -> None:
    client.force_login(editor)
    check_brand(page_at(client, "/admin/"))


def test_the_page_of_an_invitation_bears_them_too(db: None, client: Client) -> None:
    check_brand(page_at(client, reverse("accept_invitation", args=["x", "y"])))


def check_brand(page: BeautifulSoup) -> None:
    assert page.title
    assert page.title.get_text().strip().endswith("Carrefour-TIC")
    # The one on top of the sidebar stands in a template element, into which selectors do not look.
    assert str(page).count('class="portal-brand"') == str(page).count('class="mark"') == 1
    assert page.select_one(f'link[rel=stylesheet][href$="{STYLESHEET}"]')
    icons = [str(link["href"]) for link in page.select("link[rel~=icon]")]
    assert icons == ["/static/img/favicon.svg"]
    assert not page.select("svg.icon-wagtail")
    assert "Wagtail" not in " ".join(heading.get_text() for heading in page.select("title, h1"))


@pytest.mark.parametrize("ground", ["primary", "primary-200", "secondary", "secondary-400"])
def test_white_text_can_be_read_on_the_colours(ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    assert contrast(colour(ground), WHITE) >= 4.5


@pytest.mark.parametrize("name", ["primary", "secondary", "secondary-400"])
def test_labels_and_links_can_be_read_in_light(name: str) -> None:
    for ground in (WHITE, colour("secondary-50")):
        assert contrast(colour(name), ground) >= 4.5


@pytest.mark.parametrize("name", ["secondary-75", "secondary-100"])
def test_links_can_be_read_in_dark(name: str) -> None:
    """The lightest ground of Wagtail's dark theme is grey-500: 20% lightness, with 18% of the night's blue here."""
    assert contrast(colour(name), (42, 48, 60)) >= 4.5


RGB = tuple[int, int, int]
WHITE: RGB = (255, 255, 255)


def colour(name: str) -> RGB:
    """What the theme says `--w-color-<name>` is."""
    style = (Path(settings.BASE_DIR) / "static" / STYLESHEET).read_text()
    found = re.search(rf"--w-color-{name}: #([0-9a-f]{{6}});", style)
    assert found, name
    value = bytes.fromhex(found[1])
    return value[0], value[1], value[2]


def contrast(one: RGB, other: RGB) -> float:
    """WCAG's contrast ratio of two sRGB colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(rgb: RGB) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (c / 255 for c in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Languages


def test_the_login_is_wholly_in_french(db: None, client: Client) -> None:
    page = page_at(client, reverse("wagtailadmin_login"))
    labels = [label.get_text(" ", strip=True) for label in page.select("label")]
    assert [label.removesuffix(" *").removesuffix("*") for label in labels][:2] == ["Adresse courriel", "Mot de passe"]


def language(client: Client, address: str = "/admin/", **headers: str) -> Any:
    html = page_at(client, address, **headers).html
    assert html
    return html["lang"]


@pytest.mark.parametrize("headers", [{}, {"Accept-Language": "de"}])
def test_french_is_the_language_of_the_admin_for_whoever_chose_none(
    client: Client, editor: User, headers: dict[str, str]
) -> None:
    assert language(client, reverse("wagtailadmin_login"), **headers) == "fr"
    client.force_login(editor)
    assert language(client, **headers) == "fr"


def test_what_somebody_chose_counts_for_more_than_their_browser(client: Client, editor: User) -> None:
    client.force_login(editor)
    prefer(editor, "en")
    assert language(client, **{"Accept-Language": "fr"}) == "en"
    prefer(editor, "fr")
    assert language(client, **{"Accept-Language": "en"}) == "fr"


def prefer(user: User, code: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": code})


# A first capsule


def first_steps(client: Client) -> BeautifulSoup | None:
    found = page_at(client, "/admin/").select_one(".first-steps")
    return BeautifulSoup(str(found), "html.parser") if found else None


def test_a_new_editor_is_led_to_a_first_capsule(client: Client, crim: Partner, editor: User) -> None:
    client.force_login(editor)
    panel = first_steps(client)
    assert panel
    with override("fr"):
        assert gettext(TITLE) in panel.get_text()
    steps = panel.select("li.first-steps__step")
    assert len(steps) == 5
    for step in steps:
        links = [str(link["href"]) for link in step.select("a")]
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link
    # In both of the partner's areas, the one in the person's language first.
    creating = [str(link["href"]) for link in steps[0].select("a")]
    expected = [
        reverse("wagtailadmin_pages:add", args=["articles", "articlepage", area_of(crim, code).pk])
        for code in ("fr", "en")
    ]
    assert creating == expected


def test_the_step_of_the_sources_leads_to_their_fields(client: Client, editor: User) -> None:
    client.force_login(editor)
    panel = first_steps(client)
    assert panel
    link = panel.select("li.first-steps__step")[1].select_one("a")
    assert link
    address, anchor = str(link["href"]).split("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_it_speaks_the_language_of_the_person(client: Client, crim: Partner, editor: User) -> None:
    prefer(editor, "en")
    client.force_login(editor)
    panel = first_steps(client)
    assert panel
    assert TITLE in panel.get_text()
    creating = [str(link["href"]) for link in panel.select("li.first-steps__step")[0].select("a")]
    assert creating[0].endswith(f"/{area_of(crim, 'en').pk}/")


def test_an_editor_of_two_partners_finds_both_areas(client: Client, crim: Partner, aqt: Partner, editor: User) -> None:
    give_role(aqt, editor, Role.EDITOR)
    client.force_login(editor)
    panel = first_steps(client)
    assert panel
    assert len(panel.select("li.first-steps__step")[0].select("a")) == 4
    assert len(panel.select("li.first-steps__step")[2].select("a")) == 2


def test_it_is_gone_once_something_is_published(client: Client, crim: Partner, editor: User) -> None:
    client.force_login(editor)
    draft = ArticlePageFactory(partner=crim, owner=editor)
    assert first_steps(client)
    # Somebody else's changes nothing.
    ArticlePageFactory(partner=crim, published=True)
    assert first_steps(client)
    draft.latest_revision.publish()
    assert not first_steps(client)


def test_it_is_gone_once_it_is_put_away(client: Client, editor: User) -> None:
    client.force_login(editor)
    panel = first_steps(client)
    assert panel
    section = panel.select_one("[data-controller=w-dismissible]")
    assert section
    assert panel.select_one('button[data-action="w-dismissible#toggle"]')
    key = section["data-w-dismissible-id-value"]
    body = json.dumps({key: True})
    response = client.patch(reverse("wagtailadmin_dismissibles"), body, content_type="application/json")
    assert response.status_code == 200
    assert not first_steps(client)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.TRANSLATOR])
def test_it_is_for_editors(client: Client, crim: Partner, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    assert not first_steps(client)


@pytest.mark.parametrize("trait", ["administrator", "board"])
def test_it_is_not_for_the_platform(db: None, client: Client, trait: str) -> None:
    client.force_login(UserFactory(**{trait: True}))
    assert not first_steps(client)


def test_it_costs_the_same_with_many_pages(client: Client, crim: Partner, editor: User) -> None:
    client.force_login(editor)
    few = count_queries(client, "/admin/")
    for _number in range(5):
        ArticlePageFactory(partner=crim, owner=editor)
    assert count_queries(client, "/admin/") == few


def count_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# Types of pages, and the explorer


def test_every_type_of_page_says_what_it_is() -> None:
    ours = [model for model in get_page_models() if model is not Page]
    assert len(ours) >= 10
    assert [model.__name__ for model in ours if not model.get_page_description()] == []


def test_the_description_is_shown_where_a_type_is_chosen(client: Client, crim: Partner, editor: User) -> None:
    client.force_login(editor)
    text = page_at(client, reverse("wagtailadmin_pages:add_subpage", args=[area_of(crim).pk])).get_text()
    assert str(ArticlePage.get_page_description()) in text


def rows(client: Client, area: PartnerPage) -> dict[str, str]:
    """The text of each row of the explorer, by the title of its page."""
    page = page_at(client, reverse("wagtailadmin_explore", args=[area.pk]))
    found = page.select("table.listing tbody tr")
    return {
        row.select("td.title a")[0].get_text(strip=True): " ".join(row.get_text(" ", strip=True).split())
        for row in found
        if row.select("td.title a")
    }


def test_an_area_tells_kind_date_and_state_of_translation(client: Client, crim: Partner, editor: User) -> None:
    start = dt.datetime(2027, 3, 4, 19, 0, tzinfo=dt.UTC)
    ArticlePageFactory(partner=crim, title="Une capsule", published=True)
    EventPageFactory(partner=crim, title="Un atelier", kind="workshop", start=start, published=True)
    client.force_login(editor)
    french = rows(client, area_of(crim))
    assert "Capsule de veille" in french["Une capsule"]
    assert "Miroir" in french["Une capsule"]
    assert "Atelier" in french["Un atelier"]
    assert "4\N{NO-BREAK SPACE}mars 2027" in french["Un atelier"].replace(" mars", "\N{NO-BREAK SPACE}mars")
    english = rows(client, area_of(crim, "en"))
    assert "Miroir" in english["Une capsule"]


def test_the_list_of_an_area_costs_the_same_with_many_rows(client: Client, crim: Partner, editor: User) -> None:
    client.force_login(editor)
    address = reverse("wagtailadmin_explore", args=[area_of(crim).pk])
    for _number in range(2):
        ArticlePageFactory(partner=crim, published=True)
        EventPageFactory(partner=crim, published=True)
    few = count_queries(client, address)
    for _number in range(4):
        ArticlePageFactory(partner=crim, published=True)
        EventPageFactory(partner=crim, published=True)
    assert count_queries(client, address) == few


def test_an_area_can_be_searched_filtered_and_ordered(client: Client, crim: Partner, editor: User) -> None:
    ArticlePageFactory(partner=crim, title="Une capsule introuvable", published=True, owner=editor)
    client.force_login(editor)
    address = reverse("wagtailadmin_explore", args=[area_of(crim).pk])
    for query in (
        "q=introuvable",
        "q=introuvable&search_all=1",
        f"owner={editor.pk}",
        "ordering=-title",
        "ordering=live",
    ):
        assert "introuvable" in page_at(client, f"{address}?{query}").get_text(), query
