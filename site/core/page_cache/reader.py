"""Django as it answers anonymous readers: from the replica, where that is as good as from the primary."""

from collections.abc import Callable, Iterable
from typing import Any

from core.page_cache.addresses import Environ
from core.page_cache.editions import Editions, number_of
from core.page_cache.entries import StartResponse
from core.replica import Reads, Replica, reading

Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Reader:
    """Around the application, for requests that change nothing and can be made again."""

    def __init__(self, application: Application, editions: Editions, replica: Replica | None = None) -> None:
        self._application = application
        self._editions = editions
        self._replica = replica or Replica()

    def reads(self, edition: str) -> Reads:
        """From where a page of that edition may be read; blank where the primary never said one."""
        if not self._replica.is_there or not (edition or self._editions.is_blind):
            return Reads.NOTHING
        if not self._replica.has(number_of(edition), is_alone=self._editions.is_blind):
            return Reads.NOTHING
        return Reads.ALL if self._editions.is_blind else Reads.FOLLOWED

    def answer(self, edition: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        reads = self.reads(edition)
        if reads is Reads.NOTHING:
            return self._application(environ, start_response)
        # Django leaves marks in it, which are of this attempt only.
        asked = dict(environ)
        started: list[Any] = []
        with reading(reads):
            answer = self._application(environ, lambda *arguments: started.extend(arguments))
            failed = self._replica.failed()
        if failed:
            close(answer)
            environ.clear()
            environ.update(asked)
            return self._application(environ, start_response)
        start_response(*started)
        return answer


def close(answer: Iterable[bytes]) -> None:
    """Ends Django's request."""
    if end := getattr(answer, "close", None):
        end()
