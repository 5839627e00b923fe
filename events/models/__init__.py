"""Events, their dates, and the calendar that gathers them."""

from events.models.calendar import CalendarPage
from events.models.occurrences import EventOccurrence, EventOccurrenceQuerySet
from events.models.pages import EventPage

__all__ = ["CalendarPage", "EventOccurrence", "EventOccurrenceQuerySet", "EventPage"]
