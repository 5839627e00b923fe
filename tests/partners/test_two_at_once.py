"""Two people act on the same page at the same moment: one outcome, nothing lost, and the other is told."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory

pytestmark = pytest.mark.usefixtures("committed_database")
# How often each race is run; the many in CI only.
ROUNDS = pytest.mark.parametrize("rounds", [8, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.fault])])
CORRECTED = "Titre corrigé"


@pytest.fixture
def crim(committed_database: None) -> Partner:
    return Partner.objects.get(key="crim")


def two_moderators(partner: Partner) -> list[Client]:
    """In browsers of their own, which have shown no message yet."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(UserFactory(role=(partner, Role.MODERATOR)))
    return clients


def submitted(partner: Partner) -> ArticlePage:
    editor = UserFactory(role=(partner, Role.EDITOR))
    page = ArticlePageFactory(partner=partner, owner=editor, title="Titre soumis")
    page.get_workflow().start(page, editor)
    return fresh(page)


def fresh(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def at_once(*actions: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """The responses of actions that threads begin at the same moment."""
    barrier = threading.Barrier(len(actions))
    responses: dict[int, HttpResponse] = {}

    def run(number: int, action: Callable[[], HttpResponse]) -> None:
        barrier.wait()
        try:
            responses[number] = action()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [responses[number] for number in range(len(actions))]


def decide(client: Client, page: ArticlePage, action: str) -> Callable[[], HttpResponse]:
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk])
    return lambda: client.post(address, {"comment": "Non."})


def save(client: Client, page: ArticlePage, **extra: str) -> Callable[[], HttpResponse]:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = edit_form(page, title=CORRECTED) | extra
    return lambda: client.post(address, form)


def told(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def finished(page: ArticlePage) -> list[str]:
    states = TaskState.objects.filter(workflow_state__object_id=str(page.pk)).exclude(status="in_progress")
    return sorted(states.values_list("status", flat=True))


def log_count(page: ArticlePage, action: str) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action=action).count()


@ROUNDS
def test_two_approvals_are_one(crim: Partner, rounds: int) -> None:
    for _ in range(rounds):
        page, moderators = submitted(crim), two_moderators(crim)
        responses = at_once(*(decide(client, page, "approve") for client in moderators))

        assert fresh(page).live
        assert finished(page) == ["approved"]
        assert log_count(page, "wagtail.workflow.approve") == log_count(page, "wagtail.publish") == 1
        assert sorted("entre-temps" in told(response) for response in responses) == [False, True]


@ROUNDS
def test_an_approval_and_a_refusal_are_one_of_them(crim: Partner, rounds: int) -> None:
    for _ in range(rounds):
        page, moderators = submitted(crim), two_moderators(crim)
        responses = at_once(decide(moderators[0], page, "approve"), decide(moderators[1], page, "reject"))

        outcome = (finished(page), fresh(page).live, fresh(page).workflow_states.get().status)
        assert outcome in ((["approved"], True, "approved"), (["rejected"], False, "needs_changes"))
        assert sorted("entre-temps" in told(response) for response in responses) == [False, True]


@ROUNDS
def test_an_approval_and_a_save_lose_nothing(crim: Partner, rounds: int) -> None:
    orders = set()
    for _ in range(rounds):
        page, moderators = submitted(crim), two_moderators(crim)
        approval, saving = at_once(decide(moderators[0], page, "approve"), save(moderators[1], page))

        after = fresh(page)
        assert after.get_latest_revision_as_object().title == CORRECTED
        if after.live:
            # Approved first: what was submitted is public, the correction is a draft of it.
            assert (after.title, after.has_unpublished_changes) == ("Titre soumis", True)
            assert log_count(page, "wagtail.publish") == 1
        else:
            # Saved first: what was approved is not the latest version any more, which waits; the approver is told.
            assert after.current_workflow_task_state.revision == after.latest_revision
            assert "modifiée après" in told(approval)
        orders.add(after.live)
        assert saving.status_code in (200, 302)
    assert orders, "no round was played"


def test_an_approval_in_the_editor_after_anothers_is_explained(crim: Partner) -> None:
    page, moderators = submitted(crim), two_moderators(crim)
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    by_editor = save(moderators[1], page, **approve)
    decide(moderators[0], page, "approve")()

    response = by_editor()

    assert "entre-temps" in told(response)
    after = fresh(page)
    assert (after.live, after.title) == (True, "Titre soumis")
    assert after.get_latest_revision_as_object().title == CORRECTED


def test_a_failing_view_leaves_nothing_half_done(crim: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    page, moderators = submitted(crim), two_moderators(crim)
    monkeypatch.setattr("wagtail.models.Revision.publish", fail)
    with pytest.raises(RuntimeError):
        decide(moderators[0], page, "approve")()

    assert (fresh(page).live, finished(page), log_count(page, "wagtail.workflow.approve")) == (False, [], 0)
