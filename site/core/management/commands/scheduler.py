"""`manage.py scheduler`: does what is due, until it is stopped: publishes, withdraws, sends summaries, keeps lists.

Several may run, on as many machines: each deed locks what it is about and looks again whether it is still due.
"""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)


# Each does what is due by now, and nothing when it is called too often.
DUE = ("publish_scheduled", "send_digests", "requeue_lost_tasks")
# Goes through all of something; at the start, and once a day.
DAILY = (
    "remake_occurrences",
    "remake_listed_articles",
    "rebuild_search",
    "forget_searches",
    "prune_db_task_results",
    "clearsessions",
)
DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = "Publishes scheduled pages, withdraws expired ones, sends summaries and keeps lists, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=int, default=60, help="Seconds between two rounds.")

    def handle(self, *args: Any, interval: int, **options: Any) -> None:
        last_day: float | None = None
        while True:
            is_new_day = last_day is None or time.monotonic() - last_day >= DAY
            last_day = time.monotonic() if is_new_day else last_day
            for name in (*DUE, *(DAILY if is_new_day else ())):
                try:
                    call_command(name)
                except Exception:
                    # One round that fails (the database restarts, say) must not end all the following ones.
                    logger.exception("%s failed; it is tried again in %s s.", name, interval)
            close_old_connections()
            time.sleep(interval)
