"""The portal's addresses, and a view that does next to nothing: what Django takes at least on this machine."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import handler404, handler500
from config.urls import urlpatterns as portal

__all__ = ["handler404", "handler500", "urlpatterns"]
TRIVIAL = "/bench/trivial/"
TEXT = "<!DOCTYPE html><title>{{ title }}</title><p>{{ title }}</p>"


def trivial(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template().render({"title": "Rien"}, request))


@cache
def _template() -> Any:
    return engines["django"].from_string(TEXT)


urlpatterns = [path(TRIVIAL[1:], trivial), *portal]
