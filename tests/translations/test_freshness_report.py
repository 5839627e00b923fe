"""The report says which translations are behind, to each person about the pages that are theirs to know."""

import csv
import io
import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from wagtail.models import Page, Revision

from articles.models import ArticlePage
from core.models import User
from partners.models import Partner
from partners.roles import Role
from tests.bench.growing import grow
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory
from tests.translations.steps import (
    change,
    english,
    reading_english,
    start,
    submit,
    translated,
    translator_and_moderator,
)
from translations.freshness import Freshness
from translations.parity import Row, Share, parity
from translations.reports import pages_in_report

REPORT, PARITY = "translations:freshness", "translations:parity"
ALL = ("title", "summary", "slug")


@pytest.fixture
def board(db: None) -> Client:
    return reading_english(UserFactory(board=True))


@pytest.fixture
def behind(crim: Partner) -> ArticlePage:
    """A translation of CRIM's whose original has changed since."""
    original = ArticlePageFactory(partner=crim, title="Titre", summary="Résumé.", published=True)
    page = translated(original, *ALL)
    change(original, "Titre changé")
    return page


def member(partner: Partner, role: Role) -> Client:
    return reading_english(UserFactory(role=(partner, role)))


def address(name: str = REPORT, **query: object) -> str:
    return f"{reverse(name)}?{urlencode(query, doseq=True)}"


def get(client: Client, name: str = REPORT, **query: object) -> BeautifulSoup:
    response = client.get(address(name, **query))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(html: BeautifulSoup) -> list[str]:
    return [cell.get_text(strip=True) for cell in html.select("table.freshness td.title")]


def exported(client: Client, **query: object) -> list[dict[str, str]]:
    response = client.get(address(export="csv", **query))
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


# Who sees what


@pytest.mark.parametrize("role", Role)
def test_people_of_a_partner_see_its_pages_only(crim: Partner, aqt: Partner, role: Role) -> None:
    ArticlePageFactory(partner=crim, title="De CRIM", published=True)
    ArticlePageFactory(partner=aqt, title="D’AQT", published=True)
    html = get(member(crim, role))
    assert "De CRIM" in titles(html)
    assert "AQT" not in str(html.select_one("#listing-results"))
    partners = {row["Partner"] for row in exported(member(crim, role))}
    assert partners == {"CRIM"}


@pytest.mark.parametrize("who", ["board", "administrator"])
def test_the_board_and_administrators_see_all(crim: Partner, aqt: Partner, who: str) -> None:
    rows = exported(reading_english(UserFactory(**{who: True})))
    assert {row["Partner"] for row in rows} == {"CRIM", "AQT", ""}


def test_somebody_without_a_role_comes_to_the_login(db: None) -> None:
    assert reading_english(UserFactory()).get(address()).status_code == 302


def test_a_closed_partner_s_people_are_out(crim: Partner) -> None:
    client = member(crim, Role.EDITOR)
    Partner.objects.filter(pk=crim.pk).update(status="closed", status_date="2026-01-01")
    assert exported(client) == []


def test_a_translator_knows_of_the_original_what_is_public(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, title="Titre public", published=True)
    translator = member(crim, Role.TRANSLATOR)
    assert titles(get(translator)).count("Titre public") == 2

    page.title = "Titre confidentiel"
    page.save_revision()
    assert "confidentiel" not in str(get(translator))
    assert "Titre confidentiel" in titles(get(member(crim, Role.EDITOR)))


def test_drafts_of_originals_have_no_translation_to_speak_of(crim: Partner) -> None:
    ArticlePageFactory(partner=crim, title="Un brouillon")
    assert "Un brouillon" not in titles(get(member(crim, Role.EDITOR)))


# What stands in a row


def row_of(html: BeautifulSoup, page: Page) -> BeautifulSoup:
    return next(row for row in html.select("table.freshness tbody tr") if page.title in row.get_text())


def test_a_row_leads_to_the_page_its_original_and_what_changed(behind: ArticlePage) -> None:
    row = row_of(get(member(behind.partner, Role.EDITOR)), behind)
    original = Page.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    links = [link["href"] for link in row.select("a")]
    assert links == [
        reverse("wagtailadmin_pages:edit", args=[behind.pk]),
        reverse("wagtailadmin_pages:edit", args=[original.pk]),
        reverse("translations:changes", args=[behind.pk]),
    ]
    words = row.get_text(" ", strip=True)
    assert "Behind its original" in words
    assert "CRIM" in words
    assert "English" in words
    assert "Article" in words


