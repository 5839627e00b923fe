"""When pages change by themselves because an event begins or ends."""

import datetime as dt

from django.db.models import Min

from core.page_cache.moments import changes_by_time
from events.models import EventOccurrence
from events.schedule import LONGEST


@changes_by_time
def next_beginning_or_end(at: dt.datetime) -> dt.datetime | None:
    """Of any date from `at` on; two queries."""
    beginnings = EventOccurrence.objects.filter(start__gte=at).order_by("start")
    # What goes on began within the longest time that an event takes.
    ends = EventOccurrence.objects.filter(start__gte=at - LONGEST, start__lte=at, end__gte=at)
    found = [beginnings.values_list("start", flat=True).first(), ends.aggregate(end=Min("end"))["end"]]
    return min(filter(None, found), default=None)
