"""`manage.py remake_occurrences`: moves the calendar's horizon, and mends rows out of step with their events."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.models import EventOccurrence, EventPage

CHUNK = 500


class Command(BaseCommand):
    help = "Brings the dates of all events up to date, up to two years ahead."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        events = EventPage.objects.defer("body").select_related("partner", "locale")
        for event in events.prefetch_related("topics", "co_organizers").iterator(CHUNK):
            EventOccurrence.objects.remake(event, at)