def test_a_link_leads_no_further_than_the_person_may_go(behind: ArticlePage, board: Client) -> None:
    original = Page.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    translator = member(behind.partner, Role.TRANSLATOR)
    links = [link["href"] for link in row_of(get(translator), behind).select("a")]
    assert links[0] == reverse("wagtailadmin_pages:edit", args=[behind.pk])
    assert links[1] == original.get_url()
    # The board reads, and edits nothing of a partner's.
    assert row_of(get(board), behind).select_one("a")["href"] == behind.get_url()


def test_what_is_behind_longest_stands_first(behind: ArticlePage, crim: Partner) -> None:
    second = ArticlePageFactory(partner=crim, title="Deuxième", published=True)
    translated(second, *ALL)
    change(second, "Deuxième, changé")
    editor = member(crim, Role.EDITOR)
    ages = [row["Behind since"] for row in exported(editor)]
    assert ages[:2] == sorted(ages[:2])
    assert "" not in ages[:2]
    assert set(ages[2:]) == {""}
    reverse_ages = [row["Behind since"] for row in exported(editor, ordering="-behind_since")]
    assert reverse_ages[:2] == ages[1::-1]
    assert len(exported(editor, ordering="nonsense")) == len(ages)


# Filters


def test_filters(behind: ArticlePage, crim: Partner, aqt: Partner, board: Client) -> None:
    ArticlePageFactory(partner=aqt, title="Un titre d’AQT", published=True)
    EventPageFactory(partner=crim, title="Un événement", published=True)
    everything = exported(board)

    assert {row["Partner"] for row in exported(board, partner="aqt")} == {"AQT"}
    assert {row["Partner"] for row in exported(board, partner="platform")} == {""}
    assert {row["Language"] for row in exported(board, locale="en")} == {"English"}
    assert {row["State"] for row in exported(board, state=["behind", "mirror"])} == {
        "Behind its original",
        "Mirror: not translated",
    }
    work = exported(board, work="needed")
    assert {row["State"] for row in work} == {"Behind its original", "Mirror: not translated"}
    assert 0 < len(work) < len(everything)
    (kind,) = {page.content_type_id for page in Page.objects.filter(title="Un événement")}
    assert {row["Title"] for row in exported(board, type=kind)} == {"Un événement"}
    assert len(exported(board, type=kind, locale="fr")) == 1


def test_search_by_title(behind: ArticlePage, crim: Partner) -> None:
    assert titles(get(member(crim, Role.EDITOR), q="ENGLISH-TIT")) == ["english-title"]
    assert titles(get(member(crim, Role.EDITOR), q="rien de tel")) == []


@pytest.mark.parametrize(
    "query",
    [
        {"partner": "unheard-of"},
        {"partner": "\x00"},
        {"locale": "xx"},
        {"state": ["unheard-of"]},
        {"type": "unheard-of"},
        {"type": "99999999999999999999"},
        {"work": "unheard-of"},
    ],
)
def test_a_value_that_means_nothing_is_reported_and_does_not_filter(
    behind: ArticlePage, query: dict[str, object]
) -> None:
    editor = member(behind.partner, Role.EDITOR)
    html = get(editor, **query)
    assert "is left out" in html.select_one("#listing-results .help-warning").get_text()
    assert "english-title" in titles(html)
    # The other filters go on.
    assert set(titles(get(editor, **query, q="english-title"))) == {"english-title"}
    assert {row["Language"] for row in exported(editor, **({"locale": "fr"} | query))} == (
        {"English", "Français"} if "locale" in query else {"Français"}
    )


def test_another_partner_is_as_unheard_of_as_none(crim: Partner, aqt: Partner) -> None:
    ArticlePageFactory(partner=aqt, title="D’AQT", published=True)
    html = get(member(crim, Role.EDITOR), partner="aqt")
    assert "is left out" in html.select_one("#listing-results .help-warning").get_text()
    assert "D’AQT" not in str(html)


@pytest.mark.parametrize("number", ["0", "-1", "99", "unheard-of"])
def test_a_page_that_does_not_exist(behind: ArticlePage, number: str) -> None:
    get(member(behind.partner, Role.EDITOR), p=number)


