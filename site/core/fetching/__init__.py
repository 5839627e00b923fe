"""The one way to ask another site for something: whatever address people give, nothing but the public web is asked.

    page = fetch(address, accept=["text/html"], max_bytes=500_000, seconds=6)

What is refused raises `FetchError`, whose `message` can be shown. What a site sends is a stranger's all the same.

It is built on the standard library's `http.client`, which speaks HTTP on whatever connection it is given: here one to
an address that was checked. Libraries that look names up themselves (requests, urllib3) would have to be kept from it,
from the environment's proxies, and from following redirections.
"""

from core.fetching.addresses import Address, is_public
from core.fetching.client import MAX_REDIRECTS, WEB, Fetched, Reach, fetch
from core.fetching.errors import FetchError, Reason

__all__ = ["MAX_REDIRECTS", "WEB", "Address", "FetchError", "Fetched", "Reach", "Reason", "fetch", "is_public"]
