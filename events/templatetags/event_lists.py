"""Lists of events for pages whose app lies below this one."""

from django import template
from django.utils import timezone

from events.models import EventOccurrence, EventOccurrenceQuerySet
from partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def next_events_of(area: PartnerPage, count: int) -> EventOccurrenceQuerySet:
    """The next public events of an area, what the partner organizes elsewhere included, ready for cards."""
    dates = EventOccurrence.objects.in_locale(area.locale).by_partner(area.partner)
    return dates.next_of_each(timezone.now()).for_cards()[:count]
