"""Keeps whoever has given only a password out of everything."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from accounts.second_factor import entered


class SecondFactorMiddleware:
    """To all that follows, somebody of whom a step of the login is missing is nobody.

    So admin, documents, programming interface and restricted pages need no rule of their own, nor does what will be
    added. Stands right after the middleware that knows the user; readers' pages, which ask for no user, cost nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleLazyObject(lambda: entered(request))  # type: ignore[assignment]  # as Django's own
        return self.get_response(request)
