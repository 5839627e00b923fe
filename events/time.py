"""The clock of events, and how far the calendar reaches."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Beyond these, sums with a time zone leave what a date can hold. No event lies there.
EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
WITHIN_BOUNDS = [
    MinValueValidator(EARLIEST, _("This date is too far in the past.")),
    MaxValueValidator(LATEST, _("This date is too far in the future.")),
]
# How far ahead the dates of a recurring event are in the calendar.
HORIZON = dt.timedelta(days=2 * 365 + 1)


def zone_of(time_zone: str, *, all_day: bool) -> ZoneInfo:
    """Where the clock of an event hangs; whole days are the portal's own, so that they are days of its grid."""
    return ZoneInfo(settings.TIME_ZONE if all_day else time_zone)


def horizon(at: dt.datetime) -> dt.date:
    """The last day for which dates of recurring events are in the calendar at a moment."""
    return timezone.localdate(at) + HORIZON
