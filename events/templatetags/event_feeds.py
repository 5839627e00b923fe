"""How an event comes into somebody's own calendar."""

from django import template
from django.template import Context
from django.utils import timezone

from events.feeds.entries import SEQUENCE_START, Entry
from events.feeds.web_calendars import WebCalendar
from events.feeds.web_calendars import web_calendars as services_for
from events.models import EventOccurrence, EventPage
from events.schedule import ScheduledDate

register = template.Library()


@register.simple_tag(takes_context=True)
def web_calendars(
    context: Context, event: EventPage, date: ScheduledDate | EventOccurrence | None
) -> list[WebCalendar]:
    """The services with a link for one date of the event, else for the one that matters now."""
    found = date or event.date_at(timezone.now())
    url = event.get_full_url(context.get("request")) or ""
    planned = found.scheduled if isinstance(found, EventOccurrence) else found
    return services_for(Entry(event, url, SEQUENCE_START), planned)
