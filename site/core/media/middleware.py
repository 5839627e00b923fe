"""A store that fails where no form can say so: the person is told, in their language, and nothing else is lost."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation

from core.mail import language_of
from core.media.storages import StoreUnavailableError

logger = logging.getLogger(__name__)


class StoreUnavailableMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 with a sentence instead of an error of the server."""
        if not isinstance(exception, StoreUnavailableError):
            return None
        logger.error("%s: %s", request.path, exception)
        language = translation.get_language()
        if request.user.is_authenticated:
            language = language_of(request.user)
        with translation.override(language or settings.LANGUAGE_CODE):
            response = TemplateResponse(request, "store_unavailable.html", status=503, headers={"Retry-After": "60"})
            return response.render()
