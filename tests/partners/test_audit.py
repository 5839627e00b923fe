"""The audit says in one line each what keeps partners apart no longer, mends what it can, and is silent otherwise."""

import html
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
)

from articles.models import ArticlePage
from home.demo import media
from home.demo.bodies import BodyBuilder
from partners.audit import audit
from partners.isolation.references import foreign_references
from partners.models import Membership, Partner, PartnerGroup, PartnerIndexPage, PartnerPage
from partners.roles import BOARD_GROUP_NAME, Role
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory

Capture = pytest.CaptureFixture[str]


@dataclass
class Answer:
    """What the command said, and its exit code."""

    lines: list[str]
    code: int


@pytest.fixture
def run(db: None, capsys: Capture) -> Callable[..., Answer]:
    def run(*options: str) -> Answer:
        try:
            with translation.override("en"):
                call_command("audit_partners", *options)
        except SystemExit as stop:
            return Answer(capsys.readouterr().out.splitlines(), int(stop.code or 0))
        return Answer(capsys.readouterr().out.splitlines(), 0)

    return run


@pytest.fixture
def life(crim: Partner, aqt: Partner) -> None:
    """People of all kinds, and pages at several stages."""
    moderator = UserFactory(role=(crim, Role.MODERATOR))
    for partner in (crim, aqt):
        for role in Role:
            UserFactory(role=(partner, role))
        image = media.picture("grid", f"audit-{partner.key}", "management", "Une grille", partner.collection)
        ArticlePageFactory(partner=partner, published=True, image=image)
        page = ArticlePageFactory(partner=partner, image=image)
        partner.workflow.start(page, moderator)
        EventPageFactory(partner=partner, published=True)
    UserFactory(board=True)
    UserFactory(administrator=True)


