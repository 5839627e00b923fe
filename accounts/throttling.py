"""Limits on what somebody may try: logins are counted by django-axes, other forms of strangers in the cache."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.addresses import client_address

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
HOUR = 60 * 60


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds, for each key."""

    name: str
    times: int
    seconds: int

    def allows(self, key: str) -> bool:
        """Counts one more; a cache that does not answer keeps nobody out."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        try:
            cache.add(f"limit:{self.name}:{digest}", 0, self.seconds)
            return int(cache.incr(f"limit:{self.name}:{digest}")) <= self.times
        except Exception:
            logger.warning("The limit “%s” could not be counted.", self.name, exc_info=True)
            return True


# A whole office may stand behind one address.
FORMS_OF_STRANGERS = Limit("strangers", times=20, seconds=HOUR)
MAILS_TO_ONE_PERSON = Limit("password-mails", times=3, seconds=HOUR)


def throttled(limit: Limit) -> Callable[[View], View]:
    """Lets one address send a form so often only; looking at it costs nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not limit.allows(client_address(request) or ""):
                return too_many(request, limit.seconds)
            return view(request, *args, **kwargs)

        return answer

    return decorate


@never_cache
def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 (RFC 6585), in each language: who it is that tries is not known."""
    context = {"minutes": seconds // 60, "codes": [code for code, _name in settings.LANGUAGES]}
    response = render(request, "accounts/too_many.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


# For django-axes


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address with which somebody tries to log in; a capital letter makes no other one."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(name).strip().lower()


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """The same whether the account exists or not, and whether the last password was right or not."""
    return too_many(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))
