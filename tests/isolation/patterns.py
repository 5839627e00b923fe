"""All addresses of the admin, as the URL patterns declare them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

DOCUMENTS = "documents/"


@dataclass(frozen=True)
class View:
    """A pattern with the name by which the guard knows its view; the name is blank where the pattern has none."""

    name: str
    route: str
    pattern: URLPattern

    def __str__(self) -> str:
        return self.name or self.route


def admin_views() -> list[View]:
    """Every view below the admin's address."""
    return [view for view in _walk(get_resolver()) if view.route.startswith(settings.ADMIN_PATH)]


def document_views() -> list[View]:
    """The views that hand out documents, outside the admin."""
    return [view for view in _walk(get_resolver()) if view.route.startswith(DOCUMENTS)]


def _walk(resolver: URLResolver, route: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[View]:
    for entry in resolver.url_patterns:
        below = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, below, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        else:
            yield View(":".join([*namespaces, entry.name]) if entry.name else "", below, entry)
