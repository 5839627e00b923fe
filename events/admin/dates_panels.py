"""The parts of the editing screen that say when an event takes place, and which others it may be."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.widgets import Script
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel, Panel

from core.formatting import date_time
from core.languages import writing_language
from events.recurrence import Recurrence, UnreadableRule
from events.schedule import UnreadableChange, parse_changes
from events.wording import change_in_words, recurrence_in_words

if TYPE_CHECKING:
    from events.models import EventPage

SCRIPTS = ("js/admin/event-dates.js", "js/admin/similar-events.js")
MEDIA = forms.Media(
    css={"all": ["css/admin-events.css"]},
    js=[Script(file, type="module") for file in SCRIPTS],  # type: ignore[misc]
)


class WordsComparison(FieldComparison):
    """Compares two versions of an event by what people read; `describe` says it in the active language."""

    def __init__(self, field: Any, obj_a: "EventPage", obj_b: "EventPage") -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = self.describe(obj_a), self.describe(obj_b)

    def describe(self, event: "EventPage") -> str:
        raise NotImplementedError


class MomentComparison(WordsComparison):
    """By the clock of the event's own time zone."""

    def describe(self, event: "EventPage") -> str:
        moment = self.field.value_from_object(event)
        if moment is None:
            return ""
        return f"{date_time(moment, writing_language(), event.zone)} ({event.zone.key})"


class RecurrenceComparison(WordsComparison):
    def describe(self, event: "EventPage") -> str:
        try:
            rule = Recurrence.parse(event.recurrence) if event.recurrence else None
        except UnreadableRule:
            return event.recurrence
        return recurrence_in_words(rule, event.schedule.first_day, writing_language()) if rule else ""


class ChangedDatesComparison(WordsComparison):
    def describe(self, event: "EventPage") -> str:
        try:
            changes = parse_changes(event.changed_dates or [])
        except UnreadableChange:
            return str(event.changed_dates)
        language = writing_language()
        return "; ".join(change_in_words(changes[day], event.all_day, language) for day in sorted(changes))


class MomentPanel(FieldPanel):
    def get_comparison_class(self) -> type[FieldComparison]:
        return MomentComparison


class RecurrencePanel(FieldPanel):
    def get_comparison_class(self) -> type[FieldComparison]:
        return RecurrenceComparison


class ChangedDatesPanel(FieldPanel):
    """The hidden field of the changed dates, and the preview of all dates, whose buttons write into it."""

    def get_comparison_class(self) -> type[FieldComparison]:
        return ChangedDatesComparison

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "events/admin/dates_panel.html"

        @property
        def media(self) -> forms.Media:
            return super().media + MEDIA

        def id_for_label(self) -> str:
            """What is hidden has no label: the heading is one of the preview."""
            return ""


class SimilarEventsPanel(Panel):
    """Where the events appear that the one being written may be already; empty and hidden as long as there are none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/similar_panel.html"
