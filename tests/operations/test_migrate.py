"""Migrations of a portal in use: they wait for nobody for long, try again, and several machines do them once."""

import threading
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from operations.management.commands import migrate

TABLE = "operations_heartbeat"
# Takes the table away, for which nobody may be reading it.
CHANGE = ("operations", "zero")


@pytest.fixture
def reader(committed_database: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection[Any]]:
    """Somebody in the middle of reading the table."""
    monkeypatch.setattr(migrate, "LONGEST_WAIT", "200ms")
    monkeypatch.setattr(migrate, "PAUSE", 0.1)
    settings = connection.settings_dict
    with psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]) as found:
        found.execute(f"SELECT count(*) FROM {TABLE}")
        yield found


def is_there() -> bool:
    return TABLE in connection.introspection.table_names()


def run(*arguments: str) -> str:
    told = StringIO()
    call_command("migrate", *arguments, verbosity=0, stderr=told)
    return told.getvalue()


def test_it_gives_up_and_changes_nothing(reader: psycopg.Connection[Any]) -> None:
    with pytest.raises(CommandError, match="Nothing is half done"):
        run(*CHANGE)
    assert is_there()


def test_it_tries_until_the_table_is_free(reader: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def finish_reading(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            reader.rollback()

    monkeypatch.setattr(migrate.time, "sleep", finish_reading)
    told = run(*CHANGE)
    assert "attempt 2 of" in told
    assert "attempt 3 of" not in told
    assert not is_there()


def test_other_errors_are_not_tried_again(reader: psycopg.Connection[Any]) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        run("nowhere")


def test_two_machines_migrate_once(committed_database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}; DELETE FROM django_migrations WHERE app = 'operations'")
    failures: list[BaseException] = []
    barrier = threading.Barrier(2)

    def migrate_once() -> None:
        barrier.wait()
        try:
            run()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=migrate_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert is_there()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'operations'")
        assert cursor.fetchone() == (1,)
