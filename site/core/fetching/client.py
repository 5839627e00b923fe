"""One request, and those to which it is redirected."""

import ssl
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin

from django.conf import settings

from core.fetching.addresses import is_public
from core.fetching.errors import FetchError, Reason
from core.fetching.targets import PORTS, Target, read_target
from core.fetching.transport import Deadline, Predicate, Resolver, Stream, connect, public_addresses, system_resolver

MAX_REDIRECTS = 3
REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
# Bytes of an answer beside its body: status line, headers, the sizes of chunks.
HEAD = 128 * 1024
PIECE = 16 * 1024


@dataclass(frozen=True)
class Reach:
    """What may be asked: the public web, unless a test has a server of its own. No setting changes it."""

    ports: Collection[int] = frozenset(PORTS.values())
    is_allowed: Predicate = is_public
    resolve: Resolver = system_resolver
    # None for the authorities that the machine trusts.
    tls: ssl.SSLContext | None = None


WEB = Reach()


@dataclass(frozen=True)
class Fetched:
    """What a site gave. `url` is where it stood in the end; `charset` is what the header says, blank where it does not.

    `is_cut`: there was more of it than was wanted.
    """

    url: str
    content_type: str
    charset: str
    body: bytes = field(repr=False)
    is_cut: bool = False


def user_agent() -> str:
    """Who asks, and where those who are asked can read who that is."""
    return f"Carrefour-TIC/1.0 (+{settings.WAGTAILADMIN_BASE_URL}/)"


def fetch(
    url: str, *, accept: Collection[str], max_bytes: int, seconds: float, may_cut: bool = False, reach: Reach = WEB
) -> Fetched:
    """What stands at an address, by GET, without cookies or credentials; raises FetchError.

    `accept`: content types, in small letters. `max_bytes`: of the body, compressed and unpacked; what is larger is
    refused, or with `may_cut` read as far as that. `seconds`: for all of it, from the first look-up to the last byte.
    """
    deadline = Deadline.after(seconds)
    try:
        for _ in range(MAX_REDIRECTS + 1):
            target = read_target(url, reach.ports)
            answer = _ask(target, accept, max_bytes, may_cut, reach, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
    except TimeoutError:
        raise FetchError(Reason.SLOW, url) from None
    except ssl.SSLError as error:
        raise FetchError(Reason.CERTIFICATE, str(error)) from None
    except OSError as error:
        raise FetchError(Reason.UNREACHABLE, str(error)) from None
    except (HTTPException, ValueError, zlib.error) as error:
        raise FetchError(Reason.BROKEN, repr(error)) from None
    raise FetchError(Reason.REDIRECTS, url)


def _ask(
    target: Target, accept: Collection[str], max_bytes: int, may_cut: bool, reach: Reach, deadline: Deadline
) -> Fetched | str:
    """What was asked for, or the address to which it is redirected."""
    addresses = public_addresses(target, reach.resolve, reach.is_allowed, deadline)
    tls = reach.tls or ssl.create_default_context()
    stream = Stream(connect(target, addresses, tls, deadline), deadline, max_bytes + HEAD)
    try:
        response = _send(target, stream, accept)
        if response.status in REDIRECTIONS:
            return _location(target, response)
        if response.status != 200:
            raise FetchError(Reason.STATUS, str(response.status))
        content_type = response.headers.get_content_type() if "Content-Type" in response.headers else ""
        if content_type not in accept:
            raise FetchError(Reason.WRONG_TYPE, content_type)
        body, is_cut = _body(response, max_bytes, may_cut)
        return Fetched(target.url, content_type, response.headers.get_content_charset(""), body, is_cut)
    finally:
        stream.hang_up()


def _send(target: Target, stream: Stream, accept: Collection[str]) -> HTTPResponse:
    connection = HTTPConnection(target.host, target.port)
    # Having a connection, it makes none.
    connection.sock = stream
    connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
    headers = {
        "Host": target.host_header,
        "User-Agent": user_agent(),
        "Accept": ", ".join(accept),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _location(target: Target, response: HTTPResponse) -> str:
    location = response.headers.get("Location", "")
    if not location:
        raise FetchError(Reason.BROKEN, "a redirection to nowhere")
    # Headers are read as Latin-1; many a site writes UTF-8 there.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    return urljoin(target.url, location)


def _body(response: HTTPResponse, most: int, may_cut: bool) -> tuple[bytes, bool]:
    """The body, unpacked no further than one byte more than is wanted; and whether it was cut."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(Reason.BROKEN, f"encoded by {encoding}, which was not asked for")
    unpacking = None if encoding == "identity" else zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    if not may_cut and response.length is not None and response.length > most:
        raise FetchError(Reason.TOO_LARGE, str(response.length))
    body = bytearray()
    while len(body) <= most and (piece := response.read(PIECE)):
        body += unpacking.decompress(piece, most + 1 - len(body)) if unpacking else piece
    if len(body) > most:
        if not may_cut:
            raise FetchError(Reason.TOO_LARGE)
        return bytes(body[:most]), True
    if response.length or (unpacking and not unpacking.eof):
        raise FetchError(Reason.BROKEN, "the connection ended before the answer did")
    return bytes(body), False
