"""Lists of events for pages whose app lies below this one."""

from django import template
from django.utils import timezone

from events.models import EventPage, EventQuerySet
from partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def next_events_of(area: PartnerPage, count: int) -> EventQuerySet:
    """The next public events of an area, in its locale, ready for cards."""
    events = EventPage.objects.published().in_locale(area.locale).by_partner(area.partner)
    return events.upcoming(timezone.now()).for_cards()[:count]
