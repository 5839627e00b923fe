"""What the machines around a server ask of it: whether it lives, whether it can serve, and if not, why."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.mail import deliver
from operations import readiness
from operations.models import Heartbeat
from operations.readiness import SCHEDULER, SCHEDULER_IS_LATE, WORKER_IS_LATE, parts
from tests.tasks import DATABASE

NOW = timezone.now()


@pytest.fixture
def all_is_well(db: None) -> None:
    Heartbeat.beat(SCHEDULER, NOW)


def trouble(part: str, at: dt.datetime = NOW) -> str:
    return next(found.trouble for found in parts(at) if found.name == part)


def test_a_server_lives_without_a_database(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_it_is_ready(client: Client, db: None) -> None:
    Heartbeat.beat(SCHEDULER, timezone.now())
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["ready"] is True
    assert {name for name, part in response.json()["parts"].items() if not part["well"]} == set()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@override_settings(ALLOWED_HOSTS=["portail.example.org"], SECURE_SSL_REDIRECT=True)
def test_a_probe_needs_no_name_and_no_https_and_is_not_for_readers(
    client: Client, all_is_well: None, path: str
) -> None:
    assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200
    through_proxy = client.get(
        path, headers={"host": "portail.example.org", "x-forwarded-for": "203.0.113.7"}, secure=True
    )
    assert through_proxy.status_code == 404


def test_without_its_database_it_is_not_ready(
    client: Client, all_is_well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(at: dt.datetime) -> str:
        raise DatabaseError("connection refused\nis the server running?")

    broken = [(name, needed, refuse if name == "database" else look) for name, needed, look in readiness.PARTS]
    monkeypatch.setattr(readiness, "PARTS", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"]["database"]["trouble"] == "DatabaseError: connection refused"


def test_a_missing_migration_is_named(client: Client, all_is_well: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "operations.0001_heartbeats" in response.json()["parts"]["migrations"]["trouble"]


def test_what_only_waits_takes_no_server_away(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert "manage.py scheduler" in response.json()["parts"]["scheduler"]["trouble"]


def test_a_scheduler_that_is_late(db: None) -> None:
    Heartbeat.beat(SCHEDULER, NOW - SCHEDULER_IS_LATE)
    assert trouble("scheduler") == ""
    assert "15 minutes ago" in trouble("scheduler", NOW + dt.timedelta(seconds=1))


def test_tasks_that_nobody_does(db: None, settings: Any) -> None:
    settings.TASKS = DATABASE
    deliver.enqueue("new_role", 1, {})
    deliver.using(run_after=NOW + dt.timedelta(hours=2)).enqueue("new_role", 1, {})
    DBTaskResult.objects.update(enqueued_at=NOW)
    assert trouble("worker", NOW + WORKER_IS_LATE) == ""
    assert "core.mail.deliver" in trouble("worker", NOW + WORKER_IS_LATE + dt.timedelta(seconds=1))


def test_mail_that_fails_is_told_with_the_reason(db: None, settings: Any) -> None:
    settings.TASKS = DATABASE
    deliver.enqueue("new_role", 1, {})
    DBTaskResult.objects.get().set_failed(ConnectionRefusedError("the mail host is down"))
    assert "the mail host is down" in trouble("mail", timezone.now())
    assert trouble("mail", timezone.now() + dt.timedelta(hours=2)) == ""


def test_a_replica_is_a_part_where_there_is_one(client: Client, all_is_well: None) -> None:
    assert "replica" not in client.get("/readyz").json()["parts"]


@pytest.mark.parametrize(("lag", "is_well"), [(12.5, True), (301.0, False)])
def test_a_replica_tells_how_far_it_is_behind_and_takes_no_server_away(
    client: Client, all_is_well: None, monkeypatch: pytest.MonkeyPatch, lag: float, is_well: bool
) -> None:
    monkeypatch.setitem(connections.settings, "replica", {})
    monkeypatch.setattr(readiness, "replica_lag", lambda: lag)
    # Not to be opened: nothing is there.
    monkeypatch.setattr(connections, "all", lambda **kwargs: [connection])
    response = client.get("/readyz")
    assert response.status_code == 200
    part = response.json()["parts"]["replica"]
    assert (part["well"], part["needed"], part["lag_seconds"]) == (is_well, False, lag)
    assert f"carrefour_replica_lag_seconds {lag}" in client.get("/metrics").content.decode()
