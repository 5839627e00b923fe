"""What is asked of the server by the machines around it, and what is noted of each request."""

import logging
import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from operations import metrics
from operations.readiness import parts

GetResponse = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("operations.requests")

REQUEST_ID = "X-Request-ID"
# Whatever a proxy gives that could not break a line of the log.
_GIVEN_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)


class ProbeMiddleware:
    """Answers `/healthz`, `/readyz` and `/metrics`, before host names and HTTPS are looked at.

    They say nothing that a reader needs, and are asked for at the server itself: through a proxy they are not found.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.probes: dict[str, Callable[[], HttpResponse]] = {
            "/healthz": _alive,
            "/readyz": _ready,
            "/metrics": metrics.response,
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = self.probes.get(request.path_info)
        if probe is None or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
            return self.get_response(request)
        response = probe()
        response["Cache-Control"] = "no-store"
        return response


def _alive() -> HttpResponse:
    """The process answers; nothing else is asked, so that a database that is down restarts no server."""
    return HttpResponse("ok\n", content_type="text/plain")


def _ready() -> HttpResponse:
    """`{"ready": true, "parts": {"database": {"well": true, "needed": true, "trouble": ""}, …}}`; 503 when not.

    A replica tells its `lag_seconds` as well.
    """
    found = parts(timezone.now())
    ready = all(part.is_well for part in found if part.is_needed)
    told: dict[str, dict[str, bool | str | float]] = {
        part.name: {"well": part.is_well, "needed": part.is_needed, "trouble": part.trouble} for part in found
    }
    for part in found:
        if part.lag is not None:
            told[part.name]["lag_seconds"] = part.lag
    return JsonResponse({"ready": ready, "parts": told}, status=200 if ready else 503)


class RequestLogMiddleware:
    """Gives each request an identifier, that of the proxy where it gives one, and notes how it was answered.

    All lines of the log that belong to the request carry it, and so does the answer. Neither the query, nor the
    address of the reader is noted.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(REQUEST_ID, "")
        identifier = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=identifier):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            metrics.observe(request, response, seconds)
            noted = {
                "method": request.method,
                "path": request.path,
                "status_code": response.status_code,
                "duration_ms": round(seconds * 1000),
            }
            logger.info("%s %s %s", request.method, request.path, response.status_code, extra=noted)
        response.headers[REQUEST_ID] = identifier
        return response
