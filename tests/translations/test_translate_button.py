"""“Translate this page” stands beside the pages that somebody may translate, while there is a language left."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from core.models import User
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from translations.services import stop_mirroring


def address_of_button(page: Page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def offers(client: Client, person: User, page: Page) -> tuple[bool, bool, bool]:
    """Whether the list of the area, the search, and the page's own screen have the button."""
    client.force_login(person)
    screens = (
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        f"{reverse('wagtailadmin_pages:search')}?q=traduire",
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
    list_, search, own = (address_of_button(page) in client.get(screen).content.decode() for screen in screens)
    return list_, search, own


@pytest.fixture
def page(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="À traduire", published=True)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_the_partners_people_have_it(crim: Partner, client: Client, page: ArticlePage, role: Role) -> None:
    assert offers(client, UserFactory(role=(crim, role)), page) == (True, True, True)


def test_a_translator_has_it_at_the_mirror_for_its_original(crim: Partner, client: Client, page: ArticlePage) -> None:
    client.force_login(UserFactory(role=(crim, Role.TRANSLATOR)))
    area = PartnerPage.objects.get(partner=crim, locale__language_code="en")
    html = client.get(reverse("wagtailadmin_explore", args=[area.pk])).content.decode()
    assert address_of_button(page) in html


def test_others_have_it_not(crim: Partner, client: Client, page: ArticlePage) -> None:
    """The board sees the page and does not translate in a partner's area."""
    assert offers(client, UserFactory(board=True), page) == (False, False, False)


def test_it_is_gone_once_every_language_has_its_version(crim: Partner, client: Client, page: ArticlePage) -> None:
    stop_mirroring(ArticlePage.objects.get(alias_of=page), None)
    assert offers(client, UserFactory(role=(crim, Role.EDITOR)), page) == (False, False, False)
