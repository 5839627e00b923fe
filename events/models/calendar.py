"""The page of the calendar."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.pagination import page_of
from events.forms import EventFilterForm
from events.models.occurrences import EventOccurrence
from partners.models import PlatformPage

EVENTS_PER_PAGE = 20


class CalendarPage(PlatformPage):
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
        dates = form.in_period(form.narrow(EventOccurrence.objects.in_locale(self.locale)), since=timezone.now())
        context["filter_form"] = form
        context["listing"] = page_of(dates.for_cards(), request, EVENTS_PER_PAGE)
        return context
