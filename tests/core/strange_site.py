"""A site on this machine that answers whatever a test wants, byte by byte."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.fetching import Address, Reach

# Of documentation (RFC 6761): no name of it is ever looked up outside.
NAME = "site.example"


@dataclass
class Site:
    """`answers` by path; each is what is sent, or does the sending. `asked` holds the requests as they came."""

    port: int
    answers: dict[str, bytes | Callable[[socket.socket], None]] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = NAME) -> str:
        return f"http://{host}:{self.port}{path}"

    def reach(self, is_allowed: Callable[[Address], bool] = lambda address: True, **more: object) -> Reach:
        """All names lead here, and are allowed unless the test says otherwise."""
        settings = {"resolve": lambda host, port: ["127.0.0.1"], "ports": {80, 443, self.port}, **more}
        return Reach(is_allowed=is_allowed, **settings)  # type: ignore[arg-type]


def ok(body: bytes, kind: str = "text/html; charset=utf-8", *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


@contextmanager
def strange_site(
    wrap: Callable[[socket.socket], socket.socket] = lambda connection: connection, address: str = "127.0.0.1"
) -> Iterator[Site]:
    with socket.create_server((address, 0)) as server:
        site = Site(server.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=[connection], daemon=True).start()

        def answer(connection: socket.socket) -> None:
            try:
                with wrap(connection) as wrapped:
                    request = b""
                    while b"\r\n\r\n" not in request and (piece := wrapped.recv(65536)):
                        request += piece
                    if not request:
                        return
                    site.asked.append(request)
                    path = request.split(b" ")[1].decode()
                    what = site.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    if callable(what):
                        what(wrapped)
                    else:
                        wrapped.sendall(what)
            except OSError:
                # Whoever asked has gone, as many of the tests want.
                pass

        threading.Thread(target=serve, daemon=True).start()
        yield site
        server.shutdown(socket.SHUT_RDWR)
