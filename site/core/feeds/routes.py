"""The addresses of feeds, below those of pages.

Classes of routes hold addresses only: what answers is imported when it is asked, because the models are made of them.
Wagtail ends what it looks for with a slash; the addresses of files have none (see `page_file` in config/urls.py).
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from wagtail.contrib.routable_page.models import path

View = TypeVar("View", bound=Callable[..., HttpResponse])


def route(pattern: str) -> Callable[[View], View]:
    """Wagtail's `path`, with a type."""
    return cast(Callable[[View], View], path(pattern))


def itself(page: Any) -> Any:
    """The page that a class of routes is mixed into."""
    return page
