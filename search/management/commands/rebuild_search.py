"""`manage.py rebuild_search`: brings what is searched to what is public, and says what was out of step."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search.indexing import (
    Drift,
    all_keys,
    batches,
    compare,
    compare_people,
    follow_pages_only,
    follow_people,
    forget_words,
)

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Brings the entries of the search up to date; with --check, only says what is out of step, and fails if it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only report.")
        parser.add_argument("--anew", action="store_true", help="Write all entries, whether they differ or not.")

    def handle(self, *args: Any, check: bool, anew: bool, **options: Any) -> None:
        began, at = time.perf_counter(), timezone.now()
        keys, done, drift = all_keys(), 0, Drift()
        words: set[tuple[str, str]] = set()
        for batch in batches(keys):
            if check:
                drift.add(compare(batch, at))
            else:
                found, _authors, used = follow_pages_only(batch, at, anew=anew)
                drift.add(found)
                words |= used
            done += len(batch)
            self._progress(done, len(keys))
        drift.add(compare_people() if check else follow_people(None))
        if not check:
            forget_words(words)
        self._report(drift, verb="is" if check else "was")
        seconds = time.perf_counter() - began
        self.stdout.write(f"{done} pages in {seconds:.1f} s, {done / seconds:.0f} a second.")
        if check and drift:
            raise CommandError("The search is out of step with what is public. Run `manage.py rebuild_search`.")

    def _progress(self, done: int, total: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r\033[K  {done}/{total}", ending="\n" if done == total else "")
            self.stdout.flush()

    def _report(self, drift: Drift, verb: str) -> None:
        for name in ("missing", "stale", "superfluous"):
            found: list[str] = getattr(drift, name)
            for key in found[:SHOWN]:
                self.stdout.write(f"{verb} {name}: {key}")
            if len(found) > SHOWN:
                self.stdout.write(f"{verb} {name}: {len(found) - SHOWN} more")
