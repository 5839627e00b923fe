"""What is made of the answers of sites that are slow, endless, dishonest, or lead elsewhere."""

import gzip
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.fetching import Fetched, FetchError, Reach, Reason, fetch
from core.fetching.transport import system_resolver
from tests.core.strange_site import NAME, Site, ok, redirect, strange_site

PAGE = "<title>Été</title>".encode()
HEADS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MOST = 10_000


@pytest.fixture
def site() -> Iterator[Site]:
    with strange_site() as site:
        yield site


def get(site: Site, path: str = "/", **changed: Any) -> Fetched:
    arguments = {"accept": ["text/html"], "max_bytes": MOST, "seconds": 5, "reach": site.reach()}
    return fetch(site.url(path), **{**arguments, **changed})


def reason_of(site: Site, path: str = "/", **changed: Any) -> Reason:
    with pytest.raises(FetchError) as caught:
        get(site, path, **changed)
    return caught.value.reason


def test_a_page(site: Site) -> None:
    site.answers["/"] = ok(PAGE)
    assert get(site) == Fetched(site.url(), "text/html", "utf-8", PAGE)


def test_what_a_site_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks, and nothing of any person; proxies of the environment are not used."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/"] = ok(PAGE, "text/html", "Set-Cookie: a=b")
    site.answers["/from"] = redirect("/")
    get(site, "/from")
    head = site.asked[-1].decode().rstrip().split("\r\n")
    assert head[0] == "GET / HTTP/1.1"
    assert dict(line.split(": ", 1) for line in head[1:]) == {
        "Host": f"{NAME}:{site.port}",
        "User-Agent": "Carrefour-TIC/1.0 (+http://testserver/)",
        "Accept": "text/html",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


# Where it is connected to


def test_a_name_is_looked_up_once(site: Site) -> None:
    """Whoever changes the answer between the check and the connection changes nothing."""
    site.answers["/"] = ok(PAGE)
    answers = iter([["127.0.0.1"], ["127.0.0.99"]])
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    reach = site.reach(lambda address: str(address) == "127.0.0.1", resolve=resolve)
    assert get(site, reach=reach).body == PAGE
    assert looked_up == [NAME]


def test_a_name_is_checked_again_after_a_redirection(site: Site) -> None:
    """The second answer leads to where nobody may ask."""
    site.answers["/"] = redirect(site.url("/again"))
    site.answers["/again"] = ok(PAGE)
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    reach = site.reach(lambda address: str(address) == "127.0.0.1", resolve=lambda host, port: next(answers))
    assert reason_of(site, reach=reach) is Reason.NOT_PUBLIC
    assert len(site.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "localhost"])
def test_a_redirection_to_a_private_address(site: Site, host: str) -> None:
    """The site itself is at another address of this machine, which alone is allowed."""
    with strange_site(address="127.0.0.9") as public:
        public.answers["/"] = redirect(site.url("/secret", host))
        site.answers["/secret"] = ok(PAGE)

        def resolve(name: str, port: int) -> list[str]:
            return ["127.0.0.9"] if name == NAME else system_resolver(name, port)

        reach = Reach({public.port, site.port}, lambda address: str(address) == "127.0.0.9", resolve)
        assert reason_of(public, reach=reach) is Reason.NOT_PUBLIC
        assert len(public.asked) == 1
        assert site.asked == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", Reason.SCHEME),
        ("ftp://site.example/", Reason.SCHEME),
        ("http://user:word@site.example/", Reason.CREDENTIALS),
        ("http://site.example:22/", Reason.PORT),
        ("/a b", Reason.ADDRESS),
        ("", Reason.BROKEN),
    ],
)
def test_redirections_are_read_as_strictly(site: Site, location: str, reason: Reason) -> None:
    site.answers["/"] = redirect(location)
    assert reason_of(site) is reason


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_three_redirections_are_followed(site: Site, status: int) -> None:
    site.answers |= {f"/{number}": redirect(f"/{number + 1}", status) for number in range(3)}
    site.answers["/3"] = ok(PAGE)
    assert get(site, "/0").url == site.url("/3")


