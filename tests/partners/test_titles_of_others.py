"""In the admin nobody learns what another partner is working on: not even a title, by whatever address."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page

from articles.models import ArticlePage
from core.models import CustomImage
from home.demo.translating import start_translation
from partners.models import Partner, PartnerPage
from partners.roles import BOARD_GROUP_NAME, Role
from tests.factories import ArticlePageFactory, UserFactory
from translations.services import save_translation_draft

# One word that no address holds and that no interface says.
SECRET = "Zibeline"
BULK_ACTIONS = ["delete", "publish", "unpublish", "move"]
NOWHERE = 999_999


@pytest.fixture(params=["fr", "en"])
def draft_of_aqt(request: pytest.FixtureRequest, aqt: Partner) -> ArticlePage:
    page = ArticlePageFactory(partner=aqt, language=request.param, title=SECRET, slug="article-de-laqt")
    page.get_workflow().start(page, UserFactory(role=(aqt, Role.EDITOR)))
    return page


@pytest.fixture
def retitled_by_aqt(aqt: Partner) -> ArticlePage:
    """A public page whose draft has a title that is not public."""
    page = ArticlePageFactory(partner=aqt, title="Zircon public", published=True)
    page.title = SECRET
    page.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture(params=Role)
def stranger(request: pytest.FixtureRequest, crim: Partner, client: Client) -> Client:
    """Somebody with a role at CRIM and none at AQT, logged in."""
    client.force_login(UserFactory(role=(crim, request.param)))
    return client


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def area(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


def bulk(action: str, **query: object) -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + "?" + urlencode(query, doseq=True)


def addresses_of(pk: int, home: int) -> list[str]:
    """Every address that touches the page `pk` itself; `home` is a page that the asker may see."""
    one = ["explore", "explore_results", "choose_page_child"]
    pages = ["edit", "delete", "unpublish", "view_draft", "move", "copy", "history", "usage", "add_subpage", "lock"]
    return [
        *(reverse(f"wagtailadmin_{name}", args=[pk]) for name in one),
        *(reverse(f"wagtailadmin_pages:{name}", args=[pk]) for name in pages),
        reverse("wagtailadmin_pages:move_confirm", args=[pk, home]),
        reverse("wagtailadmin_pages:move_confirm", args=[home, pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[pk, "earliest", "latest"]),
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={pk}",
        *(bulk(action, id=pk) for action in BULK_ACTIONS),
        *(bulk(action, id=[home, pk]) for action in BULK_ACTIONS),
        reverse("wagtail_localize:submit_page_translation", args=[pk]),
    ]


def test_another_s_draft_answers_as_a_page_that_does_not_exist(
    stranger: Client, draft_of_aqt: ArticlePage, crim: Partner
) -> None:
    own = area(crim).pk
    for address, nowhere in zip(addresses_of(draft_of_aqt.pk, own), addresses_of(NOWHERE, own), strict=True):
        response, missing = stranger.get(address), stranger.get(nowhere)
        assert (response.status_code, response.content) == (404, missing.content), address
        assert missing.status_code == 404
        assert stranger.post(address).status_code == 404, address


def lists(aqt: Partner) -> list[str]:
    """Addresses that name pages without being asked for one by its id."""
    areas = [area(aqt, "fr"), area(aqt, "en")]
    index = areas[0].get_parent().pk
    search = urlencode({"q": SECRET})
    return [
        *(reverse("wagtailadmin_explore", args=[page.pk]) for page in areas),
        *(reverse("wagtailadmin_explore", args=[page.pk]) + f"?{search}" for page in areas),
        reverse("wagtailadmin_explore_root") + f"?{search}&search_all=1",
        *(reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in areas),
        reverse("wagtailadmin_choose_page_child", args=[areas[0].pk]) + "?page_type=articles.ArticlePage",
        reverse("wagtailadmin_choose_page_search") + f"?{search}",
        reverse("wagtailadmin_choose_page_search") + f"?{search}&page_type=articles.ArticlePage",
        *(bulk(action, id="all", childOf=page.pk) for action in BULK_ACTIONS for page in areas),
        *(bulk(action, id="all", childOf=index, q=SECRET) for action in BULK_ACTIONS),
        *(bulk(action, id="all") for action in BULK_ACTIONS),
        reverse("wagtailadmin_pages:search") + f"?{search}",
        reverse("wagtailadmin_pages:search_results") + f"?{search}",
        reverse("wagtailadmin_pages:type_use", args=["articles", "articlepage"]),
        reverse("wagtailadmin_api:pages:listing"),
        reverse("wagtailadmin_api:pages:listing") + f"?search={SECRET}",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={areas[0].pk}&for_explorer=1",
        *(reverse(f"wagtailadmin_reports:{name}") for name in ("page_types_usage", "page_types_usage_results")),
        *(reverse(f"wagtailadmin_reports:{name}") for name in ("workflow", "workflow_tasks", "site_history")),
        *(reverse(f"wagtail_localize:{name}") for name in ("translations_report", "translations_report_results")),
        reverse("wagtailadmin_home"),
    ]


def shows_secret(client: Client, address: str) -> bool:
    """Whether the answer names the secret other than by repeating the words that were searched for."""
    body = client.get(address, follow=True).content.decode()
    for echo in (f"q={SECRET}", f'value="{SECRET}"', f"<em>{SECRET}</em>", f"“{SECRET}”", f"search={SECRET}"):
        body = body.replace(echo, "")
    return SECRET in body


def test_no_list_names_another_s_draft(stranger: Client, draft_of_aqt: ArticlePage, aqt: Partner) -> None:
    assert [address for address in lists(aqt) if shows_secret(stranger, address)] == []


def test_the_api_of_the_admin_does_not_know_another_s_draft(stranger: Client, draft_of_aqt: ArticlePage) -> None:
    for pk in (draft_of_aqt.pk, NOWHERE):
        assert stranger.get(reverse("wagtailadmin_api:pages:detail", args=[pk])).status_code == 404


def test_no_list_names_what_its_own_people_do_see(draft_of_aqt: ArticlePage, aqt: Partner, client: Client) -> None:
    """The lists above do name the draft to those whom it concerns: else the tests above would prove nothing."""
    client.force_login(UserFactory(administrator=True))
    naming = [address for address in lists(aqt) if shows_secret(client, address)]
    assert reverse("wagtailadmin_reports:page_types_usage") in naming
    assert reverse("wagtailadmin_choose_page_search") + f"?q={SECRET}" in naming
    assert len(naming) > 20


def test_the_new_title_of_a_public_page_stays_with_its_people(
    stranger: Client, retitled_by_aqt: ArticlePage, aqt: Partner, crim: Partner
) -> None:
    addresses = [*lists(aqt), *addresses_of(retitled_by_aqt.pk, area(crim).pk)]
    assert [address for address in addresses if shows_secret(stranger, address)] == []


def test_no_report_names_another_s_translation(stranger: Client, aqt: Partner) -> None:
    original = ArticlePageFactory(partner=aqt, published=True)
    words = {"title": SECRET, "slug": "translated", "summary": "A summary."}
    save_translation_draft(start_translation(original, words, Locale.objects.get(language_code="en"), None), None)

    assert [address for address in lists(aqt) if shows_secret(stranger, address)] == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_another_s_draft_is_no_destination(
    client: Client, draft_of_aqt: ArticlePage, crim: Partner, role: Role
) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    own = ArticlePageFactory(partner=crim)
    forms = {
        bulk("move", id=own.pk): {"chooser": draft_of_aqt.pk},
        reverse("wagtailadmin_pages:move", args=[own.pk]): {"new_parent_page": draft_of_aqt.pk},
        reverse("wagtailadmin_pages:copy", args=[own.pk]): {
            "new_title": "Copie",
            "new_slug": "copie",
            "new_parent_page": draft_of_aqt.pk,
        },
    }
    for address, data in forms.items():
        assert client.post(address, data).status_code == 404, address


@pytest.mark.parametrize("nonsense", ["abc", "-1", "1.5", "99999999999999999999"])
def test_an_id_that_means_nothing_is_not_found(editor: Client, nonsense: str) -> None:
    addresses = [
        bulk("delete", id=nonsense),
        bulk("delete", id="all", childOf=nonsense),
        reverse("wagtailadmin_choose_page_chosen_multiple") + "?" + urlencode({"id": nonsense}),
    ]
    for address in addresses:
        assert editor.get(address).status_code == 404, address


# What remains possible


@pytest.mark.parametrize("role", Role)
def test_the_explorer_leads_down_to_ones_own_area(client: Client, crim: Partner, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    own = ArticlePageFactory(partner=crim, language="en", title="Sitelle")
    for page in own.get_ancestors(inclusive=True):
        response = client.get(reverse("wagtailadmin_explore", args=[page.pk]), follow=True)
        assert response.status_code == 200, page
    assert "Sitelle" in client.get(reverse("wagtailadmin_explore", args=[own.get_parent().pk])).content.decode()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_the_chooser_offers_own_drafts_and_others_public_pages(
    client: Client, crim: Partner, aqt: Partner, role: Role
) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    own = ArticlePageFactory(partner=crim, language="en", title="Sitelle")
    public = ArticlePageFactory(partner=aqt, title="Mésange", published=True)
    search = reverse("wagtailadmin_choose_page_search")
    for page in (own, public):
        browse = reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
        assert page.title in client.get(browse).json()["html"]
        assert page.get_parent().title in client.get(search, {"q": page.title}).content.decode()
    chosen = client.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": [own.pk, public.pk]}).json()
    assert {page["adminTitle"] for page in chosen["result"]} == {"Sitelle", "Mésange"}
    assert client.get(reverse("wagtailadmin_choose_page")).status_code == 200


@pytest.mark.parametrize("action", BULK_ACTIONS)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_bulk_actions_on_own_drafts_ask_for_confirmation(
    client: Client, crim: Partner, action: str, role: Role
) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    own = ArticlePageFactory(partner=crim, title="Sitelle")
    for address in (bulk(action, id=own.pk), bulk(action, id="all", childOf=own.get_parent().pk)):
        response = client.get(address)
        assert response.status_code == 200
        assert "Sitelle" in response.content.decode()


def test_own_drafts_are_deleted_together(editor: Client, crim: Partner) -> None:
    drafts = [ArticlePageFactory(partner=crim) for _ in range(2)]

    editor.post(bulk("delete", id=[page.pk for page in drafts]))

    assert not Page.objects.filter(pk__in=[page.pk for page in drafts]).exists()


def test_the_number_of_another_s_draft_may_be_that_of_an_own_image(
    client: Client, draft_of_aqt: ArticlePage, crim: Partner
) -> None:
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    file = get_test_image_file()
    CustomImage.objects.create(pk=draft_of_aqt.pk, title="Sitelle", file=file, collection=crim.collection)
    address = reverse("wagtail_bulk_action", args=["core", "customimage", "delete"])

    assert client.get(address, {"id": draft_of_aqt.pk}).status_code == 200


def test_own_drafts_are_moved_within_the_own_area(editor: Client, crim: Partner) -> None:
    drafts = [ArticlePageFactory(partner=crim) for _ in range(2)]
    address = reverse("wagtailadmin_pages:move_confirm", args=[drafts[0].pk, area(crim).pk])

    assert editor.get(address).status_code == 200
    editor.post(address)

    assert list(ArticlePage.objects.child_of(area(crim)).order_by("path")) == [drafts[1], drafts[0]]


@pytest.mark.parametrize("role", Role)
def test_closed_reports_are_not_in_the_menu(client: Client, crim: Partner, role: Role) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_reports:page_types_usage") not in menu
    assert reverse("wagtail_localize:translations_report") not in menu


@pytest.mark.parametrize("who", ["board", "administrator"])
def test_the_board_and_administrators_see_all(client: Client, draft_of_aqt: ArticlePage, who: str) -> None:
    user = UserFactory(administrator=who == "administrator")
    if who == "board":
        user.groups.add(Group.objects.get(name=BOARD_GROUP_NAME))
    client.force_login(user)
    search = reverse("wagtailadmin_choose_page_search") + f"?q={SECRET}"
    for address in (
        reverse("wagtailadmin_explore", args=[draft_of_aqt.pk]),
        search,
        bulk("delete", id=draft_of_aqt.pk),
    ):
        assert shows_secret(client, address), address
    assert client.get(reverse("wagtailadmin_reports:page_types_usage")).status_code == 200


@pytest.mark.parametrize("is_known", [False, True])
def test_whoever_may_not_enter_the_admin_learns_nothing(
    draft_of_aqt: ArticlePage, client: Client, is_known: bool
) -> None:
    """The answer is the same for a page that is there, one that is public and one that does not exist."""
    if is_known:
        client.force_login(UserFactory())
    for pk in (draft_of_aqt.pk, draft_of_aqt.get_parent().pk, NOWHERE):
        response = client.get(reverse("wagtailadmin_explore", args=[pk]))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_the_guard_asks_the_same_number_of_questions_however_many_pages_there_are(
    editor: Client, crim: Partner, aqt: Partner
) -> None:
    counts = []
    for _ in range(2):
        pages = [*(ArticlePageFactory(partner=crim) for _ in range(3)), ArticlePageFactory(partner=aqt)]
        ids = list(Page.objects.filter(path__startswith=area(crim).path).values_list("pk", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editor.get(bulk("delete", id=[*ids, pages[-1].pk])).status_code == 404
        counts.append(len(queries))
    assert counts[0] == counts[1]
