"""Which addresses are public, in every notation, and which URLs are addresses of the web at all."""

from ipaddress import ip_address

import pytest

from core.fetching import FetchError, Reach, Reason, fetch, is_public
from core.fetching.targets import read_target

WEB_PORTS = {80, 443}


def reason_of(url: str, reach: Reach | None = None) -> Reason:
    with pytest.raises(FetchError) as caught:
        fetch(url, accept=["text/html"], max_bytes=1000, seconds=5, reach=reach or Reach())
    return caught.value.reason


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::6810:84e5",
        "2a00:1450:4001::1",
        "2001:200::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ],
)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.0.9",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::808:808",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "100::1",
        "2001::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "127.0.0.1.",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "localhost",
    ],
)
def test_this_machine_and_its_network_in_all_notations(host: str) -> None:
    """The machine's own resolver reads them, without asking anybody."""
    assert reason_of(f"http://{host}/") is Reason.NOT_PUBLIC


@pytest.mark.parametrize("address", ["10.0.0.1", "::1"])
def test_a_name_with_one_private_address_is_refused_whole(address: str) -> None:
    reach = Reach(resolve=lambda host, port: ["93.184.216.34", address])
    assert reason_of("http://site.example/", reach) is Reason.NOT_PUBLIC


@pytest.mark.parametrize("found", [[], ["no-address"], ["site.example"]])
def test_a_name_that_leads_nowhere(found: list[str]) -> None:
    assert reason_of("http://site.example/", Reach(resolve=lambda host, port: found)) is Reason.UNKNOWN_HOST


def test_private_names_read_as_unknown_ones() -> None:
    assert Reason.NOT_PUBLIC.label == Reason.UNKNOWN_HOST.label


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", Reason.SCHEME),
        ("site.example/", Reason.SCHEME),
        ("//site.example/", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("ftp://site.example/", Reason.SCHEME),
        ("gopher://site.example/", Reason.SCHEME),
        ("data:text/html,x", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("http://user@site.example/", Reason.CREDENTIALS),
        ("http://user:word@site.example/", Reason.CREDENTIALS),
        ("http://@site.example/", Reason.CREDENTIALS),
        ("http://site.example:8000/", Reason.PORT),
        ("http://site.example:22/", Reason.PORT),
        ("http://site.example:0/", Reason.PORT),
        ("http://site.example:65536/", Reason.ADDRESS),
        ("http://site.example:x/", Reason.ADDRESS),
        ("http:///path", Reason.ADDRESS),
        ("http://", Reason.ADDRESS),
        ("http://site..example/", Reason.ADDRESS),
        ("http://site.example%00/", Reason.ADDRESS),
        ("http://[fe80::1%25eth0]/", Reason.ADDRESS),
        ("http://[fe80::1%eth0]/", Reason.ADDRESS),
        ("http://[::1/", Reason.ADDRESS),
        ("http://site.example\\@127.0.0.1/", Reason.ADDRESS),
        ("http://site.example/a b", Reason.ADDRESS),
        ("http://site.example/\r\nX-Header: 1", Reason.ADDRESS),
        ("http://site.example/?a=\nb", Reason.ADDRESS),
        ("http://site.example\r\nX-Header: 1/", Reason.ADDRESS),
        ("http://site.example/\x00", Reason.ADDRESS),
        ("http://site.example/\ud800", Reason.ADDRESS),
        (f"http://site.example/{'a' * 2000}", Reason.ADDRESS),
        (f"http://{'a' * 64}.example/", Reason.ADDRESS),
        (f"http://{'a.' * 130}example/", Reason.ADDRESS),
    ],
)
def test_what_is_no_address_of_the_web(url: str, reason: Reason) -> None:
    """Nothing is looked up for it."""

    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    assert reason_of(url, Reach(resolve=resolve)) is reason


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("HTTP://Site.EXAMPLE", "http://site.example/"),
        ("https://site.example:443/a?b=c#d", "https://site.example/a?b=c"),
        ("http://site.example:/a", "http://site.example/a"),
        ("https://site.example:80/", "https://site.example:80/"),
        ("https://québec.example/é?q=é%20", "https://xn--qubec-csa.example/%C3%A9?q=%C3%A9%20"),
        ("http://[2606:4700:0:0::1]/", "http://[2606:4700::1]/"),
        ("http://site.example./", "http://site.example/"),
    ],
)
def test_what_is_asked_for(url: str, read: str) -> None:
    assert read_target(url, WEB_PORTS).url == read


def test_every_reason_can_be_shown() -> None:
    assert all(FetchError(reason, "detail").message for reason in Reason)
    assert "detail" not in FetchError(Reason.SLOW, "detail").message
