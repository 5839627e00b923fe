"""The filter of the calendar: one form for every face of it."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_DAY, LAST_DAY, day_field
from core.facets import Counted
from core.folding import fold
from core.languages import writing_language
from core.typography import tidy
from events.enums import ActivityLanguage, AttendanceMode, Audience, CalendarView, EventKind
from events.models.occurrences import is_about, is_organized_by
from partners.forms import ContentFilterForm, choice_field
from partners.models import Region

if TYPE_CHECKING:
    from events.models import EventOccurrenceQuerySet

MOST_WORDS = 100
UNREADABLE_DATE = _("This date cannot be read (write 2026-11-22); coming events are shown.")


class EventFilterForm(ContentFilterForm):
    """What of the calendar is shown, and how.

    `view` and `day` say which face and which month or week; the rest filters, and is the same for all faces and feeds.
    A value that means nothing is reported and counts as not given.
    """

    # Which view, and around which day; not filters.
    view = forms.ChoiceField(
        choices=CalendarView,
        required=False,
        label=_("View"),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such view; coming events are shown.")},
    )
    day = day_field(_("Day"), UNREADABLE_DATE, widget=forms.HiddenInput)
    year = forms.TypedChoiceField(
        choices=[(str(year), year) for year in range(FIRST_DAY.year, LAST_DAY.year + 1)],
        coerce=int,
        required=False,
        label=_("Year"),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such year; the latest is shown.")},
    )

    q = forms.CharField(
        required=False,
        label=_("Words"),
        max_length=MOST_WORDS,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": _("Please search with fewer words.")},
    )
    kind = choice_field(
        _("Type"), _("All types"), EventKind.choices, _("There is no such type of event; all are shown.")
    )
    attendance_mode = choice_field(
        _("Format"), _("All formats"), AttendanceMode.choices, _("There is no such format; all are shown.")
    )
    region = choice_field(_("Region"), _("All regions"), Region.choices, _("There is no such region; all are shown."))
    language = choice_field(
        _("Language of the activity"),
        _("All languages"),
        ActivityLanguage.choices,
        _("There is no such language; all are shown."),
    )
    audience = choice_field(
        _("Audience"), _("All audiences"), Audience.choices, _("There is no such audience; all are shown.")
    )
    start = day_field(pgettext_lazy("first day", "From"), UNREADABLE_DATE)
    end = day_field(pgettext_lazy("last day", "To"), UNREADABLE_DATE)
    free = forms.BooleanField(required=False, label=_("Free only"))

    rarely_used = frozenset({"attendance_mode", "region", "language", "audience", "start", "end", "free", "only"})

    field_order = (
        *("q", "topic", "partner", "kind", "attendance_mode", "region", "language", "audience"),
        *("start", "end", "free", "only", "view", "day", "year"),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        if self.current_view != CalendarView.AGENDA:
            # A month, a week and a year are a period of their own.
            del self.fields["start"], self.fields["end"]

    def clean_q(self) -> str:
        """The words with one space between them; what cannot be printed separates words too."""
        signs = (sign if sign.isprintable() else " " for sign in self.cleaned_data["q"])
        return " ".join("".join(signs).split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            cleaned.pop("end")
            self.add_error("end", _("The last day is before the first one; what follows the first is shown."))
        return cleaned

    def in_a_row(self, name: str, value: Any) -> str:
        if name == "q":
            return tidy(f'"{value}"', writing_language())
        return gettext("free") if name == "free" else super().in_a_row(name, value)

    @property
    def current_view(self) -> CalendarView:
        return CalendarView(self.cleaned_data.get("view") or CalendarView.AGENDA)

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What the dates must meet, by the names of the fields that say so; the period is not among them."""
        return {name: CONDITIONS[name](value) for name, value in self.active.items() if name in CONDITIONS}

    def narrow(self, items: "EventOccurrenceQuerySet") -> "EventOccurrenceQuerySet":  # type: ignore[override]
        """`items` as far as the filters let them through, whatever the period."""
        return items.filter(*self.conditions.values())

    def in_period(self, items: "EventOccurrenceQuerySet", since: dt.datetime) -> "EventOccurrenceQuerySet":
        """`items` from the first day asked for to the last one; without a first day, those not over at `since`."""
        first, last = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        items = items.starting_from(first) if first else items.upcoming(since)
        return items.until(last) if last else items


def _words(text: str) -> Q:
    """All of the words, anywhere, whatever their accents and capitals."""
    return Q(*(Q(event__words__contains=word) for word in fold(text).split()))


# What the options of the filters count by.
COUNTED = {
    "topic": Counted("topics", is_list=True),
    "partner": Counted("partners", is_list=True),
    "kind": Counted("kind"),
    "attendance_mode": Counted("attendance_mode"),
    "region": Counted("region"),
    "language": Counted("languages", is_list=True),
    "audience": Counted("audiences", is_list=True),
    "free": Counted("is_free"),
}

# What of a date each filter asks for.
CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "q": _words,
    "topic": is_about,
    "partner": is_organized_by,
    "kind": lambda kind: Q(kind=kind),
    "attendance_mode": lambda mode: Q(attendance_mode=mode),
    "region": lambda region: Q(region=region),
    "language": lambda language: Q(languages__contains=[language]),
    "audience": lambda audience: Q(audiences__contains=[audience]),
    "free": lambda _is_asked: Q(is_free=True),
    "only": lambda _is_asked: Q(in_language=F("locale__language_code")),
}
