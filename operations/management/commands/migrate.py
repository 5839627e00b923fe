"""`manage.py migrate`, safe while readers and editors are there.

A change of a table waits for whoever uses it, and everybody else then waits for the change: so it waits for five
seconds only, gives up, lets the others pass, and tries again. Of several machines that start at once, one migrates.
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

from operations.sessions import go_past_the_pool

# Any number that nothing else in this database locks.
KEY = 7_024_301
LONGEST_WAIT = "5s"
ATTEMPTS = 12
PAUSE = 5  # seconds


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        go_past_the_pool(options["database"])
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LONGEST_WAIT])
        try:
            self._until_it_passes(*args, **options)
        finally:
            # With the connection goes what it holds and was told.
            connection.close()

    def _until_it_passes(self, *args: Any, **options: Any) -> None:
        """What was migrated before a lock was not to be had stays so; the next attempt goes on from there."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(f"A table is in use (attempt {attempt} of {ATTEMPTS}).")
                time.sleep(PAUSE)
            else:
                return
        raise CommandError("A table was in use all the time. Nothing is half done: try again, or see who uses it.")
