"""A language that is added later has all areas, with rights, workflows and what is public, without anyone's help."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, WorkflowPage

from articles.models import ArticlePage
from home.models import HomePage
from partners.models import Partner, PartnerPage
from partners.roles import BOARD_GROUP_NAME, PlatformRole, Role, rights_of
from tests.factories import ArticlePageFactory, UserFactory
from translations import services
from translations.services import mirror_into

Capture = Callable[..., Any]


@pytest.fixture
def three_languages(settings: LazySettings) -> None:
    """What a deployment changes before its administrator adds the language."""
    languages = [*settings.LANGUAGES, ("es", "Español")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages


@pytest.fixture
def add_spanish(three_languages: None, django_capture_on_commit_callbacks: Capture) -> Callable[[], Locale]:
    def add() -> Locale:
        with django_capture_on_commit_callbacks(execute=True):
            return Locale.objects.create(language_code="es")

    return add


def area(partner: Partner, language: str) -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


def versions(page: Page) -> dict[str, ArticlePage]:
    pages = ArticlePage.objects.filter(translation_key=page.translation_key).select_related("locale")
    return {page.locale.language_code: page for page in pages}


def page_rights(group: Group, page: Page) -> set[str]:
    rows = GroupPagePermission.objects.filter(group=group, page=page)
    return {codename.removesuffix("_page") for codename in rows.values_list("permission__codename", flat=True)}


def test_it_has_every_area_with_its_rights_and_its_workflow(
    crim: Partner, aqt: Partner, add_spanish: Callable[[], Locale]
) -> None:
    add_spanish()

    for partner in (crim, aqt):
        place = area(partner, "es")
        assert place.live
        assert place.translation_key == area(partner, "fr").translation_key
        assert place.get_workflow() == partner.workflow
        for role in Role:
            assert page_rights(partner.group(role), place) == rights_of(role).pages
    assert not Page.find_problems()[0]


def test_the_editorial_board_has_its_rights_there(add_spanish: Callable[[], Locale], crim: Partner) -> None:
    locale = add_spanish()
    home = HomePage.objects.get(locale=locale)
    board = Group.objects.get(name=BOARD_GROUP_NAME)
    assert page_rights(board, home) == rights_of(PlatformRole.BOARD).pages
    assert WorkflowPage.objects.get(page=home).workflow.name == BOARD_GROUP_NAME


def test_the_administrator_adds_it_in_the_form_of_the_admin(
    crim: Partner, client: Client, three_languages: None, django_capture_on_commit_callbacks: Capture
) -> None:
    client.force_login(UserFactory(administrator=True))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("wagtaillocales:add"), {"language_code": "es"})
    assert response.status_code == 302
    assert area(crim, "es").live


def test_what_is_public_is_mirrored_once_in_the_language_in_which_it_was_written_first(
    crim: Partner, aqt: Partner, add_spanish: Callable[[], Locale]
) -> None:
    french = ArticlePageFactory(partner=crim, published=True)
    english = ArticlePageFactory(partner=aqt, published=True, language="en")
    draft = ArticlePageFactory(partner=crim)
    translated = ArticlePageFactory(partner=crim, published=True)
    own_version = versions(translated)["en"]
    services.stop_mirroring(own_version, None)
    own_version.refresh_from_db()
    own_version.title = "Written in English"
    own_version.save_revision().publish()

    add_spanish()

    mirrors = {page: versions(page)["es"] for page in (french, english, translated)}
    assert {page.pk: mirror.alias_of_id for page, mirror in mirrors.items()} == {page.pk: page.pk for page in mirrors}
    assert [mirror.in_language for mirror in mirrors.values()] == ["fr", "en", "fr"]
    assert [mirror.partner for mirror in mirrors.values()] == [crim, aqt, crim]
    assert "es" not in versions(draft)


def test_readers_find_it_under_its_address_and_the_other_languages_unchanged(
    crim: Partner, client: Client, add_spanish: Callable[[], Locale]
) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    addresses = ["/fr/", "/en/", "/fr/partenaires/", "/en/partners/crim/", page.url, versions(page)["en"].url]

    def read() -> dict[str, str]:
        # Only the link to the third language leads elsewhere: to the page instead of the home page.
        return {address: re.sub(r'href="/es/[^"]*"', "", client.get(address).content.decode()) for address in addresses}

    before = read()
    add_spanish()
    assert read() == before

    mirror = versions(page)["es"]
    assert mirror.url == f"/es/partenaires/crim/{page.slug}/"
    for address in ("/es/", "/es/partenaires/", "/es/partenaires/crim/", mirror.url):
        response = client.get(address)
        assert response.status_code == 200
        html = response.content.decode()
        assert '<html lang="es"' in html
        assert 'lang="fr-CA"' in html


def test_the_partners_people_work_there_and_other_partners_people_do_not(
    crim: Partner, aqt: Partner, add_spanish: Callable[[], Locale], client: Client
) -> None:
    ArticlePageFactory(partner=crim, published=True)
    add_spanish()
    place = area(crim, "es")
    new_page = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", place.pk])

    for person, status in (
        (UserFactory(role=(crim, Role.EDITOR)), 200),
        (UserFactory(role=(crim, Role.MODERATOR)), 200),
        (UserFactory(role=(aqt, Role.EDITOR)), 302),
        (UserFactory(role=(aqt, Role.MODERATOR)), 302),
    ):
        client.force_login(person)
        assert client.get(new_page).status_code == status
        assert place.permissions_for_user(person).can_edit() == (status == 200)


def test_translators_work_there_as_in_any_language_that_is_translated_into(
    crim: Partner, aqt: Partner, add_spanish: Callable[[], Locale]
) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    add_spanish()
    mirror = versions(page)["es"]
    assert mirror.permissions_for_user(UserFactory(role=(crim, Role.TRANSLATOR))).can_edit()
    assert not mirror.permissions_for_user(UserFactory(role=(aqt, Role.TRANSLATOR))).can_edit()


def test_what_is_published_later_is_mirrored_there_too(crim: Partner, add_spanish: Callable[[], Locale]) -> None:
    add_spanish()
    page = ArticlePageFactory(partner=crim, published=True)
    assert set(versions(page)) == {"fr", "en", "es"}


def test_an_interrupted_run_goes_on_where_it_stopped(
    crim: Partner, three_languages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(3)]
    locale = Locale.objects.create(language_code="es")
    make, mirrored = services._make_mirror, []

    def interrupted(page: Page, locale: Locale) -> Page | None:
        if page.pk == pages[1].pk:
            raise KeyboardInterrupt
        mirrored.append(page.pk)
        return make(page, locale)

    with monkeypatch.context() as patch:
        patch.setattr(services, "_make_mirror", interrupted)
        with pytest.raises(KeyboardInterrupt):
            mirror_into(locale)
    assert "es" in versions(pages[0])

    assert mirror_into(locale) == 2
    assert mirror_into(locale) == 0
    assert [list(versions(page)).count("es") for page in pages] == [1, 1, 1]


def test_one_page_that_cannot_be_mirrored_keeps_no_other_from_it(
    crim: Partner, three_languages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(2)]
    locale = Locale.objects.create(language_code="es")
    make = services._make_mirror

    def failing(page: Page, locale: Locale) -> Page | None:
        if page.pk == pages[0].pk:
            Page.objects.filter(pk=page.pk).update(path=Page.get_first_root_node().path)
        return make(page, locale)

    monkeypatch.setattr(services, "_make_mirror", failing)
    mirror_into(locale)
    assert ["es" in versions(page) for page in pages] == [False, True]


def test_the_command_goes_on_by_hand_and_names_the_languages_when_there_is_no_such_one(
    crim: Partner, three_languages: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Locale.objects.create(language_code="es")
    call_command("mirror_locale", "es")
    assert area(crim, "es").live
    call_command("mirror_locale", "es")
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 ")
    with pytest.raises(CommandError, match="en, es, fr"):
        call_command("mirror_locale", "de")
