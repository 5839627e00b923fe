"""An editor of one partner gets no way into another's area, by whatever address."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory

SECRET = "Titre confidentiel de l’AQT"


@pytest.fixture
def draft_of_aqt(aqt: Partner) -> ArticlePage:
    page = ArticlePageFactory(partner=aqt, title=SECRET)
    page.get_workflow().start(page, UserFactory(role=(aqt, Role.EDITOR)))
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture(params=[Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR])
def stranger(request: pytest.FixtureRequest, crim: Partner, client: Client) -> Client:
    """Somebody with a role at CRIM and none at AQT, logged in."""
    client.force_login(UserFactory(role=(crim, request.param)))
    return client


PAGE_VIEWS = [
    "edit",
    "delete",
    "unpublish",
    "view_draft",
    "move",
    "copy",
    "history",
    "workflow_history",
    "set_privacy",
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("view", PAGE_VIEWS)
def test_views_of_the_others_page_are_refused(
    stranger: Client, draft_of_aqt: ArticlePage, view: str, method: str
) -> None:
    address = reverse(f"wagtailadmin_pages:{view}", args=[draft_of_aqt.pk])

    response = getattr(stranger, method)(address)

    assert response.status_code in (302, 403, 404, 405)
    assert SECRET not in response.content.decode()
    unchanged = ArticlePage.objects.get(pk=draft_of_aqt.pk)
    assert not unchanged.live
    assert unchanged.title == SECRET


@pytest.mark.parametrize("view", ["workflow_action", "confirm_workflow_cancellation", "collect_workflow_action_data"])
def test_the_others_workflow_is_out_of_reach(stranger: Client, draft_of_aqt: ArticlePage, view: str) -> None:
    task_state = draft_of_aqt.current_workflow_task_state
    arguments = [draft_of_aqt.pk]
    if view != "confirm_workflow_cancellation":
        arguments += ["approve", task_state.pk]

    stranger.post(reverse(f"wagtailadmin_pages:{view}", args=arguments), {"comment": "", "next": "/admin/"})

    page = ArticlePage.objects.get(pk=draft_of_aqt.pk)
    assert not page.live
    assert page.current_workflow_task_state.pk == task_state.pk
    assert page.current_workflow_task_state.status == "in_progress"


def test_nothing_can_be_created_there(stranger: Client, aqt: Partner) -> None:
    area = PartnerPage.objects.filter(partner=aqt).first()
    before = Page.objects.count()
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", area.pk])

    for response in (stranger.get(address), stranger.post(address, {"title": "Intrus", "slug": "intrus"})):
        assert response.status_code in (302, 403)

    assert Page.objects.count() == before


def test_nothing_can_be_moved_there(stranger: Client, crim: Partner, aqt: Partner) -> None:
    own = ArticlePageFactory(partner=crim)
    area = PartnerPage.objects.filter(partner=aqt).first()

    stranger.post(reverse("wagtailadmin_pages:move_confirm", args=[own.pk, area.pk]))

    assert ArticlePage.objects.get(pk=own.pk).partner == crim


def test_its_own_drafts_are_reachable(crim: Partner, client: Client) -> None:
    own = ArticlePageFactory(partner=crim)
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))

    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200


def test_a_person_without_a_role_does_not_enter_the_admin(db: None, client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
