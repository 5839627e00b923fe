"""Days of the portal, and the fields of filters that ask for one."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

# Beyond these, sums with a time zone leave what a date can hold. Nothing of the portal lies there.
FIRST_DAY, LAST_DAY = dt.date(1970, 1, 2), dt.date(2199, 12, 30)
DAY = dt.timedelta(days=1)


def day_start(day: dt.date) -> dt.datetime:
    """Midnight of a day in the portal's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of `day`."""
    return (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY


def day_field(label: Any, unreadable: Any, widget: type[forms.Widget] | None = None) -> forms.DateField:
    """A day in the address of a list, as ISO 8601 writes it; `unreadable` is said of anything else."""
    return forms.DateField(
        input_formats=["%Y-%m-%d"],
        required=False,
        label=label,
        widget=widget or forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(FIRST_DAY, unreadable), MaxValueValidator(LAST_DAY, unreadable)],
        error_messages={"invalid": unreadable},
    )
