"""Which addresses of the Internet Protocol are public.

Python's `is_global` is no answer: on 3.11 it is true for 64:ff9b::7f00:1, 2002:7f00:1:: and ::7f00:1, which lead to
127.0.0.1, for multicast, and for 192.0.0.8. Here stands what the registries of IANA call globally reachable
(iana-ipv4-special-registry and iana-ipv6-special-registry, RFC 6890), less what serves no site.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # shared address space behind carriers' NAT (RFC 6598)
        "127.0.0.0/8",  # loopback (RFC 1122)
        "169.254.0.0/16",  # link-local, and where clouds keep their metadata (RFC 3927)
        "172.16.0.0/12",  # private (RFC 1918)
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.88.99.0/24",  # 6to4 relays, deprecated (RFC 7526)
        "192.168.0.0/16",  # private (RFC 1918)
        "198.18.0.0/15",  # benchmarking (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved, and limited broadcast (RFC 1112, RFC 8190)
    )
]
# All that is given to networks so far (RFC 4291, 2.4). Outside lie loopback, IPv4-compatible, unique local (fc00::/7),
# link-local, site-local, multicast, discard-only (100::/64), segment routing (5f00::/16), local NAT64 (64:ff9b:1::/48).
_UNICAST_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo (RFC 4380), benchmarking (RFC 5180), ORCHID (RFC 7343)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4, which leads to the IPv4 address within (RFC 3056), deprecated
        "3fff::/20",  # documentation (RFC 9637)
    )
]
# NAT64 (RFC 6052). Where a network has IPv6 only, its resolver writes the address of an IPv4 site so.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether a site at that address is one that everybody may ask.

    An address that stands for one of IPv4 (mapped, NAT64) is judged by that one; tunnels (6to4, Teredo) are refused.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    if address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _UNICAST_V6 and not any(address in network for network in _NOT_PUBLIC_V6)
