"""Whether each part does what the portal needs of it, with reasons for people who are called at night."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.core.cache import cache
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from core.replica import ALIAS as REPLICA
from operations.models import Heartbeat

SCHEDULER = "scheduler"
# A scheduler rests for a minute between two rounds; the daily one may take longer.
SCHEDULER_IS_LATE = dt.timedelta(minutes=15)
# A task that waits so long has no worker, or too few.
WORKER_IS_LATE = dt.timedelta(minutes=10)
# Pages are then read from the primary, which may be more than it bears.
REPLICA_IS_LATE = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Part:
    """One part of the portal. Without a needed one nobody should be sent here; without another, something waits."""

    name: str
    is_needed: bool
    trouble: str = ""
    # Seconds by which it is behind the others, where it may be.
    lag: float | None = None

    @property
    def is_well(self) -> bool:
        return not self.trouble


# What is wrong at a moment, blank for nothing; or all that is told.
Look = Callable[[dt.datetime], str | Part]


def parts(at: dt.datetime) -> list[Part]:
    """All parts, each looked at by itself: one that fails hides no other. A replica is one where there is one."""
    there = [part for part in PARTS if part[0] != REPLICA or REPLICA in connections.settings]
    return [_look(name, is_needed, look, at) for name, is_needed, look in there]


def _look(name: str, is_needed: bool, look: Look, at: dt.datetime) -> Part:
    try:
        found = look(at)
        return found if isinstance(found, Part) else Part(name, is_needed, found)
    except Exception as error:
        return Part(name, is_needed, f"{type(error).__name__}: {error}".strip().splitlines()[0])


def _database(at: dt.datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        return "It only reads: this is a replica." if cursor.fetchone()[0] else ""


def replica_lag() -> float:
    """Seconds by which the replica is behind; 0 where it has all that the primary wrote. Raises DatabaseError."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        if not cursor.fetchone()[0]:
            raise DatabaseError("It also writes: this is no replica.")
        # The primary first: what it writes after that does not count.
        with connection.cursor() as primary:
            primary.execute("SELECT pg_current_wal_flush_lsn()")
            written = primary.fetchone()[0]
        cursor.execute(
            "SELECT CASE WHEN pg_last_wal_replay_lsn() >= %s::pg_lsn THEN 0 ELSE"
            " coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END",
            [written],
        )
        return max(0.0, float(cursor.fetchone()[0]))


def _replica(at: dt.datetime) -> Part:
    lag = replica_lag()
    is_late = lag > REPLICA_IS_LATE.total_seconds()
    return Part(REPLICA, False, f"It is {lag:.0f} seconds behind." if is_late else "", lag)


def _migrations(at: dt.datetime) -> str:
    executor = MigrationExecutor(connection)
    missing = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    names = ", ".join(str(migration) for migration in missing[:3])
    return f"{len(missing)} migrations are missing, such as {names}: run `manage.py migrate`." if missing else ""


def _cache(at: dt.datetime) -> str:
    key, value = "readiness", uuid4().hex
    cache.set(key, value, 10)
    return "" if cache.get(key) == value else "What was put there is not found again."


def _worker(at: dt.datetime) -> str:
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if oldest is None:
        return ""
    since = max(oldest.enqueued_at, oldest.run_after if oldest.run_after < at else oldest.enqueued_at)
    waited = at - since
    return f"A task ({oldest.task_path}) has been waiting for {_minutes(waited)}." if waited > WORKER_IS_LATE else ""


def _scheduler(at: dt.datetime) -> str:
    beat = Heartbeat.objects.filter(part=SCHEDULER).first()
    if beat is None:
        return "It never finished a round: start `manage.py scheduler`."
    return f"Its last round ended {_minutes(at - beat.at)} ago." if at - beat.at > SCHEDULER_IS_LATE else ""


def _mail(at: dt.datetime) -> str:
    """A mail is tried again; that some fail at this moment is told all the same."""
    recently = at - dt.timedelta(hours=1)
    failed = DBTaskResult.objects.failed().filter(task_path="core.mail.deliver", finished_at__gte=recently)
    number = failed.count()
    if not number:
        return ""
    reason = failed.latest("finished_at").traceback.strip().splitlines()[-1:]
    return f"{number} attempts failed in the last hour: {''.join(reason)}"


def _minutes(time: dt.timedelta) -> str:
    return f"{int(time.total_seconds() // 60)} minutes"


PARTS: list[tuple[str, bool, Look]] = [
    ("database", True, _database),
    ("migrations", True, _migrations),
    (REPLICA, False, _replica),
    ("cache", False, _cache),
    ("worker", False, _worker),
    ("scheduler", False, _scheduler),
    ("mail", False, _mail),
]
