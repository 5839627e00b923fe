"""The language of a request."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers


class PathLocaleMiddleware(LocaleMiddleware):
    """Takes the language from the address (`/fr/…`, `/en/…`), else from the browser.

    Django's own middleware answers an unknown address without a language with a redirect to `/<language>/…`; that would
    turn every 404 of the admin and of the API into a 302. Here an unknown address stays a 404, and addresses that
    carry their language are the same for every reader (no `Vary`), so that they can be cached.
    """

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info)
        translation.activate(language or translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        language = translation.get_language() or settings.LANGUAGE_CODE
        response.headers.setdefault("Content-Language", language)
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        return response
