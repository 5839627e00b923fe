"""`manage.py scheduler`: does what is due (pages to publish and withdraw, summaries to send), until it is stopped."""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)


# Each does what is due by now, and nothing when it is called too often.
DUE = ("publish_scheduled", "send_digests")


class Command(BaseCommand):
    help = "Publishes scheduled pages, withdraws expired ones and sends summaries by mail, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=int, default=60, help="Seconds between two rounds.")

    def handle(self, *args: Any, interval: int, **options: Any) -> None:
        while True:
            for name in DUE:
                try:
                    call_command(name)
                except Exception:
                    # One round that fails (the database restarts, say) must not end all the following ones.
                    logger.exception("%s failed; it is tried again in %s s.", name, interval)
            close_old_connections()
            time.sleep(interval)
