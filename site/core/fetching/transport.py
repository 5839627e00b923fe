"""Connections to addresses that were checked, on which nothing lasts longer than it may."""

import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, cast

from core.fetching.addresses import Address
from core.fetching.errors import FetchError, Reason
from core.fetching.targets import Target

# A host's name and a port; gives addresses as text, or raises OSError. It may take its time.
Resolver = Callable[[str, int], list[str]]
Predicate = Callable[[Address], bool]
# A site with more addresses is not asked at the rest of them.
MAX_ADDRESSES = 4
BUFFER = 16 * 1024


@dataclass(frozen=True)
class Deadline:
    """When all must be over, on the clock of `time.monotonic`."""

    moment: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds, more than 0; raises TimeoutError when none are left."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def system_resolver(host: str, port: int) -> list[str]:
    """What the machine's own resolver says; it also reads 127.1, 2130706433, 0x7f.1 and 0177.0.0.1."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def public_addresses(target: Target, resolve: Resolver, is_allowed: Predicate, deadline: Deadline) -> list[Address]:
    """The addresses of a host, looked up once: what is connected to is one of them, whatever the name says later.

    A host with one address that is not allowed is refused whole: a site has no use for such a name, an attacker has.
    """
    try:
        found = _in_time(lambda: resolve(target.host, target.port), deadline)
        addresses = list(dict.fromkeys(ip_address(text) for text in found))
    except TimeoutError:
        raise
    except (OSError, ValueError) as error:
        raise FetchError(Reason.UNKNOWN_HOST, f"{target.host}: {error}") from None
    if not addresses:
        raise FetchError(Reason.UNKNOWN_HOST, target.host)
    for address in addresses:
        if not is_allowed(address):
            raise FetchError(Reason.NOT_PUBLIC, f"{target.host} is {address}")
    return addresses[:MAX_ADDRESSES]


def _in_time(look_up: Callable[[], list[str]], deadline: Deadline) -> list[str]:
    """The system's resolver knows no time limit: it is left behind in a thread of its own, and ends when it ends."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(look_up())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=work, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def connect(target: Target, addresses: list[Address], tls: ssl.SSLContext, deadline: Deadline) -> socket.socket:
    """A connection to the first address that answers; each has its share of the time, so that the last is tried too.

    TLS asks for the certificate of the host, not of the address.
    """
    problem: OSError = TimeoutError()
    for position, address in enumerate(addresses):
        share = deadline.left() / (len(addresses) - position)
        try:
            connection = socket.create_connection((str(address), target.port), timeout=share)
        except OSError as error:
            problem = error
            continue
        if target.scheme == "http":
            return connection
        try:
            connection.settimeout(deadline.left())
            return tls.wrap_socket(connection, server_hostname=target.host)
        except BaseException:
            connection.close()
            raise
    raise problem


class Stream:
    """A connection as `http.client` uses one. Reading ends at the deadline, and after `most` bytes."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._reader = _Reader(connection, deadline, most)

    def sendall(self, data: bytes) -> None:
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(cast(io.RawIOBase, self._reader), BUFFER)

    def close(self) -> None:
        """`http.client` closes as soon as it has the headers, and reads on: `hang_up` ends it."""

    def hang_up(self) -> None:
        self._connection.close()


class _Reader(io.RawIOBase):
    """Waits anew for every piece, but never beyond the deadline: a byte a second is too slow as well."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise FetchError(Reason.TOO_LARGE)
        return count
