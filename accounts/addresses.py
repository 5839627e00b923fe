"""From where a request comes, as far as that can be believed."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# A household or an office has as many addresses of IPv6 as it likes, below one prefix of this many bits.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str | None:
    """The address of the client, that of its network in IPv6; None where the server knows none (a socket).

    Each proxy of ours appends to `X-Forwarded-For` who called it: with `TRUSTED_PROXIES` of them the client is that
    many entries from the end. What stands before may be invented, and without a proxy of ours all of it.
    """
    address = _parsed(_forwarded(request)) or _parsed(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((int(address), IPV6_PREFIX), strict=False).network_address)
    return str(address) if address else None


def _forwarded(request: HttpRequest) -> str:
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count: int = settings.TRUSTED_PROXIES
    return hops[-count].strip() if 0 < count <= len(hops) else ""


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
