"""The WSGI application around Django's."""

import time
from collections.abc import Callable, Iterable
from enum import StrEnum, auto
from threading import Event, Lock
from typing import Any

from django.conf import settings
from django.utils import timezone

from core.page_cache.addresses import Address, Environ, address_of
from core.page_cache.editions import LEASE, Editions
from core.page_cache.entries import OURS, Entry, Headers, StartResponse, make_entry
from core.page_cache.keeping import KEEP
from core.page_cache.link import Follower
from core.page_cache.memory import Memory
from core.page_cache.moments import Moments
from core.page_cache.reader import Application, Reader, close
from core.page_cache.shared import Shared
from core.replica import Reads, Replica, reading

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Seconds that somebody waits for another's making of the same page before making it too.
PATIENCE = 10.0
PAUSE = 0.02
# Seconds for which a page may be shown past its moment, while somebody makes the next one.
GRACE = 10.0
PRIVATE = ("Cache-Control", "private, no-cache")


class Origin(StrEnum):
    """Where the answer to an anonymous reader comes from."""

    MEMORY = auto()
    # What another process made.
    SHARED = auto()
    MADE = auto()
    # Past its moment, while the next one is made or cannot be made.
    OLD = auto()


class PageCache:
    """Answers anonymous readers from what is kept, and asks `application` for the rest.

    `count` is told where each of these answers comes from.
    """

    def __init__(
        self,
        application: Application,
        editions: Editions | None = None,
        count: Callable[[Origin], None] = lambda origin: None,
        replica: Replica | None = None,
    ) -> None:
        self._application = application
        self._count = count
        self.editions = editions or Editions()
        self._reader = Reader(application, self.editions, replica)
        self._memory = Memory(settings.PAGE_CACHE_BYTES)
        self._shared = Shared()
        self._moments = Moments()
        self._making: dict[tuple[Address, str], Event] = {}
        self._lock = Lock()
        self._follower = Follower(self.editions) if settings.PAGE_CACHE_LINK else None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._follower:
            self._follower.start()
        address = address_of(environ)
        if address is None:
            return self._passed_on(environ, start_response)
        edition = self.editions.current()
        entry = self._memory.get(address)
        if entry and entry.edition == edition and (time.time() < entry.until or self.editions.is_blind):
            return self._answered(Origin.MEMORY, entry, environ, start_response)
        if not edition or environ["REQUEST_METHOD"] == "HEAD":
            return self._reader.answer(edition, environ, start_response)
        # What no page knows must not show in its links either: one address, one page.
        environ["QUERY_STRING"] = address.query
        if entry is None or entry.edition != edition:
            entry = None
        return self._made_once(address, edition, entry, environ, start_response)

    def _passed_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What Django answers itself.

        Who changed something is answered when no process believes in the older edition any more. So whoever is told
        that a page is published, or withdrawn, finds it so everywhere.
        """
        if environ["REQUEST_METHOD"] in SAFE_METHODS:
            return self._application(environ, _telling_caches(environ, start_response))
        before = self.editions.current()
        answer = self._application(environ, start_response)
        if self.editions.asked_now() != before:
            time.sleep(LEASE)
        return answer

    def _made_once(
        self, address: Address, edition: str, old: Entry | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Of those who ask for the same page at once one makes it; the others wait, or get the one of a moment ago."""
        with self._lock:
            making = self._making.get((address, edition))
            if is_first := making is None:
                making = self._making[address, edition] = Event()
        if is_first:
            try:
                return self._found_or_made(address, edition, old, environ, start_response)
            finally:
                with self._lock:
                    del self._making[address, edition]
                making.set()
        if old and time.time() < old.until + GRACE:
            return self._answered(Origin.OLD, old, environ, start_response)
        making.wait(PATIENCE)
        if (entry := self._memory.get(address)) and entry.is_fresh(edition, time.time()):
            return self._answered(Origin.MEMORY, entry, environ, start_response)
        # It is not one that is kept.
        return self._reader.answer(edition, environ, start_response)

    def _found_or_made(
        self, address: Address, edition: str, old: Entry | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """From what all processes share, or made by this one; another process that makes it is waited for."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if (found := self._shared.get(address, edition)) and found.is_fresh(edition, time.time()):
                self._memory.put(address, found)
                return self._answered(Origin.SHARED, found, environ, start_response)
            if self._shared.may_make(address, edition) or time.monotonic() > deadline:
                break
            if old and time.time() < old.until + GRACE:
                return self._answered(Origin.OLD, old, environ, start_response)
            time.sleep(PAUSE)
        try:
            return self._made(address, edition, old, environ, start_response)
        finally:
            self._shared.is_made(address, edition)

    def _made(
        self, address: Address, edition: str, old: Entry | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Django's answer, which is kept under the edition that held before it was begun."""
        at = timezone.now()
        started: list[Any] = []
        answer = self._reader.answer(edition, environ, lambda *arguments: started.extend(arguments))
        status, headers = started[0], started[1]
        if status[0] == "5" and old:
            # Past its moment, but not past a decision.
            close(answer)
            return self._answered(Origin.OLD, old, environ, start_response)
        if not is_keepable(status, headers, environ):
            start_response(*started)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close(answer)
        with reading(Reads.ALL if self.editions.is_blind else Reads.NOTHING):
            until = self._moments.end_of(edition, at)
        entry = make_entry(edition, until.timestamp(), headers, body)
        self._memory.put(address, entry)
        self._shared.put(address, entry, (until - at).total_seconds())
        return self._answered(Origin.MADE, entry, environ, start_response)

    def _answered(
        self, origin: Origin, entry: Entry, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        self._count(origin)
        return entry.answer(environ, start_response)


def is_keepable(status: str, headers: Headers, environ: Environ) -> bool:
    """Whether an answer is the same for everybody: a view says so, and nothing in it says otherwise."""
    names = {name.lower() for name, _ in headers}
    return (
        status.startswith("200")
        and KEEP in environ
        # A token against forgery is one reader's.
        and "CSRF_COOKIE" not in environ
        and not names & {"set-cookie", "content-encoding"}
        # What says itself for how long it is true, such as a feed, or for whom, is left alone.
        and not names & (OURS - {"content-length"})
    )


def _telling_caches(environ: Environ, start_response: StartResponse) -> StartResponse:
    """A page that is made for somebody who may be logged in is nobody else's."""

    def start(status: str, headers: Headers, *error: Any) -> Any:
        if KEEP in environ and "cache-control" not in {name.lower() for name, _ in headers}:
            headers = [*headers, PRIVATE]
        return start_response(status, headers, *error)

    return start
