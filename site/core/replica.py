"""A streaming replica of the database, from which pages of anonymous readers are read: never anything older.

The reasons are in decision 40.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import lru_cache
from threading import local
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, models

from core.models import PublicChange

logger = logging.getLogger(__name__)

ALIAS = "replica"
# Seconds during which a replica that does not answer is left in peace.
PAUSE = 5.0


class Reads(Enum):
    """What the present request reads from the replica."""

    NOTHING = "nothing"
    # The tables for which the edition of the public content speaks; of others nobody knows how old they are there.
    FOLLOWED = "followed"
    # While there is no primary.
    ALL = "all"


_reads: ContextVar[Reads] = ContextVar("reads", default=Reads.NOTHING)


@contextmanager
def reading(reads: Reads) -> Iterator[None]:
    """Within, this thread reads so from the replica; everybody else goes on with the primary."""
    token = _reads.set(reads)
    try:
        yield
    finally:
        _reads.reset(token)


class ReplicaRouter:
    """The primary, always by its name: Django would else follow an object to the database that it was read from."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        reads = _reads.get()
        if reads is Reads.NOTHING or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return ALIAS if reads is Reads.ALL or model._meta.concrete_model in _followed() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == ALIAS else None


@lru_cache(maxsize=1)
def _followed() -> frozenset[type[models.Model]]:
    # Needs all apps.
    from core.page_cache.triggers import followed_models

    return frozenset(followed_models())


class Replica:
    """What a process knows of the replica. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked_again_at = float("-inf")
        self._is_lost = False
        # The connection of a thread, and the edition that was found on it: as long as it lives, it is the same server,
        # which does not go back.
        self._found = local()

    @property
    def is_there(self) -> bool:
        return ALIAS in connections.settings

    def has(self, edition: str, *, is_alone: bool = False) -> bool:
        """Whether it answers, and has what is public in that edition; blank stands for whatever it has.

        Where it `is_alone`, because the primary is down, it is asked in any case, and on a new connection: what an
        older one fails could be made by nobody else.
        """
        if not self.is_there or (self._clock() < self._asked_again_at and not is_alone):
            return False
        if self._is_lost:
            # One tries; others do not wait with it.
            self._asked_again_at = self._clock() + PAUSE
        connection = connections[ALIAS]
        try:
            if is_alone:
                connection.close()
            connection.close_if_unusable_or_obsolete()
            connection.ensure_connection()
            if edition == "" or (connection.connection, edition) != getattr(self._found, "found", None):
                found = str(PublicChange.objects.db_manager(ALIAS).edition())
                self._found.found = (connection.connection, found)
        except (DatabaseError, InterfaceError) as error:
            self._lose(str(error))
            return False
        self._asked_again_at, self._is_lost = float("-inf"), False
        return edition in ("", self._found.found[1])

    def failed(self) -> bool:
        """Whether it refused something since `has` said yes to this thread."""
        connection = connections[ALIAS]
        if not connection.errors_occurred:
            return False
        # It may have refused one statement only, such as one that read rows which the primary has deleted since.
        if not connection.is_usable():
            self._lose("in the middle of a page")
        return True

    def _lose(self, reason: str) -> None:
        if not self._is_lost:
            logger.warning("The replica does not answer; pages are read from the primary: %s", reason.strip())
        self._is_lost = True
        self._asked_again_at = self._clock() + PAUSE
        connections[ALIAS].close()