def area(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


def right(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def board() -> Group:
    return Group.objects.get(name=BOARD_GROUP_NAME)


# Each breaks one thing and says a word of the line that tells it.


def editors_lose_a_right(crim: Partner) -> str:
    GroupPagePermission.objects.filter(
        group=crim.group(Role.EDITOR), page=area(crim), permission__codename="change_page"
    ).delete()
    return "change_page"


def moderators_may_publish(crim: Partner) -> str:
    GroupPagePermission.objects.create(
        group=crim.group(Role.MODERATOR), page=area(crim), permission=right("publish_page")
    )
    return "publish_page"


def editors_have_a_right_in_anothers_area(crim: Partner) -> str:
    GroupPagePermission.objects.create(
        group=crim.group(Role.EDITOR),
        page=area(Partner.objects.get(key="aqt")),
        permission=right("change_page"),
    )
    return "AQT"


def editors_have_a_right_in_anothers_collection(crim: Partner) -> str:
    GroupCollectionPermission.objects.create(
        group=crim.group(Role.EDITOR),
        collection=Partner.objects.get(key="aqt").collection,
        permission=right("choose_image"),
    )
    return "choose_image"


def translators_have_a_right_in_the_first_language(crim: Partner) -> str:
    GroupPagePermission.objects.create(
        group=crim.group(Role.TRANSLATOR), page=area(crim), permission=right("change_page")
    )
    return "crim: translator"


def editors_lose_their_images(crim: Partner) -> str:
    GroupCollectionPermission.objects.filter(
        group=crim.group(Role.EDITOR), permission__codename="choose_image"
    ).delete()
    return "choose_image"


def editors_have_a_general_right(crim: Partner) -> str:
    crim.group(Role.EDITOR).permissions.add(right("change_topic"))
    return "change_topic"


def an_area_is_without_its_workflow(crim: Partner) -> str:
    WorkflowPage.objects.filter(page=area(crim, "en")).delete()
    return "English"


def an_area_has_anothers_workflow(crim: Partner) -> str:
    WorkflowPage.objects.filter(page=area(crim)).update(workflow=Partner.objects.get(key="aqt").workflow)
    return "workflow"


def a_page_has_a_workflow_of_its_own(crim: Partner) -> str:
    page = ArticlePageFactory(partner=crim)
    WorkflowPage.objects.create(page=page, workflow=Workflow.objects.create(name="Sans contrôle"))
    return "Sans contrôle"


def a_workflow_has_no_steps(crim: Partner) -> str:
    crim.workflow.workflow_tasks.all().delete()
    return "record"


def a_workflow_is_switched_off(crim: Partner) -> str:
    Workflow.objects.filter(pk=crim.workflow_id).update(active=False)
    return "off"


def a_group_is_nobodys_and_may_change_pages(crim: Partner) -> str:
    group = Group.objects.create(name="Anciens rédacteurs")
    GroupPagePermission.objects.create(group=group, page=area(crim), permission=right("change_page"))
    return "Anciens rédacteurs"


def a_group_is_nobodys_and_may_choose_images(crim: Partner) -> str:
    group = Group.objects.create(name="Anciens rédacteurs")
    GroupCollectionPermission.objects.create(group=group, collection=crim.collection, permission=right("choose_image"))
    return "Anciens rédacteurs"


def a_group_is_nobodys_and_may_enter(crim: Partner) -> str:
    Group.objects.create(name="Anciens rédacteurs").permissions.add(right("access_admin"))
    return "access_admin"


def the_board_may_publish(crim: Partner) -> str:
    home = Page.objects.filter(depth=2).first()
    GroupPagePermission.objects.create(group=board(), page=home, permission=right("publish_page"))
    return "publish_page"


def the_board_has_a_right_in_an_area(crim: Partner) -> str:
    GroupPagePermission.objects.create(group=board(), page=area(crim), permission=right("change_page"))
    return "change_page"


def the_board_has_a_right_in_a_collection(crim: Partner) -> str:
    GroupCollectionPermission.objects.create(
        group=board(), collection=crim.collection, permission=right("choose_document")
    )
    return "choose_document"


def the_boards_collection_is_gone(crim: Partner) -> str:
    Collection.objects.get(name=BOARD_GROUP_NAME).delete()
    return "missing"


def somebody_is_in_a_group_without_the_role(crim: Partner) -> str:
    UserFactory(email="ancienne@example.org").groups.add(crim.group(Role.MODERATOR))
    return "ancienne@example.org"


def a_former_member_is_still_in_the_group(crim: Partner) -> str:
    user = UserFactory(email="ancienne@example.org", role=(crim, Role.EDITOR))
    Membership.objects.filter(user=user).update(suspended_at="2026-01-01T00:00Z")
    return "ancienne@example.org"


def a_member_is_not_in_the_group(crim: Partner) -> str:
    user = UserFactory(email="nouvelle@example.org", role=(crim, Role.EDITOR))
    user.groups.clear()
    return "nouvelle@example.org"


def somebody_has_a_right_directly(crim: Partner) -> str:
    UserFactory(email="speciale@example.org").user_permissions.add(right("change_topic"))
    return "speciale@example.org"


def a_page_counts_as_anothers(crim: Partner) -> str:
    page = ArticlePageFactory(partner=crim, title="Égarée")
    ArticlePage.objects.filter(pk=page.pk).update(partner=Partner.objects.get(key="aqt"))
    return "Égarée"


def a_page_counts_as_nobodys(crim: Partner) -> str:
    page = EventPageFactory(partner=crim, title="Égaré")
    type(page).objects.filter(pk=page.pk).update(partner=None)
    return "Égaré"


MENDABLE = [
    editors_lose_a_right,
    moderators_may_publish,
    editors_have_a_right_in_anothers_area,
    editors_have_a_right_in_anothers_collection,
    translators_have_a_right_in_the_first_language,
    editors_lose_their_images,
    editors_have_a_general_right,
    an_area_is_without_its_workflow,
    an_area_has_anothers_workflow,
    a_page_has_a_workflow_of_its_own,
    a_workflow_has_no_steps,
    a_workflow_is_switched_off,
    a_group_is_nobodys_and_may_change_pages,
    a_group_is_nobodys_and_may_choose_images,
    a_group_is_nobodys_and_may_enter,
    the_board_may_publish,
    the_board_has_a_right_in_an_area,
    the_board_has_a_right_in_a_collection,
    somebody_is_in_a_group_without_the_role,
    a_former_member_is_still_in_the_group,
    a_member_is_not_in_the_group,
    somebody_has_a_right_directly,
    a_page_counts_as_anothers,
    a_page_counts_as_nobodys,
]


@pytest.mark.parametrize("damage", MENDABLE, ids=lambda damage: damage.__name__)
def test_one_broken_thing_is_one_line_and_is_mended(
    damage: Callable[[Partner], str], crim: Partner, run: Callable[..., Answer]
) -> None:
    word = damage(crim)

    found = run()
    assert found.code == 1
    assert len(found.lines) == 1
    assert word in found.lines[0]

    mended = run("--repair")
    assert mended.code == 0
    assert len(mended.lines) == 2
    assert found.lines[0] in mended.lines[0]

    assert run() == Answer(mended.lines[1:], 0)


def test_a_sound_site_is_one_line_and_stays_as_it_is(crim: Partner, life: None, run: Callable[..., Answer]) -> None:
    assert list(audit()) == []
    with CaptureQueriesContext(connection) as queries:
        answer = run("--repair")
    assert answer.code == 0
    assert len(answer.lines) == 1
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


# Several lines: with the thing itself, what hangs on it is gone too.


def a_group_is_gone(crim: Partner) -> None:
    group = crim.group(Role.EDITOR)
    PartnerGroup.objects.filter(group=group).delete()
    group.delete()


def an_area_is_gone(crim: Partner) -> None:
    page = area(crim, "en")
    page.get_children().delete()
    Page.objects.get(pk=page.pk).delete()


def the_partner_was_never_set_up(crim: Partner) -> None:
    Partner.objects.create(key="douzieme", acronym="Douzième", name_fr="Le douzième")


@pytest.mark.parametrize(
    "damage",
    [a_group_is_gone, an_area_is_gone, the_partner_was_never_set_up, the_boards_collection_is_gone],
    ids=lambda damage: damage.__name__,
)
def test_what_is_missing_altogether_is_made_again(
    damage: Callable[[Partner], object], crim: Partner, run: Callable[..., Answer]
) -> None:
    damage(crim)
    assert run().code == 1
    assert run("--repair").code == 0
    assert run().code == 0


# What only a person can decide


def a_page_shows_anothers_image(crim: Partner, aqt: Partner) -> str:
    image = media.picture("waves", "audit-secret", "management", "Une vague", aqt.collection)
    ArticlePageFactory(partner=crim, title="Curieuse", image=image)
    return str(image)


def a_draft_of_a_public_page_shows_anothers_image(crim: Partner, aqt: Partner) -> str:
    image = media.picture("waves", "audit-secret", "management", "Une vague", aqt.collection)
    page = ArticlePageFactory(partner=crim, title="Curieuse", published=True)
    page.image = image
    page.save_revision()
    return str(image)


def a_body_shows_anothers_image(crim: Partner, aqt: Partner) -> str:
    body = BodyBuilder("audit-body", "management", aqt.collection).build(
        [{"image": {"motif": "waves", "alt": "Des vagues"}}]
    )
    ArticlePageFactory(partner=crim, title="Curieuse", body=body, published=True)
    return "Curieuse"


def a_page_links_to_anothers_draft(crim: Partner, aqt: Partner) -> str:
    draft = ArticlePageFactory(partner=aqt, title="Brouillon de l’AQT")
    link = f'<p><a linktype="page" id="{draft.pk}">ici</a></p>'
    ArticlePageFactory(partner=crim, title="Curieuse", body=[("paragraph", link)])
    return "Brouillon de l’AQT"


def a_language_has_no_list_of_partners(crim: Partner, aqt: Partner) -> str:
    for index in PartnerIndexPage.objects.filter(locale__language_code="en"):
        index.get_descendants().delete()
        Page.objects.get(pk=index.pk).delete()
    return "mirror_locale en"


def a_partner_has_two_areas_in_a_language(crim: Partner, aqt: Partner) -> str:
    index = PartnerIndexPage.objects.get(locale=Locale.get_default())
    public = {"live": True, "first_published_at": timezone.now()}
    index.add_child(instance=PartnerPage(title="Second", slug="second", partner=crim, locale=index.locale, **public))
    return "2"


FOR_PEOPLE = [
    a_page_shows_anothers_image,
    a_draft_of_a_public_page_shows_anothers_image,
    a_body_shows_anothers_image,
    a_page_links_to_anothers_draft,
    a_language_has_no_list_of_partners,
    a_partner_has_two_areas_in_a_language,
]


@pytest.mark.parametrize("damage", FOR_PEOPLE, ids=lambda damage: damage.__name__)
def test_what_needs_a_decision_is_left_and_says_what_to_do(
    damage: Callable[[Partner, Partner], str], crim: Partner, aqt: Partner, run: Callable[..., Answer]
) -> None:
    word = damage(crim, aqt)
    answer = run("--repair")
    assert answer.code == 1
    assert len(answer.lines) == 1
    assert word in answer.lines[0]


def test_versions_of_a_text_in_two_partners_areas_are_named_both(
    crim: Partner, aqt: Partner, run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As it came about before the languages followed each other.
    monkeypatch.setattr("translations.signals.follow_move", lambda page, user: None)
    page = ArticlePageFactory(partner=crim, title="Déménagée", published=True)
    mirror = ArticlePage.objects.get(alias_of=page)
    mirror.move(area(aqt, "en"), pos="last-child")
    lines = run("--repair").lines
    assert len(lines) == 2
    assert all("Déménagée" in line for line in lines)


def test_it_names_as_foreign_what_the_page_editor_would_refuse(crim: Partner, aqt: Partner) -> None:
    """Own, another's, the board's and public things: the same answer as for one page at a time."""
    collections = (crim.collection, aqt.collection, Collection.objects.get(name=BOARD_GROUP_NAME))
    images = [media.picture("waves", f"audit-{c.pk}", "management", f"De {c}", c) for c in collections]
    targets = [
        ArticlePageFactory(partner=crim),
        ArticlePageFactory(partner=aqt),
        ArticlePageFactory(partner=aqt, published=True),
        Page.objects.filter(depth=2).first(),
    ]
    pages = [ArticlePageFactory(partner=crim, image=image) for image in images]
    pages += [
        ArticlePageFactory(partner=crim, body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">ici</a></p>')])
        for target in targets
    ]
    refused = {page.title for page in pages if foreign_references(page)}
    assert len(refused) == 3
    assert {title for title in refused if any(title in finding.what for finding in audit())} == refused
    assert len(list(audit())) == len(refused)


# The report in the admin


@pytest.mark.parametrize("damage", MENDABLE, ids=lambda damage: damage.__name__)
def test_reading_the_report_mends_nothing(damage: Callable[[Partner], str], crim: Partner, client: Client) -> None:
    damage(crim)
    (before,) = audit()
    client.force_login(UserFactory(administrator=True))
    for name in ("audit", "repair"):
        assert before.what in html.unescape(client.get(reverse(f"partners:{name}")).content.decode())
    assert [finding.what for finding in audit()] == [before.what]


def test_administrators_repair_after_a_confirmation(crim: Partner, client: Client) -> None:
    word = moderators_may_publish(crim)
    client.force_login(UserFactory(administrator=True))

    report = client.get(reverse("partners:audit")).content.decode()
    assert word in report
    assert reverse("partners:repair") in report

    response = client.post(reverse("partners:repair"), follow=True)
    assert word in response.content.decode()
    assert list(audit()) == []
    assert word not in client.get(reverse("partners:audit")).content.decode()


def test_the_report_offers_no_repair_of_what_needs_a_decision(crim: Partner, aqt: Partner, client: Client) -> None:
    word = a_page_links_to_anothers_draft(crim, aqt)
    client.force_login(UserFactory(administrator=True))
    report = client.get(reverse("partners:audit")).content.decode()
    assert word in report
    assert reverse("partners:repair") not in report


def test_it_stands_in_the_menu_of_administrators_only(crim: Partner, client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    assert reverse("partners:audit") in client.get("/admin/").content.decode()

    for person in (UserFactory(board=True), UserFactory(role=(crim, Role.MODERATOR))):
        client.force_login(person)
        assert reverse("partners:audit") not in client.get("/admin/").content.decode()
        for name in ("audit", "repair"):
            assert client.get(reverse(f"partners:{name}")).status_code == 404
            assert client.post(reverse(f"partners:{name}")).status_code == 404
