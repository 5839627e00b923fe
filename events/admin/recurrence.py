"""How an editor says that an event recurs: what is chosen and ticked, to and from the text of a rule.

All of it is understood without a script; `static/js/admin/event-dates.js` hides what does not apply.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.days import FIRST_DAY, LAST_DAY
from core.widgets import TypedDateInput
from events.enums import Frequency
from events.recurrence import LAST, MOST_INTERVAL, MOST_TIMES, Recurrence, UnreadableRule

# What is stored and cannot be shown in parts; it is kept as it is until something else is chosen.
AS_IT_IS = "as_it_is"
# The code of an error whose message says by itself what is missing.
UNSAID = "unsaid"
WEEK = 7


class MonthDay(models.TextChoices):
    """Which day of the month is meant, by the first date."""

    NUMBER = "number", gettext_lazy("On the same day of the month, such as the 10th")
    WEEKDAY = "weekday", gettext_lazy("On the same weekday, such as the second Tuesday")
    LAST_WEEKDAY = "last", gettext_lazy("On the last such weekday, such as the last Friday")


class Ending(models.TextChoices):
    """How a recurrence ends."""

    NEVER = "never", pgettext_lazy("the recurrence ends", "Never")
    UNTIL = "until", pgettext_lazy("the recurrence ends", "On a day")
    COUNT = "count", pgettext_lazy("the recurrence ends", "After a number of times")


@dataclass(frozen=True)
class ChosenRecurrence:
    """What was chosen. Which day of the month is meant depends on the first date, so only `text` makes a rule of it."""

    rule: Recurrence | None = None
    month_day: MonthDay = MonthDay.NUMBER
    as_it_is: str = ""

    def text(self, first: dt.date | None) -> str:
        """The rule as it is stored; nothing for what does not recur. Raises `ValidationError`."""
        if self.rule is None:
            return self.as_it_is
        if self.rule.frequency != Frequency.MONTHLY or self.month_day == MonthDay.NUMBER or first is None:
            return str(self.rule)
        position = LAST if self.month_day == MonthDay.LAST_WEEKDAY else (first.day - 1) // WEEK + 1
        is_last = first.day + WEEK > calendar.monthrange(first.year, first.month)[1]
        if position > 4:
            raise ValidationError(
                _("The first date is in the fifth week of its month, which most months lack: choose the last weekday.")
            )
        if position == LAST and not is_last:
            raise ValidationError(_("The first date is not in the last week of its month."))
        rule = self.rule
        return str(
            Recurrence(rule.frequency, rule.interval, (first.weekday(),), position, until=rule.until, count=rule.count)
        )


class RecurrenceForm(forms.Form):
    """The parts of a recurrence, as fields of their own inside the form of an event."""

    frequency = forms.ChoiceField(
        choices=[("", gettext_lazy("Does not repeat")), *Frequency.choices],
        required=False,
        label=gettext_lazy("Recurrence"),
    )
    interval = forms.IntegerField(
        min_value=1,
        max_value=MOST_INTERVAL,
        required=False,
        initial=1,
        label=gettext_lazy("Every how many days, weeks, months or years?"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        choices=list(WEEKDAY_NAMES.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("On these days of the week"),
        help_text=gettext_lazy("None ticked: that of the first date."),
    )
    month_day = forms.ChoiceField(
        choices=MonthDay,
        required=False,
        initial=MonthDay.NUMBER,
        widget=forms.RadioSelect,
        label=gettext_lazy("On this day of the month, by the first date"),
    )
    ending = forms.ChoiceField(
        choices=Ending,
        required=False,
        initial=Ending.NEVER,
        widget=forms.RadioSelect,
        label=gettext_lazy("The recurrence ends"),
    )
    until = forms.DateField(
        required=False,
        widget=TypedDateInput,
        label=gettext_lazy("Last day"),
        validators=[
            MinValueValidator(FIRST_DAY, gettext_lazy("This date is too far in the past.")),
            MaxValueValidator(LAST_DAY, gettext_lazy("This date is too far in the future.")),
        ],
    )
    count = forms.IntegerField(
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
        label=gettext_lazy("Number of times, the first one included"),
    )
    as_it_is = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.data.get(self.add_prefix("as_it_is")) if self.is_bound else self.initial.get("as_it_is")
        if kept:
            label = _("Another rule, kept as it is: %(rule)s") % {"rule": kept[:200]}
            frequency = cast(forms.ChoiceField, self.fields["frequency"])
            frequency.choices = [*cast(list[Any], frequency.choices), (AS_IT_IS, label)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("frequency") in Frequency.values:
            ending = cleaned.get("ending")
            if ending == Ending.UNTIL and not cleaned.get("until") and "until" not in self.errors:
                self.add_error("until", ValidationError(_("Until which day does it recur?"), code=UNSAID))
            if ending == Ending.COUNT and not cleaned.get("count") and "count" not in self.errors:
                self.add_error("count", ValidationError(_("How many times does it take place?"), code=UNSAID))
        return cleaned

    @property
    def messages(self) -> list[str]:
        """What is wrong with the parts that apply, with the name of the part where the message does not say it."""
        frequency = self.cleaned_data.get("frequency")
        ending = self.cleaned_data.get("ending")
        applies = {
            "frequency": True,
            "ending": True,
            "interval": True,
            "weekdays": frequency == Frequency.WEEKLY,
            "month_day": frequency == Frequency.MONTHLY,
            "until": ending == Ending.UNTIL,
            "count": ending == Ending.COUNT,
        }
        if not frequency and "frequency" not in self.errors:
            return []
        return [
            message
            if error.code == UNSAID
            else _("%(part)s: %(message)s") % {"part": self.fields[name].label, "message": message}
            for name, found in self.errors.as_data().items()
            if applies.get(name)
            for error in found
            for message in error.messages
        ]

    @property
    def chosen(self) -> ChosenRecurrence:
        """What a form without `messages` says."""
        parts = self.cleaned_data
        frequency = parts.get("frequency")
        if frequency == AS_IT_IS:
            return ChosenRecurrence(as_it_is=parts.get("as_it_is", ""))
        if not frequency:
            return ChosenRecurrence()
        ending = parts.get("ending")
        rule = Recurrence(
            Frequency(frequency),
            interval=parts.get("interval") or 1,
            weekdays=tuple(sorted(parts.get("weekdays", ()))) if frequency == Frequency.WEEKLY else (),
            until=parts.get("until") if ending == Ending.UNTIL else None,
            count=parts.get("count") if ending == Ending.COUNT else None,
        )
        return ChosenRecurrence(rule, MonthDay(parts.get("month_day") or MonthDay.NUMBER))


def parts_of(text: str, first: dt.date | None = None) -> dict[str, Any]:
    """What `RecurrenceForm` shows of a stored rule; what it would not give back is kept as it is."""
    if not text:
        return {"frequency": ""}
    try:
        rule = Recurrence.parse(text)
    except UnreadableRule:
        return {"frequency": AS_IT_IS, "as_it_is": text}
    month_day = {None: MonthDay.NUMBER, LAST: MonthDay.LAST_WEEKDAY}.get(rule.position, MonthDay.WEEKDAY)
    shown = ChosenRecurrence(
        Recurrence(
            rule.frequency,
            rule.interval,
            rule.weekdays if rule.frequency == Frequency.WEEKLY else (),
            until=rule.until,
            count=rule.count,
        ),
        month_day,
    )
    try:
        is_shown = first is None or shown.text(first) == str(rule)
    except ValidationError:
        is_shown = False
    if not is_shown:
        return {"frequency": AS_IT_IS, "as_it_is": text}
    ending = Ending.UNTIL if rule.until else Ending.COUNT if rule.count else Ending.NEVER
    return {
        "frequency": rule.frequency,
        "interval": rule.interval,
        "weekdays": list(rule.weekdays) if rule.frequency == Frequency.WEEKLY else [],
        "month_day": month_day,
        "ending": ending,
        "until": rule.until,
        "count": rule.count,
    }


class RecurrenceWidget(forms.Widget):
    """Shows a `RecurrenceForm`. Its value is the form that was sent, the parts to show, or the text of a rule."""

    template_name = "events/admin/recurrence.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)

    @property
    def media(self) -> forms.Media:
        return RecurrenceForm().media

    def id_for_label(self, id_: str | None) -> str:
        """The label of the whole is that of its first part."""
        return f"{id_}-frequency" if id_ else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> RecurrenceForm:
        return RecurrenceForm(data, prefix=name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-frequency" not in data

    def format_value(self, value: Any) -> None:
        return None

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        form = value
        if not isinstance(form, RecurrenceForm):
            form = RecurrenceForm(initial=value if isinstance(value, dict) else parts_of(value or ""), prefix=name)
        form.fields["frequency"].widget.attrs.update(attrs or {}, id=self.id_for_label(f"id_{name}"))
        return SafeString(render_to_string(self.template_name, {"parts": form}))


class RecurrenceField(forms.Field):
    """Gives a `ChosenRecurrence`; which rule that is depends on the first date."""

    widget = RecurrenceWidget

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def clean(self, value: Any) -> ChosenRecurrence:
        if not isinstance(value, RecurrenceForm):
            return ChosenRecurrence()
        value.full_clean()
        if messages := value.messages:
            raise ValidationError(messages)
        return value.chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not isinstance(data, RecurrenceForm):
            return bool(initial)
        parts = initial if isinstance(initial, dict) else parts_of(initial or "")
        return RecurrenceForm(data.data, initial=parts, prefix=data.prefix).has_changed()
