"""The page of the calendar."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.calendar import Calendar
from events.enums import CalendarView
from events.feeds.routes import CalendarFeedsMixin
from events.feeds.subscription import subscription_of
from events.forms import EventFilterForm
from partners.models import PlatformPage

LISTS = (CalendarView.AGENDA, CalendarView.PAST)


class CalendarPage(CalendarFeedsMixin, PlatformPage):
    """The consolidated calendar: the events of all partners, gathered by query."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "events/calendar_page.html"
    schema_type = "CollectionPage"
    page_description = _("Gathers the events of all partners.")

    class Meta:
        verbose_name = _("calendar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = EventFilterForm(request.GET)
        calendar = Calendar(self.locale, form, at=timezone.now())
        form.tell_counts(calendar.facets)
        context["filter_form"] = form
        context["calendar"] = calendar
        context["subscription"] = subscription_of(self, form, request)
        if calendar.view in LISTS:
            context["listing"] = calendar.listing(request)
        return context
