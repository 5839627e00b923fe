"""An editor is offered only what belongs in a place."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, get_page_models

from articles.models import ArticleIndexPage, ArticlePage
from events.models import CalendarPage, EventPage
from home.models import HomePage, PlainPage, TopicIndexPage, TopicPage
from partners.models import Partner, PartnerIndexPage, PartnerPage
from partners.roles import Role
from tests.factories import UserFactory

CHILDREN = {
    HomePage: {ArticleIndexPage, CalendarPage, PartnerIndexPage, PlainPage, TopicIndexPage},
    TopicIndexPage: {TopicPage},
    TopicPage: set(),
    ArticleIndexPage: set(),
    CalendarPage: set(),
    # Areas are made by the set-up of a partner, never by hand.
    PartnerIndexPage: set(),
    PartnerPage: {ArticlePage, EventPage},
    ArticlePage: set(),
    EventPage: set(),
    PlainPage: {PlainPage},
}


@pytest.mark.parametrize("parent", CHILDREN)
def test_only_these_are_offered_below(parent: type[Page]) -> None:
    assert set(parent.creatable_subpage_models()) == CHILDREN[parent]


def test_every_page_type_is_in_the_table() -> None:
    assert set(get_page_models()) - {Page} == set(CHILDREN)


def test_an_editor_is_offered_articles_and_events(crim: Partner, client: Client) -> None:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    area = PartnerPage.objects.get(partner=crim, locale=Locale.get_default())

    html = client.get(reverse("wagtailadmin_pages:add_subpage", args=[area.pk])).content.decode()

    for model, offered in ((ArticlePage, True), (EventPage, True), (PlainPage, False), (PartnerPage, False)):
        address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{area.pk}/"
        assert (address in html) == offered


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("/fr/", "/en/"),
        ("/fr/thematiques/", "/en/topics/"),
        ("/fr/veille/", "/en/intelligence/"),
        ("/fr/calendrier/", "/en/calendar/"),
        ("/fr/partenaires/", "/en/partners/"),
        ("/fr/partenaires/crim/", "/en/partners/crim/"),
        ("/fr/recherche/", "/en/search/"),
    ],
)
def test_addresses_are_written_in_their_language(db: None, client: Client, french: str, english: str) -> None:
    for address in (french, english):
        assert client.get(address).status_code == 200
