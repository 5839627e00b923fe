"""What is typed of the dates of an event: the clock on a wall, in whichever time zone it hangs, and single dates."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.formatting import clock, long_date
from core.languages import writing_language
from events.time import EARLIEST, LATEST


class WallClockField(forms.DateTimeField):
    """Gives a naive `datetime`: the form knows the time zone only when all fields are read."""

    def to_python(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str) and _has_offset(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # Every time exists in UTC; in the portal's own time zone Django would refuse what the event's knows.
        with timezone.override(dt.UTC):
            moment = super().to_python(value)
        return moment and moment.replace(tzinfo=None)


def moment_at(wall_clock: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment at which a clock there shows that; the first of two. Raises `ValidationError` when it never does."""
    if wall_clock.year < EARLIEST.year:
        raise ValidationError(_("This date is too far in the past."))
    if wall_clock.year >= LATEST.year:
        raise ValidationError(_("This date is too far in the future."))
    moment = wall_clock.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != wall_clock:
        language = writing_language()
        raise ValidationError(
            _("The clocks go forward there on %(date)s: that night has no %(time)s.")
            % {"date": long_date(wall_clock.date(), language), "time": clock(wall_clock.time(), language)}
        )
    return moment


class ChangedDatesField(forms.JSONField):
    """Refuses what is nested too deeply to be read, as it refuses what is no JSON."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)


def _has_offset(text: str) -> bool:
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None
