"""`manage.py load_demo`: the demonstration content."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demo import load


class Command(BaseCommand):
    help = "Loads the demonstration content; running it again adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not load.is_allowed():
            raise CommandError(
                "This database holds people already. The demonstration brings accounts with a password that everybody "
                "knows, so it is loaded into an empty database only."
            )
        load.load(self.report)

    def report(self, step: str, done: int, total: int) -> None:
        """One line a step: rewritten in place on a terminal, else written when the step is done."""
        line = f"  {step}: {done}/{total}" if total > 1 else f"  {step}…"
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[K{line}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(line)
