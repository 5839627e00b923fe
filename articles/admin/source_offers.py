"""What the page at a source's address says of itself, offered to whoever cites it. Nothing is stored."""

import logging
from typing import cast

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.source_metadata import read_metadata
from core.fetching import FetchError, Reason, fetch
from core.models import User

logger = logging.getLogger(__name__)

SECONDS = 6
# The metadata of a page stand at its beginning.
MAX_BYTES = 512 * 1024
PAGES = ("text/html", "application/xhtml+xml")
# How often one person may have the portal ask other sites, in so many seconds.
MOST = 20
PERIOD = 60
# The person's own mistakes, which ask nobody.
MISTAKES = frozenset({Reason.ADDRESS, Reason.SCHEME, Reason.CREDENTIALS, Reason.PORT})


@require_POST
@never_cache
def offer_source(request: HttpRequest) -> JsonResponse:
    """Answers `{title, publisher, published_on, language}`, blank where the page does not say it.

    Otherwise `{message}`, in the editor's language: 400 for what is no address of the web, 422 for what cannot be read,
    429 when somebody asks too often.
    """
    user = cast(User, request.user)
    if not _may_ask_now(user):
        return JsonResponse({"message": _("You have asked for many addresses: wait for a minute.")}, status=429)
    try:
        page = fetch(
            request.POST.get("url", "").strip(), accept=PAGES, max_bytes=MAX_BYTES, seconds=SECONDS, may_cut=True
        )
    except FetchError as error:
        # Which address it was is not kept: it may be anything that somebody has pasted.
        logger.log(_level(error), "Nothing was fetched for person %s: %s", user.pk, error.reason.value)
        return JsonResponse({"message": error.message}, status=400 if error.reason in MISTAKES else 422)
    found = read_metadata(page.body, page.charset)
    return JsonResponse(
        {
            "title": found.title,
            "publisher": found.publisher,
            "published_on": found.published_on.isoformat() if found.published_on else "",
            "language": found.language,
        }
    )


def _level(error: FetchError) -> int:
    """Who has the portal ask private addresses may be looking for what is there."""
    return logging.WARNING if error.reason is Reason.NOT_PUBLIC else logging.INFO


def _may_ask_now(user: User) -> bool:
    """Counts the question; the period begins with the first one."""
    key = f"source-offers:{user.pk}"
    cache.add(key, 0, PERIOD)
    try:
        return cache.incr(key) <= MOST
    except ValueError:
        # The period has ended between the two.
        cache.set(key, 1, PERIOD)
        return True
