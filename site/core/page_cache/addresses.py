"""Which requests may be answered from what is kept, and by what one is told from another."""

from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

# Longer ones are answered, but not kept.
LONGEST_QUERY = 500
Environ = dict[str, Any]


class Address(NamedTuple):
    """Two requests of one address get the same bytes. The language stands in the path."""

    origin: str
    path: str
    query: str


def address_of(environ: Environ) -> Address | None:
    """The address that an anonymous reader asks for; None for everything that must reach Django.

    Parameters that no page knows are left out of it, so that they neither fill what is kept nor make a page anew.
    """
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not path.startswith(_languages()) or is_known(environ):
        return None
    raw = environ.get("QUERY_STRING", "")
    if len(raw) > LONGEST_QUERY:
        return None
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return Address(f"{_scheme(environ)}://{host}", environ.get("SCRIPT_NAME", "") + path, raw and known_query(raw))


def is_known(environ: Environ) -> bool:
    """Whether the one who asks may be logged in."""
    if "HTTP_AUTHORIZATION" in environ:
        return True
    cookies = str(environ.get("HTTP_COOKIE", ""))
    return cookies != "" and _has_session(cookies)


@lru_cache(maxsize=1024)
def known_query(raw: str) -> str:
    """A query with the parameters that some page of the portal knows only, in order of their names."""
    pairs = parse_qsl(raw, keep_blank_values=True, errors="replace")
    known = [pair for pair in pairs if pair[0] in settings.PAGE_CACHE_PARAMETERS]
    return urlencode(sorted(known, key=lambda pair: pair[0]))


def _has_session(cookies: str) -> bool:
    try:
        return settings.SESSION_COOKIE_NAME in SimpleCookie(cookies)
    except CookieError:
        return True


def _scheme(environ: Environ) -> str:
    """As Django sees it: what the proxy in front says counts."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        return "https" if environ.get(header, "").split(",")[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    return tuple(f"/{code}/" for code, _ in settings.LANGUAGES)