def test_four_redirections_are_too_many(site: Site) -> None:
    site.answers |= {f"/{number}": redirect(f"/{number + 1}") for number in range(4)}
    site.answers["/4"] = ok(PAGE)
    assert reason_of(site, "/0") is Reason.REDIRECTS
    assert len(site.asked) == 4


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.answers["/"] = ok(PAGE)
    reach = site.reach(resolve=lambda host, port: ["127.0.0.77", "127.0.0.1"])
    assert get(site, reach=reach).body == PAGE


def test_nobody_answers(site: Site) -> None:
    assert reason_of(site, reach=site.reach(resolve=lambda host, port: ["127.0.0.77"])) is Reason.UNREACHABLE


# How long it takes


def slowly(data: bytes, after: bytes = b"") -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(after)
        for _ in range(200):
            connection.sendall(data)
            time.sleep(0.05)

    return send


def forever(data: bytes, after: bytes = b"") -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(after)
        while True:
            connection.sendall(data)

    return send


@pytest.mark.parametrize(
    "answer",
    [
        lambda connection: time.sleep(3),
        slowly(b"H"),
        slowly(b"X: y\r\n", HEADS),
        slowly(b"x", HEADS + b"\r\n"),
        slowly(b"1\r\nx\r\n", HEADS + b"Transfer-Encoding: chunked\r\n\r\n"),
        slowly(b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "status", "headers", "body", "chunks", "continue"],
)
def test_what_is_slow_ends_in_time(site: Site, answer: Callable[[socket.socket], None]) -> None:
    site.answers["/"] = answer
    start = time.monotonic()
    assert reason_of(site, seconds=0.4) is Reason.SLOW
    assert time.monotonic() - start < 1


def test_redirections_share_the_time(site: Site) -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(0.25)
        connection.sendall(redirect("/"))

    site.answers["/"] = late
    assert reason_of(site, seconds=0.4) is Reason.SLOW


def test_a_look_up_that_does_not_end(site: Site) -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    start = time.monotonic()
    assert reason_of(site, seconds=0.2, reach=site.reach(resolve=resolve)) is Reason.SLOW
    assert time.monotonic() - start < 1


# How much it is


@pytest.mark.parametrize(
    "answer",
    [
        ok(b"x" * (MOST + 1)),
        HEADS + b"Content-Length: 99999999999\r\n\r\n",
        forever(b"x" * 4096, HEADS + b"\r\n"),
        forever(b"1000\r\n" + b"x" * 4096 + b"\r\n", HEADS + b"Transfer-Encoding: chunked\r\n\r\n"),
        forever(b"X-Header: y" + b"y" * 4000 + b"\r\n", HEADS),
        forever(b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "announced", "endless", "chunks", "headers", "continue"],
)
def test_what_is_too_large(site: Site, answer: bytes | Callable[[socket.socket], None]) -> None:
    site.answers["/"] = answer
    assert reason_of(site) is Reason.TOO_LARGE


def test_as_much_as_may_be(site: Site) -> None:
    site.answers["/"] = ok(b"x" * MOST)
    assert len(get(site).body) == MOST


def test_a_line_without_end(site: Site) -> None:
    site.answers["/"] = forever(b"x" * 4096)
    assert reason_of(site) is Reason.BROKEN


def gzipped(body: bytes) -> bytes:
    return ok(gzip.compress(body), "text/html", "Content-Encoding: gzip")


def test_what_is_packed(site: Site) -> None:
    site.answers["/"] = gzipped(PAGE)
    assert get(site).body == PAGE


def test_a_bomb(site: Site) -> None:
    """50 MB in 50 kB, of which no more is unpacked than is wanted."""
    packed = gzip.compress(bytes(50_000_000))
    assert len(packed) < 60_000
    site.answers["/"] = ok(packed, "text/html", "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        assert reason_of(site, max_bytes=100_000) is Reason.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert len(get(site, max_bytes=100_000, may_cut=True).body) == 100_000


def test_what_is_packed_twice_or_otherwise_was_not_asked_for(site: Site) -> None:
    site.answers["/"] = ok(gzip.compress(gzip.compress(PAGE)), "text/html", "Content-Encoding: gzip, gzip")
    site.answers["/zlib"] = ok(zlib.compress(PAGE), "text/html", "Content-Encoding: deflate")
    site.answers["/no"] = ok(PAGE, "text/html", "Content-Encoding: gzip")
    assert {reason_of(site, path) for path in ("/", "/zlib", "/no")} == {Reason.BROKEN}


def test_packed_nothing_without_end(site: Site) -> None:
    """Stored blocks of no length unpack to nothing for as long as one reads."""
    start = gzip.compress(b"")[:10]
    heads = HEADS + b"Content-Encoding: gzip\r\n\r\n"
    site.answers["/"] = forever(b"\x00\x00\x00\xff\xff" * 1000, heads + start)
    assert reason_of(site, may_cut=True) is Reason.TOO_LARGE


@pytest.mark.parametrize("pack", [ok, gzipped])
def test_the_beginning_is_enough(site: Site, pack: Callable[[bytes], bytes]) -> None:
    site.answers["/"] = pack(b"<title>" + b"x" * 3 * MOST)
    page = get(site, may_cut=True)
    assert page.is_cut
    assert len(page.body) == MOST


def test_the_beginning_of_what_never_ends(site: Site) -> None:
    site.answers["/"] = forever(b"x" * 4096, HEADS + b"\r\n")
    assert get(site, may_cut=True).body == b"x" * MOST


# What it is


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "text/plain", "text/htmlx", "", "nonsense"])
def test_other_types_are_not_read(site: Site, kind: str) -> None:
    site.answers["/"] = ok(PAGE, kind)
    assert reason_of(site) is Reason.WRONG_TYPE


def test_no_type_is_a_wrong_one(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE
    assert reason_of(site, accept=["text/html", "text/plain"]) is Reason.WRONG_TYPE


@pytest.mark.parametrize("status", [204, 206, 300, 304, 401, 403, 404, 429, 500, 503])
def test_other_statuses(site: Site, status: int) -> None:
    site.answers["/"] = ok(PAGE).replace(b"200 OK", f"{status} x".encode())
    assert reason_of(site) is Reason.STATUS


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        HEADS + b"Content-Length: 500\r\n\r\n<title>",
        HEADS + b"Transfer-Encoding: chunked\r\n\r\n10\r\nabc",
        HEADS + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        HEADS + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc",
        HEADS + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-6],
    ],
    # Names of their own: what is packed carries the time at which it was, and
    # two processes that share the tests must call them the same.
    ids=[
        "other-protocol",
        "no-status",
        "too-short",
        "chunk-too-short",
        "chunk-zz",
        "chunk-negative",
        "packed-too-short",
    ],
)
def test_broken_answers(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    assert reason_of(site) is Reason.BROKEN


def test_a_site_that_hangs_up(site: Site) -> None:
    site.answers["/"] = b""
    assert reason_of(site) is Reason.UNREACHABLE


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of `NAME`, signed by itself."""
    file = tmp_path_factory.mktemp("tls") / "site.pem"
    new = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    of = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", file, "-out", f"{file}.crt"]
    subprocess.run([*new, *of], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


@pytest.fixture
def tls_site(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: list[str | None] = []
    context.sni_callback = lambda connection, name, context: names.append(name)
    with strange_site(lambda connection: context.wrap_socket(connection, server_side=True)) as site:
        site.answers["/"] = ok(PAGE)
        yield site
    assert NAME in names or "other.example" in names


def ask_by_tls(site: Site, host: str, trusted: ssl.SSLContext | None) -> Fetched:
    url = site.url("/", host).replace("http:", "https:")
    return fetch(url, accept=["text/html"], max_bytes=MOST, seconds=5, reach=site.reach(tls=trusted))


def test_the_certificate_is_of_the_name_not_of_the_address(tls_site: Site, certificate: Path) -> None:
    trusted = ssl.create_default_context(cafile=certificate)
    assert ask_by_tls(tls_site, NAME, trusted).body == PAGE
    assert f"Host: {NAME}:{tls_site.port}\r\n".encode() in tls_site.asked[0]


@pytest.mark.parametrize(("host", "is_trusted"), [("other.example", True), (NAME, False)])
def test_other_certificates_are_not_valid(tls_site: Site, certificate: Path, host: str, is_trusted: bool) -> None:
    trusted = ssl.create_default_context(cafile=certificate) if is_trusted else None
    with pytest.raises(FetchError) as caught:
        ask_by_tls(tls_site, host, trusted)
    assert caught.value.reason is Reason.CERTIFICATE
    assert tls_site.asked == []
