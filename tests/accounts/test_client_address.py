"""Attempts are counted for whoever makes them, and nobody invents another address than their own."""

from typing import Any

import pytest
from django.test import RequestFactory

from accounts.addresses import client_address

PROXY, CLIENT, INVENTED = "10.0.0.1", "203.0.113.7", "198.51.100.66"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "caller", "address"),
    [
        (0, None, CLIENT, CLIENT),
        (0, INVENTED, CLIENT, CLIENT),
        (1, CLIENT, PROXY, CLIENT),
        (1, f"{INVENTED}, {CLIENT}", PROXY, CLIENT),
        (2, f"{INVENTED}, {CLIENT}, 10.0.0.2", PROXY, CLIENT),
        # Somebody who reaches the server past the proxy.
        (1, None, CLIENT, CLIENT),
        (2, CLIENT, PROXY, PROXY),
        (1, "unknown", PROXY, PROXY),
        (1, "' OR 1=1", PROXY, PROXY),
        (1, CLIENT, "", CLIENT),
        (0, None, "", None),
        # One household is one client.
        (0, None, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, None, f"::ffff:{CLIENT}", CLIENT),
    ],
)
def test_the_address_is_what_our_proxies_saw(
    settings: Any, proxies: int, forwarded: str | None, caller: str, address: str | None
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=caller)) == address
