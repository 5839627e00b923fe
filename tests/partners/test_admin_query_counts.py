"""The admin asks as many questions of the database with many partners, pages and waiting items as with few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, TaskState, WorkflowState

from core.models import User
from partners.admin.dashboard import steps_of
from partners.audit import audit
from partners.models import ModerationTask, Partner
from partners.roles import Role
from tests.bench.growing import grow, people
from tests.bench.growth import screens
from tests.factories import ArticlePageFactory, UserFactory

# The few fill one page of a chooser, which Wagtail asks for the parent of each of its 25 rows.
FEW = {"partners": 3, "pages": 140, "own": 45, "waiting": 15}
MANY = {"partners": 6, "pages": 600, "own": 150, "waiting": 60}

# The most queries of a screen in a process that has answered a request before, for whoever asks.
BOUNDS = {
    "dashboard": 40,
    "explorer, index": 50,
    "explorer, area": 50,
    "explorer, drafts": 50,
    "explorer, search": 55,
    "chooser, index": 60,
    "chooser, area": 60,
    "chooser, search": 70,
    "moderation": 180,
    "workflows": 290,
}
# The index shows one row for each partner, and Wagtail's chooser asks for the parent of each row.
ONE_FOR_EACH_ROW = {"chooser, index"}
# Wagtail's reports ask again for each row of a page, which has 50.
REPORTS = {"moderation", "workflows"}


def count_queries(person: User, address: str) -> int:
    """Queries of one request that is not the first."""
    client = Client()
    client.force_login(person)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def measure(partner: Partner) -> dict[tuple[str, str], int]:
    return {
        # A word of every title, so that there is more than one page of results.
        (who, screen): count_queries(person, address.replace("q=donn", "q=et"))
        for who, person in people(partner).items()
        for screen, address in screens(partner).items()
    }


def test_queries_are_bounded_and_do_not_grow(db: None, record_property: Callable[[str, object], None]) -> None:
    partner = grow(**FEW)
    few = measure(partner)
    grow(**MANY)
    many = measure(partner)
    assert not any(Page.find_problems())

    record_property("queries", {f"{who}: {screen}": count for (who, screen), count in many.items()})
    excepted = ONE_FOR_EACH_ROW | REPORTS
    assert {key: (few[key], many[key]) for key in few if many[key] > few[key] and key[1] not in excepted} == {}
    assert {key: count for key, count in many.items() if count > BOUNDS[key[1]]} == {}


def test_the_audit_asks_as_much_of_many_partners_as_of_few(db: None) -> None:
    grow(**FEW)
    few = count_of_audit()
    grow(**MANY)
    assert count_of_audit() == few


def count_of_audit() -> int:
    list(audit())
    with CaptureQueriesContext(connection) as queries:
        assert list(audit()) == []
    return len(queries)


# The dashboard


def wait(partner: Partner, count: int) -> list[Page]:
    """So many pages that wait for the partner's moderators, in order of time."""
    editor = UserFactory(role=(partner, Role.EDITOR))
    pages = []
    for number in range(count):
        page = ArticlePageFactory(partner=partner, title=f"En attente n° {number:02}.", owner=editor)
        partner.workflow.start(page, editor)
        pages.append(page)
    return pages


def test_the_dashboard_shows_what_waits_longest_and_leads_to_all(crim: Partner, client: Client) -> None:
    pages = wait(crim, 12)
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))

    html = client.get("/admin/").content.decode()
    assert [page.title in html for page in pages] == [True] * 10 + [False] * 2
    assert "reviewable=true" in html

    report = client.get("/admin/reports/workflow_tasks/?reviewable=true").content.decode()
    assert all(page.title in report for page in pages)


def test_the_dashboard_shows_the_latest_of_ones_own_and_leads_to_all(crim: Partner, client: Client) -> None:
    pages = wait(crim, 12)
    editor = pages[0].owner
    client.force_login(editor)

    html = client.get("/admin/").content.decode()
    # The recent edits show nothing of what was not edited in the admin.
    assert [page.title in html for page in pages] == [False] * 2 + [True] * 10
    assert f"requested_by={editor.pk}" in html

    report = client.get(f"/admin/reports/workflow/?requested_by={editor.pk}").content.decode()
    assert all(page.title in report for page in pages)


def test_the_dashboard_offers_no_more_where_it_shows_all(crim: Partner, client: Client) -> None:
    (page,) = wait(crim, 1)
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    html = client.get("/admin/").content.decode()
    assert page.title in html
    assert "reviewable=true" not in html


def test_the_dashboard_passes_over_a_page_that_is_gone(crim: Partner, client: Client) -> None:
    gone, page = wait(crim, 2)
    Page.objects.filter(pk=gone.pk).delete()
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize("with_board", [False, True])
def test_the_steps_are_those_that_wagtail_would_show(crim: Partner, with_board: bool) -> None:
    """The partner's own step decided, then edited again, and the board's step not begun or going on."""
    from partners.services import set_up_partner

    Partner.objects.filter(pk=crim.pk).update(needs_board_approval=with_board)
    crim = Partner.objects.get(pk=crim.pk)
    set_up_partner(crim)
    _waiting, decided, edited = wait(crim, 3)
    moderator = UserFactory(role=(crim, Role.MODERATOR))
    for page in (decided, edited):
        state = page.current_workflow_task_state
        assert isinstance(state.task.specific, ModerationTask)
        state.approve(user=moderator) if with_board else state.reject(user=moderator)
    revision = edited.save_revision(user=moderator)
    if not with_board:
        edited.current_workflow_state.resume(user=moderator)
    # As the page editor does: the step that goes on is about the latest version, and what was decided before is not.
    TaskState.objects.filter(pk=edited.current_workflow_task_state.pk).update(revision=revision)

    states = list(WorkflowState.objects.active().order_by("pk"))
    assert len(states) == 3
    shown = {
        key: [(step.name, step.status, step.status_display) for step in steps]
        for key, steps in steps_of(states).items()
    }
    assert shown == {
        state.pk: [(task.name, task.status or "", str(task.status_display)) for task in state.all_tasks_with_status()]
        for state in states
    }
