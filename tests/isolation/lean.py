"""The portal without what costs time and says nothing of rights."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import InMemoryStorage
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

# They are for readers and browsers, and take a fifth of the time of a refusal.
NOT_OF_THE_ADMIN = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
)


class KeepingStorage(InMemoryStorage):
    """Keeps the file of what a request deletes: its row is there again once the request is undone."""

    def delete(self, name: str) -> None:
        pass


class NoPageAfterPost:
    """Spares the drawing of forms that come back: whether something was done is seen in the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if request.method == "POST":
            response.content = b""
        return response


def lean_settings(only_deeds: bool) -> dict[str, Any]:
    """What to override. With `only_deeds` nobody reads the answers to forms, and nothing is searched for."""
    kept = [name for name in settings.MIDDLEWARE if name not in NOT_OF_THE_ADMIN]
    lean: dict[str, Any] = {
        "MIDDLEWARE": kept,
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "STORAGES": settings.STORAGES | {"default": {"BACKEND": f"{__name__}.{KeepingStorage.__name__}"}},
    }
    if only_deeds:
        kept.append(f"{__name__}.{NoPageAfterPost.__name__}")
        backend = settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}
        lean["WAGTAILSEARCH_BACKENDS"] = {"default": backend}
    return lean
