"""Addresses of the web, read strictly: what different readers take for different things is refused."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from core.fetching.errors import FetchError, Reason

PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 2000
# Spaces and control characters, with which one writes headers, and what browsers take for a slash.
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\]")
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
MAX_NAME_LENGTH = 253
# What stays as it is in a path or a query (RFC 3986, 2.2); `%` for what is encoded already.
_KEPT = "%/:?@!$&'()*+,;=~[]"


@dataclass(frozen=True)
class Target:
    """What to ask of which site. `host` is a name in ASCII, or a literal address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """As RFC 9110, 7.2 asks for it: with the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"


def read_target(url: str, ports: Collection[int]) -> Target:
    """Raises FetchError for what is no address of the web, or of a port that is not among `ports`."""
    if len(url) > MAX_LENGTH or _NEVER.search(url):
        raise FetchError(Reason.ADDRESS, "too long, or with characters that no address has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(Reason.ADDRESS, str(error)) from None
    if parts.scheme not in PORTS:
        raise FetchError(Reason.SCHEME, parts.scheme)
    if "@" in parts.netloc:
        raise FetchError(Reason.CREDENTIALS)
    host = _host(parts)
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise FetchError(Reason.PORT, str(port))
    path = quote(parts.path or "/", safe=_KEPT)
    return Target(parts.scheme, host, port, f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path)


def _host(parts: SplitResult) -> str:
    """The name in ASCII (IDNA), in small letters and without the dot at its end."""
    name = (parts.hostname or "").removesuffix(".")
    try:
        if ":" in name:
            # A zone (fe80::1%eth0) names an interface of this machine.
            return IPv6Address(name if "%" not in name else "").compressed
        name = name.encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise FetchError(Reason.ADDRESS, str(error)) from None
    if len(name) > MAX_NAME_LENGTH or not _NAME.fullmatch(name):
        raise FetchError(Reason.ADDRESS, "no name of a host")
    return name
