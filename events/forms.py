"""The filter of the calendar: one form for every face of it."""

import datetime as dt
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.enums import AttendanceMode, EventKind
from partners.forms import ContentFilterForm

if TYPE_CHECKING:
    from events.models import EventQuerySet

# No event lies outside; the database's own limits are far from here.
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
UNREADABLE_DATE = _("This date cannot be read (write 2026-11-22); coming events are shown.")


class EventFilterForm(ContentFilterForm):
    """Topic, partner, type, format and first day; without a first day, what is coming (or, asked for, what is past)."""

    kind = forms.ChoiceField(
        choices=[("", _("All types")), *EventKind.choices],
        required=False,
        label=_("Type"),
        error_messages={"invalid_choice": _("There is no such type of event; all are shown.")},
    )
    attendance_mode = forms.ChoiceField(
        choices=[("", _("All formats")), *AttendanceMode.choices],
        required=False,
        label=_("Format"),
        error_messages={"invalid_choice": _("There is no such format; all are shown.")},
    )
    start = forms.DateField(
        input_formats=["%Y-%m-%d"],
        required=False,
        label=pgettext_lazy("first day", "From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(EARLIEST, UNREADABLE_DATE), MaxValueValidator(LATEST, UNREADABLE_DATE)],
        error_messages={"invalid": UNREADABLE_DATE},
    )
    past = forms.BooleanField(required=False, label=_("Past events"))

    def narrow(self, items: "EventQuerySet", at: dt.datetime) -> "EventQuerySet":  # type: ignore[override]
        """`items` as far as the parameters let them through, in the order of the view."""
        items = super().narrow(items)
        for name in ("kind", "attendance_mode"):
            if value := self.cleaned_data.get(name):
                items = items.filter(**{name: value})
        is_past, day = self.cleaned_data.get("past"), self.cleaned_data.get("start")
        if day:
            items = items.starting_from(day)
        if is_past:
            return items.past(at)
        return items if day else items.upcoming(at)
