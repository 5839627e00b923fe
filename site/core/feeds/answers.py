"""Answers with feeds: to whom, for how long, and nothing to whoever has it already."""

import datetime as dt
import hashlib
from calendar import timegm
from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date, quote_etag

from core.models import BasePage

SAFE_METHODS = ("GET", "HEAD")
MAX_AGE = dt.timedelta(minutes=15)


def refusal(page: BasePage, request: HttpRequest) -> HttpResponse | None:
    """Feeds only answer questions. Caches keep them, so what not everybody may see has none. Raises Http404."""
    if request.method not in SAFE_METHODS:
        return HttpResponseNotAllowed(SAFE_METHODS)
    if not type(page).objects.published().filter(pk=page.pk).exists():
        raise Http404
    return None


def unless_known(
    request: HttpRequest, etag: str, changed_at: dt.datetime, content_type: str, render: Callable[[], bytes]
) -> HttpResponse:
    """What `render` writes, or 304 without asking it."""
    modified = timegm(changed_at.utctimetuple())
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if not isinstance(response, HttpResponse):
        response = HttpResponse(render(), content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return cacheable(response)


def unless_same(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer that is written already, or 304 where the one who asks has that very text."""
    set_response_etag(response)
    conditional = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return cacheable(conditional if isinstance(conditional, HttpResponse) else response)


def cacheable(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={int(MAX_AGE.total_seconds())}"
    return response


def for_scripts(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read the answer."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def digest(parts: Iterable[object]) -> str:
    """An ETag that is another one as soon as one of the parts is."""
    return quote_etag(hashlib.sha256(repr(list(parts)).encode()).hexdigest()[:32])
