"""What browsers may load and do: one policy for what readers see, one for the admin."""

from typing import Any

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Directives = dict[str, list[str]]

PLAYERS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
# Of the browser's powers, players need these; the pages themselves need none.
PERMISSIONS = ", ".join(
    f"{power}=()" for power in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)
ANYWHERE = "*"


def public_policy(media: list[str]) -> Directives:
    """Nothing but files of ours, and players that a reader asks for. `media` are other origins of our own pictures."""
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *media],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF, *PLAYERS],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def admin_policy(media: list[str]) -> Directives:
    """Wagtail's screens carry scripts and styles within their pages, and previews in frames."""
    inline = "'unsafe-inline'"
    return public_policy(media) | {
        "script-src": [SELF, inline],
        "style-src": [SELF, inline],
        "img-src": [SELF, "data:", "blob:", *media],
        "frame-ancestors": [SELF],
    }


class PolicyMiddleware(CSPMiddleware):
    """Says with each answer what the browser may do with it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            parts.config = dict[str, Any](admin_policy(settings.MEDIA_ORIGINS))
        if getattr(response, "xframe_options_exempt", False):
            # What other sites may show within their pages.
            parts.replace = {"frame-ancestors": [ANYWHERE]}
        return parts
