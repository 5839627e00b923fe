"""Stores that fail: one that answers nothing, one that nobody listens for."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ports import free_port


class SilentServer:
    """Takes connections and never answers; `connections` is how many there were."""

    def __init__(self, listener: socket.socket) -> None:
        self.endpoint = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._listener = listener
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def connections(self) -> int:
        return len(self._open)

    def _accept(self) -> None:
        while True:
            try:
                self._open.append(self._listener.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self._listener.close()
        for connection in self._open:
            connection.close()


@contextmanager
def silent() -> Iterator[SilentServer]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = SilentServer(listener)
    try:
        yield server
    finally:
        server.close()


def nobody() -> str:
    """The address of a port at which nobody listens."""
    return f"http://127.0.0.1:{free_port()}"
