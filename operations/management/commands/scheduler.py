"""`manage.py scheduler`: does what is due, until it is stopped: publishes, withdraws, sends summaries, keeps lists.

Several may run, on as many machines: each deed locks what it is about and looks again whether it is still due.
"""

import logging
import threading
import time
from contextlib import suppress
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from operations.models import Heartbeat
from operations.readiness import SCHEDULER

logger = logging.getLogger(__name__)


# Each does what is due by now, and nothing when it is called too often.
DUE = ("publish_scheduled", "send_digests", "requeue_lost_tasks", "sum_up_public_changes")
# Goes through all of something; at the start, and once a day.
DAILY = (
    "remake_occurrences",
    "remake_listed_articles",
    "rebuild_search",
    "forget_searches",
    "forget_logins",
    "prune_db_task_results",
    "clearsessions",
)
DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = "Publishes scheduled pages, withdraws expired ones, sends summaries and keeps lists, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=int, default=60, help="Seconds between two rounds.")

    def handle(self, *args: Any, interval: int, **options: Any) -> None:
        daily: threading.Thread | None = None
        last_day: float | None = None
        while True:
            for name in DUE:
                _attempt(name)
            with suppress(DatabaseError):
                Heartbeat.beat(SCHEDULER, timezone.now())
            if (last_day is None or time.monotonic() - last_day >= DAY) and not (daily and daily.is_alive()):
                # Beside the rounds, which must not wait for it.
                last_day, daily = time.monotonic(), threading.Thread(target=_do_daily, daemon=True)
                daily.start()
            close_old_connections()
            time.sleep(interval)


def _do_daily() -> None:
    try:
        for name in DAILY:
            _attempt(name)
    finally:
        connections.close_all()


def _attempt(name: str) -> None:
    """One that fails (the database restarts, say) must not end what follows, nor the next rounds."""
    try:
        call_command(name)
    except Exception:
        logger.exception("%s failed; it is tried again in the next round.", name)
