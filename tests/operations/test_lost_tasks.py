"""A task whose worker was killed is done by another one, and not for ever."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.mail import send
from operations.background import LOST_AFTER, MOST_ATTEMPTS, requeue_lost
from tests.factories import UserFactory
from tests.tasks import DATABASE, work

NOW = timezone.now()


@pytest.fixture
def task(db: None, settings: Any) -> DBTaskResult:
    """A mail that a worker has taken, and was killed."""
    settings.TASKS = DATABASE
    send("new_role", UserFactory(), {"partner": "CRIM", "organisation": "CRIM", "roles": [], "by": "Lou"})
    found: DBTaskResult = DBTaskResult.objects.get()
    found.claim("killed")
    return found


def started(task: DBTaskResult, ago: dt.timedelta) -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=NOW - ago)


def test_another_worker_does_it(task: DBTaskResult) -> None:
    started(task, LOST_AFTER)
    work()
    assert mail.outbox == []

    assert requeue_lost(NOW) == 1
    work()
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.get(pk=task.pk).status == "SUCCESSFUL"
    assert requeue_lost(NOW) == 0


def test_what_may_still_be_running_is_left(task: DBTaskResult) -> None:
    started(task, LOST_AFTER - dt.timedelta(seconds=1))
    assert requeue_lost(NOW) == 0


def test_what_ends_each_worker_is_given_up(task: DBTaskResult, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        started(task, LOST_AFTER)
        assert requeue_lost(NOW) == 1
        DBTaskResult.objects.get(pk=task.pk).claim("killed")
    started(task, LOST_AFTER)
    assert requeue_lost(NOW) == 0
    assert DBTaskResult.objects.get(pk=task.pk).status == "FAILED"
    assert "was given up" in caplog.text


def test_a_mail_that_is_sent_twice_is_one(task: DBTaskResult) -> None:
    """The worker died after the mail host had taken it."""
    started(task, LOST_AFTER)
    for _ in range(2):
        DBTaskResult.objects.filter(pk=task.pk).update(status="READY")
        work()
    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second
    assert first.endswith("@example.org>")