def test_the_results_alone(behind: ArticlePage) -> None:
    html = get(member(behind.partner, Role.EDITOR), "translations:freshness_results", state="behind")
    assert titles(html) == ["english-title"]
    assert html.select_one("header") is None


# Exports


def test_csv(behind: ArticlePage) -> None:
    (row,) = exported(member(behind.partner, Role.TRANSLATOR), state="behind")
    assert row | {"Text published": "", "Behind since": ""} == {
        "Title": "english-title",
        "Type": "Article",
        "Partner": "CRIM",
        "Language": "English",
        "State": "Behind its original",
        "Text published": "",
        "Behind since": "",
    }
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["Behind since"])
    assert row["Text published"] < row["Behind since"]


def test_xlsx(behind: ArticlePage, aqt: Partner) -> None:
    response = member(behind.partner, Role.EDITOR).get(address(export="xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    head, *rows = list(sheet.iter_rows(values_only=True))
    assert head == ("Title", "Type", "Partner", "Language", "State", "Text published", "Behind since")
    assert rows[0][:5] == ("english-title", "Article", "CRIM", "English", "Behind its original")
    assert {row[2] for row in rows} == {"CRIM"}
    assert member(aqt, Role.EDITOR).get(address(export="unheard-of")).status_code == 200


# Parity


def rows_for(user: User) -> dict[tuple[str, str], Row]:
    with override("en"):
        return {(row.name, row.locale.language_code): row for row in parity(pages_in_report(user))}


def test_numbers_by_partner_language_and_state(behind: ArticlePage, aqt: Partner) -> None:
    crim = behind.partner
    for _ in range(2):
        ArticlePageFactory(partner=crim, published=True)
    started = ArticlePageFactory(partner=crim, published=True)
    translator, _moderator = translator_and_moderator(crim)
    submit(translator, start(translator, started))
    # Nobody translates for want of a public original, but somebody has begun.
    draft = ArticlePageFactory(partner=crim)
    start(member(crim, Role.MODERATOR), draft)

    rows = rows_for(UserFactory(role=(crim, Role.EDITOR)))
    assert set(rows) == {("CRIM", "fr"), ("CRIM", "en")}
    row, areas = rows["CRIM", "en"], 1
    assert row.texts == 4 + areas
    assert row.pages[Freshness.BEHIND] == row.shares[Share.BEHIND] == 1
    assert row.pages[Freshness.IN_TRANSLATION] == 1 + row.public[Freshness.IN_TRANSLATION]
    assert row.shares[Share.UNTRANSLATED] == 3
    assert row.shares[Share.MISSING] == 0
    assert rows["CRIM", "fr"].in_step == row.texts

    everybody = rows_for(UserFactory(board=True))
    assert ("AQT", "en") in everybody
    assert ("The platform", "fr") in everybody
    assert everybody["CRIM", "en"].pages == row.pages


def test_each_number_leads_to_as_many_rows(behind: ArticlePage, board: Client) -> None:
    html = get(board, PARITY)
    links = html.select(".parity__table td a")
    assert links
    for link in links:
        query = link["href"].partition("?")[2]
        response = board.get(f"{reverse(REPORT)}?{query}&export=csv")
        lines = b"".join(response.streaming_content).decode().splitlines()
        assert len(lines) - 1 == int(link.get_text()), link["href"]


def test_the_chart_says_in_words_what_it_shows(behind: ArticlePage) -> None:
    html = get(member(behind.partner, Role.EDITOR), PARITY)
    labels = [bar["aria-label"] for bar in html.select("svg[role=img]")]
    assert len(labels) == 2
    assert "Behind its original: 1" in labels[1]
    assert not html.select_one("figure script, figure [style]")
    widths = [float(rect["width"].rstrip("%")) for rect in html.select("svg[role=img]")[1].select("rect")]
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_parity_of_another_partner_is_not_shown(crim: Partner, aqt: Partner) -> None:
    html = get(member(crim, Role.EDITOR), PARITY)
    assert [heading.get_text() for heading in html.select(".parity__group h3")] == ["CRIM"]
    assert "AQT" not in html.select_one("main").get_text()


def test_a_version_that_does_not_exist_is_missing(crim: Partner) -> None:
    ArticlePageFactory(partner=crim, published=True)
    Page.objects.filter(alias_of__isnull=False, content_type__model="articlepage").delete()
    row = rows_for(UserFactory(role=(crim, Role.EDITOR)))["CRIM", "en"]
    assert row.shares[Share.MISSING] == 1


# What changed in the original


def changes_of(page: Page) -> str:
    return reverse("translations:changes", args=[page.pk])


@pytest.mark.parametrize("who", [*Role, "board", "administrator"])
def test_what_changed_since_the_translation(behind: ArticlePage, who: str) -> None:
    user = UserFactory(role=(behind.partner, Role(who))) if who in set(Role) else UserFactory(**{who: True})
    response = reading_english(user).get(changes_of(behind))
    assert response.status_code == 200
    html = BeautifulSoup(response.content, "html.parser")
    (comparison,) = html.select("td.comparison")
    assert comparison.select_one(".addition").get_text() == " changé"
    original = Page.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    is_mine = who in {"editor", "moderator", "administrator"}
    assert (reverse("wagtailadmin_pages:edit", args=[original.pk]) in str(html)) == is_mine


def test_a_change_made_after_the_translation_was_saved_counts_though_it_was_public_before_the_approval(
    crim: Partner,
) -> None:
    """The translator saved before the change, and the moderator approved after it."""
    original = ArticlePageFactory(partner=crim, title="Titre", summary="Résumé.", published=True)
    first = ArticlePage.objects.get(pk=original.pk).live_revision_id
    page = translated(original, *ALL)
    change(original, "Titre changé")
    change(original, "Titre changé encore")
    response = member(crim, Role.TRANSLATOR).get(changes_of(page))
    assert response.context_data["revision_a"].latest_revision_id is not None
    assert response.context_data["revision_a"].title == "Titre"
    assert response.context_data["revision_b"].title == "Titre changé encore"
    assert Revision.objects.filter(pk=first).exists()


def test_a_draft_of_the_original_is_not_shown(behind: ArticlePage) -> None:
    original = ArticlePage.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    original.title = "Titre confidentiel"
    original.save_revision()
    response = member(behind.partner, Role.TRANSLATOR).get(changes_of(behind))
    assert response.status_code == 200
    assert "confidentiel" not in response.content.decode()


def test_wagtail_s_own_comparison_stays_closed_to_translators(behind: ArticlePage) -> None:
    original = Page.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    own = reverse("wagtailadmin_pages:revisions_compare", args=[original.pk, "earliest", "latest"])
    assert member(behind.partner, Role.TRANSLATOR).get(own).status_code != 200


@pytest.mark.parametrize("role", Role)
def test_strangers_find_no_comparison(behind: ArticlePage, aqt: Partner, role: Role) -> None:
    assert member(aqt, role).get(changes_of(behind)).status_code == 404


def test_nothing_to_compare(crim: Partner, behind: ArticlePage) -> None:
    editor = member(crim, Role.EDITOR)
    original = ArticlePage.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    assert editor.get(changes_of(original)).status_code == 404
    mirror = english(ArticlePageFactory(partner=crim, published=True))
    assert editor.get(changes_of(mirror)).status_code == 404
    assert editor.get(reverse("translations:changes", args=[99999])).status_code == 404

    original.revisions.order_by("pk").first().delete()
    assert editor.get(changes_of(behind)).status_code == 404
    assert "What changed since" not in str(row_of(get(editor), behind))


def test_nothing_is_compared_with_a_withdrawn_original(behind: ArticlePage) -> None:
    original = ArticlePage.objects.get(translation_key=behind.translation_key, locale__language_code="fr")
    original.unpublish()
    assert member(behind.partner, Role.EDITOR).get(changes_of(behind)).status_code == 404


# Cost


@pytest.fixture
def measured(db: None) -> Partner:
    return grow(partners=3, pages=60, own=20, waiting=2)


@pytest.mark.parametrize("who", ["editor", "translator", "board"])
def test_the_number_of_queries_does_not_grow(measured: Partner, who: str) -> None:
    client = reading_english(UserFactory(board=True) if who == "board" else UserFactory(role=(measured, Role(who))))
    addresses = [address(), address(work="needed", q="et"), address(PARITY), address(export="csv")]
    few = [count_queries(client, each) for each in addresses]
    grow(partners=6, pages=400, own=120, waiting=10)
    assert [count_queries(client, each) for each in addresses] == few
    assert max(few) < 40


def count_queries(client: Client, url: str) -> int:
    def read() -> None:
        response = client.get(url)
        assert response.status_code == 200
        b"".join(response)

    read()
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)
