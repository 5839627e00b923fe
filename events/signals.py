"""What changes the calendar without saving an event."""

from collections.abc import Iterable

from django.utils import timezone

from events.models import EventOccurrence, EventPage
from partners.following import keep_rows


def remake(keys: Iterable[int]) -> None:
    now = timezone.now()
    for event in EventPage.objects.filter(pk__in=list(keys)):
        EventOccurrence.objects.remake(event, at=now)


keep_rows(EventPage, remake)
