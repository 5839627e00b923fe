"""`manage.py scheduler`: publishes and withdraws at the appointed time, until it is stopped."""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Publishes scheduled pages and withdraws expired ones, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=int, default=60, help="Seconds between two rounds.")

    def handle(self, *args: Any, interval: int, **options: Any) -> None:
        while True:
            try:
                call_command("publish_scheduled")
            except Exception:
                # One round that fails (the database restarts, say) must not end all the following ones.
                logger.exception("A round of scheduled publishing failed; the next one follows in %s s.", interval)
            close_old_connections()
            time.sleep(interval)
