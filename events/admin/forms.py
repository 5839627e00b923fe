"""The form of an event."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from events.admin.fields import ChangedDatesField, WallClockField, moment_at
from events.admin.recurrence import ChosenRecurrence, RecurrenceField, parts_of
from events.enums import TimeZone
from events.rules import gaps
from events.schedule import END_OF_DAY
from events.time import zone_of
from partners.page_form import PartnerContentForm

if TYPE_CHECKING:
    from events.models import EventPage

    Form = forms.BaseForm
else:
    Form = object

MOMENTS = ("start", "end")


class DatesFormMixin(Form):
    """Reads when an event takes place: times by the clock of the event's own time zone, a recurrence as a rule."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone_name = cleaned.get("time_zone")
        all_day = cleaned.get("all_day")
        # Without a zone the form is refused; its times are read all the same.
        zone = zone_of(zone_name or TimeZone.EASTERN, all_day=bool(all_day))
        first: dt.datetime | None = cleaned.get("start")
        for name in MOMENTS:
            if wall_clock := cleaned.get(name):
                if all_day:
                    wall_clock = dt.datetime.combine(wall_clock, dt.time.min if name == "start" else END_OF_DAY)
                try:
                    cleaned[name] = moment_at(wall_clock, zone)
                except ValidationError as error:
                    self.add_error(name, error)
        chosen = cleaned.get("recurrence")
        if isinstance(chosen, ChosenRecurrence):
            try:
                cleaned["recurrence"] = chosen.text(first.date() if first else None)
            except ValidationError as error:
                self.add_error("recurrence", error)
        if "changed_dates" in cleaned and cleaned["changed_dates"] is None:
            cleaned["changed_dates"] = []
        return cleaned


class EventPageForm(DatesFormMixin, PartnerContentForm):
    """Shows times by the clock of the event's own time zone, and asks for what readers need to know."""

    class Meta(PartnerContentForm.Meta):  # type: ignore[name-defined]
        field_classes = {
            "start": WallClockField,
            "end": WallClockField,
            "recurrence": RecurrenceField,
            "changed_dates": ChangedDatesField,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's panels leave out the hidden copies by which Django would tell what has changed in lists.
        for field in self.fields.values():
            field.show_hidden_initial = False
        event: EventPage = self.instance
        for name in MOMENTS:
            if moment := getattr(event, name):
                self.initial[name] = moment.astimezone(event.zone).replace(tzinfo=None)
        first = self.initial.get("start")
        self.initial["recurrence"] = parts_of(event.recurrence, first.date() if first else None)

    def _post_clean(self) -> None:
        super()._post_clean()
        # A draft may have gaps.
        if self.is_deferred_validation or self.errors:
            return
        for name, messages in gaps(self.instance).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class DatesForm(DatesFormMixin, forms.Form):
    """The fields of `EventPageForm` that say when, for the preview of the dates."""

    start = WallClockField()
    end = WallClockField()
    all_day = forms.BooleanField(required=False)
    time_zone = forms.ChoiceField(choices=TimeZone)
    recurrence = RecurrenceField(required=False)
    changed_dates = ChangedDatesField(required=False)
