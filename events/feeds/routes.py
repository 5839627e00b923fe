"""The addresses of feeds, below those of pages.

Only addresses are here: what answers is imported when it is asked, because the models are made of these classes.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

View = TypeVar("View", bound=Callable[..., HttpResponse])


def route(pattern: str) -> Callable[[View], View]:
    """Wagtail's `path`, with a type."""
    return cast(Callable[[View], View], path(pattern))


class CalendarFeedsMixin(RoutablePageMixin):
    """The calendar's feeds. Wagtail ends what it looks for with a slash; the addresses of files have none."""

    @route("calendar.ics/")
    def calendar_ics(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_ics(_itself(self), request)

    @route("calendar.atom/")
    def calendar_atom(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_atom(_itself(self), request)

    @route("calendar.json/")
    def calendar_json(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_json(_itself(self), request)

    @route("embed/")
    def calendar_embed(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_embed(_itself(self), request)


class EventFileMixin(RoutablePageMixin):
    """The file of one event."""

    @route("event.ics/")
    def event_ics(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.event_ics(_itself(self), request)


def _itself(page: Any) -> Any:
    """The page that a class of routes is mixed into."""
    return page
