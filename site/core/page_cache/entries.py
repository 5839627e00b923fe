"""An answer that is kept: its bytes as they go out, plain and compressed, and what browsers are told of them."""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

# Browsers and proxies of others cannot be told of a decision. So they ask each time, which costs 304 and no page; only
# while we answer with an error, for an hour, or for a second while they ask, they may show what they have.
CACHE_CONTROL = "public, max-age=0, stale-while-revalidate=1, stale-if-error=3600"
# About as small as slower levels make it, in some milliseconds for a page.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# What is smaller fits into one packet anyway.
LEAST_COMPRESSED = 1000
# nginx keeps it to itself: the page is kept, and was out of date in 1970, so that it is asked for each time. See
# deploy/nginx.conf, which shows it when nobody answers.
FOR_OUR_PROXY = ("X-Accel-Expires", "@1")
OURS = frozenset({"content-length", "cache-control", "etag", "vary"})
# What a 304 repeats (RFC 9110, section 15.4.5).
OF_304 = frozenset({"cache-control", "content-language", "etag", "vary"})


class Variant(NamedTuple):
    """One encoding of an answer."""

    etag: str
    headers: Headers
    headers_304: Headers
    body: bytes


class Entry(NamedTuple):
    """An answer that is true for one edition and until a moment (seconds since 1970)."""

    edition: str
    until: float
    variants: dict[str, Variant]

    def is_fresh(self, edition: str, now: float) -> bool:
        return self.edition == edition and now < self.until

    @property
    def size(self) -> int:
        """Bytes, with a guess at what is around them."""
        return sum(len(variant.body) + 2000 for variant in self.variants.values())

    def answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        variant = self.variants[chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), tuple(self.variants))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and is_among(variant.etag, known):
            start_response("304 Not Modified", variant.headers_304[:])
            return (b"",)
        start_response("200 OK", variant.headers[:])
        return (b"",) if environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)


def make_entry(edition: str, until: float, headers: Headers, body: bytes) -> Entry:
    digest = hashlib.sha256(body).hexdigest()[:24]
    kept = [(name, value) for name, value in headers if name.lower() not in OURS]
    bodies = {"identity": body}
    if len(body) >= LEAST_COMPRESSED:
        # Of equal bytes the same file, whatever the time.
        bodies["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        bodies["br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return Entry(edition, until, {name: _variant(name, digest, kept, found) for name, found in bodies.items()})


def _variant(encoding: str, digest: str, kept: Headers, body: bytes) -> Variant:
    etag = f'"{digest}"' if encoding == "identity" else f'"{digest}-{encoding}"'
    headers = [*kept, ("ETag", etag), ("Cache-Control", CACHE_CONTROL), ("Vary", "Accept-Encoding"), FOR_OUR_PROXY]
    headers_304 = [pair for pair in headers if pair[0].lower() in OF_304]
    headers.append(("Content-Length", str(len(body))))
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    return Variant(etag, headers, headers_304, body)


@lru_cache(maxsize=512)
def chosen_encoding(accepted: str, offered: tuple[str, ...]) -> str:
    """The best of what is offered that the reader takes (RFC 9110, section 12.5.3); plain is always taken."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0
        weights[name.strip()] = weight
    for encoding in ("br", "gzip"):
        if encoding in offered and weights.get(encoding, 0) > 0:
            return encoding
    return "identity"


def is_among(etag: str, known: str) -> bool:
    """Whether `If-None-Match` names the tag, weak or not (RFC 9110, section 13.1.2)."""
    return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
