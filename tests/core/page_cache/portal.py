"""The portal as a WSGI server runs it, without a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from core.page_cache.application import Origin, PageCache
from core.page_cache.editions import Editions


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    queries: int = 0

    @property
    def text(self) -> str:
        return self.body.decode()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Portal:
    """A process of the portal. `made` has the addresses that reached Django, `origins` what was counted."""

    clock: Any = field(default_factory=Clock)
    made: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.django = WSGIHandler()
        self.cache = PageCache(self._django, Editions(self.clock), self.origins.append)

    def _django(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.made.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        return self.django(environ, start_response)

    def get(self, address: str, *, method: str = "GET", host: str = "testserver", **headers: str) -> Answer:
        parts = urlsplit(address)
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(parts.path),
            "QUERY_STRING": parts.query,
            "HTTP_HOST": host,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[Any] = []
        with _one_connection(), CaptureQueriesContext(connection) as queries:
            chunks = self.cache(environ, lambda *arguments: started.extend(arguments))
            body = b"".join(chunks)
            if hasattr(chunks, "close"):
                chunks.close()
        return Answer(int(started[0][:3]), dict(started[1]), body, len(queries))

    def wait(self) -> None:
        """For longer than a process believes in an edition."""
        self.clock.now += 1


@contextmanager
def _one_connection() -> Iterator[None]:
    """A test has one connection, which no request ends; Django's test client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
