"""Which edition of the public content holds now."""

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection

from core.models import PublicChange
from core.page_cache.link import EditionLink

logger = logging.getLogger(__name__)

# Seconds for which a process believes what the database said. Nobody is answered from an older edition later than this
# after the commit; each process that is asked for pages puts twenty small questions in a second.
LEASE = 0.05
# Seconds during which a database that does not answer is left in peace, and what was true last is shown.
PAUSE = 1.0
# Seconds that somebody waits for another thread's question.
PATIENCE = 2.0

Clock = Callable[[], float]


class Editions:
    """The edition as the database has it, asked for at most once in `LEASE` seconds by each process.

    `clock` gives seconds that never go back.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._link = EditionLink(settings.PAGE_CACHE_LINK) if settings.PAGE_CACHE_LINK else None
        self._lock = Lock()
        self._known = ""
        self._until = float("-inf")
        # Whether the database failed when it was asked last: what is known may be old, but nobody sees anything newer.
        self.is_blind = False

    def current(self) -> str:
        """Holds now, or held less than a lease ago; blank where the database was never reached."""
        if self._clock() < self._until:
            return self._known
        if not self._lock.acquire(timeout=PATIENCE):
            return self._known
        try:
            return self._known if self._clock() < self._until else self._ask()
        finally:
            self._lock.release()

    def asked_now(self) -> str:
        """As the database has it at this moment."""
        with self._lock:
            return self._ask()

    def _ask(self) -> str:
        # From before the question on: what is committed after it is believed away no longer than a lease.
        asked_at = self._clock()
        try:
            # A thread that only answers from memory must not hold on to what the server has closed.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            found = _edition()
            if self._link and found != self._known:
                found = self._link.turn(_edition)
            self._known = found
            self._until = asked_at + LEASE
            self.is_blind = False
        except (DatabaseError, InterfaceError):
            if not self.is_blind:
                logger.exception("The database does not answer; pages are shown as they were.")
            connection.close()
            self._until = self._clock() + PAUSE
            self.is_blind = True
        return self._known


def _edition() -> str:
    return f"{PublicChange.objects.db_manager(DEFAULT_DB_ALIAS).edition()}{_looks()}"


def number_of(edition: str) -> str:
    """What of an edition the database said."""
    return edition.partition("-")[0]


def _looks() -> str:
    """Where templates are edited while the portal runs: when that was last."""
    newest = 0
    for folder in settings.PAGE_CACHE_FOLLOWS:
        for place, _, names in os.walk(folder):
            newest = max([newest, *(Path(place, name).stat().st_mtime_ns for name in names)])
    return f"-{newest}" if newest else ""
