"""The addresses of the calendar's feeds."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin

from core.feeds.routes import itself, route


class CalendarFeedsMixin(RoutablePageMixin):
    """The feeds of the page of the calendar."""

    @route("calendar.ics/")
    def calendar_ics(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_ics(itself(self), request)

    @route("calendar.atom/")
    def calendar_atom(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_atom(itself(self), request)

    @route("calendar.json/")
    def calendar_json(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_json(itself(self), request)

    @route("embed/")
    def calendar_embed(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.calendar_embed(itself(self), request)


class EventFileMixin(RoutablePageMixin):
    """The file of one event."""

    @route("event.ics/")
    def event_ics(self, request: HttpRequest) -> HttpResponse:
        from events.feeds import responses

        return responses.event_ics(itself(self), request)
