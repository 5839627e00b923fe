"""When events take place, where a template says it."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.formatting import clock
from core.languages import writing_language
from core.templatetags.formatting import with_ordinals
from events.models import EventOccurrence, EventPage
from events.schedule import ScheduledDate
from events.wording import recurrence_in_words

register = template.Library()


@register.simple_tag
def date_of(event: EventPage) -> ScheduledDate:
    """The date of an event that matters now."""
    return event.date_at(timezone.now())


@register.simple_tag
def recurrence_words(event: EventPage) -> SafeString | str:
    """How an event recurs: « Chaque mois, le deuxième mardi »."""
    schedule = event.schedule
    if schedule.recurrence is None:
        return ""
    return with_ordinals(recurrence_in_words(schedule.recurrence, schedule.first_day, writing_language()))


@register.simple_tag
def time_on(item: EventOccurrence, day: date) -> str:
    """What a cell of `day` says of the time: when it begins, or that it goes on."""
    if timezone.localdate(item.start) < day:
        return gettext("continued")
    return clock(item.start, writing_language(), timezone.get_default_timezone())
