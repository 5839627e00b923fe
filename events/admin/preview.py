"""The dates of an event while it is being written: what its rule gives, and what becomes of single dates."""

import datetime as dt
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.formatting import event_when, long_date
from core.languages import writing_language
from events.admin.forms import DatesForm
from events.enums import DateChange
from events.models import EventPage
from events.recurrence import Recurrence
from events.rules import problems, readable_changes, unknown_changes
from events.schedule import ChangedDate, Schedule, ScheduledDate, UnreadableChange
from events.time import HORIZON, horizon
from events.wording import change_in_words, recurrence_in_words

FIRST_SHOWN = 12
MORE_SHOWN = 48
MOST_SHOWN = 252
# Of the dates that are over, the latest.
PAST_SHOWN = 12


@dataclass(frozen=True)
class Row:
    """One date. `day` is where the rule put it; `when` is in words, and so is `planned`, before any change.

    `start` and `end` are as an input of a date, or of a date and a time, holds them.
    """

    day: dt.date
    change: DateChange | None
    when: str
    planned: str
    start: str
    end: str


@dataclass
class Preview:
    """What the fragment shows. `left` dates are not shown, the last of them on the day `until`."""

    all_day: bool = False
    words: str = ""
    when: str = ""
    messages: list[str] = field(default_factory=list)
    coming: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    past_count: int = 0
    left: int = 0
    until: str = ""
    # How many to ask for to see more; none when no more are shown.
    next_shown: int = 0
    goes_on: bool = False
    # Changes of days on which there is no date.
    unknown: list[tuple[dt.date, str]] = field(default_factory=list)
    # Whether there are changes that can only be dropped as a whole.
    is_unreadable: bool = False


@require_POST
def preview_dates(request: HttpRequest) -> HttpResponse:
    """The fragment below the recurrence, in the editor's language. `shown` says how many coming dates are wanted."""
    shown = request.POST.get("shown", "")
    wanted = int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 5 else FIRST_SHOWN
    preview = preview_of(DatesForm(request.POST), timezone.now(), max(FIRST_SHOWN, min(wanted, MOST_SHOWN)))
    return render(request, "events/admin/dates_preview.html", {"preview": preview, "changes": DateChange})


def preview_of(form: DatesForm, at: dt.datetime, shown: int = FIRST_SHOWN) -> Preview:
    """What the form says at a moment, with what contradicts itself in it."""
    if not form.is_valid():
        return Preview(messages=_messages(form))
    event = EventPage(**form.cleaned_data)
    found = problems(event)
    preview = Preview(event.all_day, messages=[message for messages in found.values() for message in messages])
    if {"start", "end", "recurrence"} & found.keys():
        return preview
    language = writing_language()
    preview.when = event_when(event.start, event.end, event.all_day, language, event.zone)
    if event.recurrence:
        rule = Recurrence.parse(event.recurrence)
        preview.words = recurrence_in_words(rule, event.schedule.first_day, language)
        _add_rows(preview, _readable_schedule(event, rule, preview), at, shown)
    else:
        preview.is_unreadable = bool(event.changed_dates)
    return preview


def _messages(form: DatesForm) -> list[str]:
    """What is wrong with single fields; one that is still empty says nothing."""
    errors = [error for found in form.errors.as_data().values() for error in found]
    return [message for error in errors if error.code != "required" for message in error.messages]


def _readable_schedule(event: EventPage, rule: Recurrence, preview: Preview) -> Schedule:
    """The schedule with those of the changes for which it has dates; the preview names the others."""
    changes: list[ChangedDate] = []
    try:
        changes = readable_changes(event.changed_dates)
    except UnreadableChange:
        preview.is_unreadable = True
    unknown = unknown_changes(rule, event.schedule.first_day, changes)
    language = writing_language()
    preview.unknown = [(change.date, change_in_words(change, event.all_day, language)) for change in unknown]
    known = tuple(change for change in changes if change not in unknown)
    return Schedule(event.start, event.end, event.zone, event.all_day, rule, known)


def _add_rows(preview: Preview, schedule: Schedule, at: dt.datetime, shown: int) -> None:
    """What was changed is always shown, so that it can be undone; of the rest the latest past and the next ones."""
    until = max(horizon(at), schedule.first_day + HORIZON)
    changes = {change.date: change.change for change in schedule.changes}
    dates = schedule.dates(until)
    dates += [schedule.planned(day) for day, change in changes.items() if change == DateChange.REMOVED and day <= until]
    dates.sort(key=lambda date: (date.start, date.recurrence_id))

    def is_changed(date: ScheduledDate) -> bool:
        return _day(date, schedule) in changes

    past = [date for date in dates if date.end < at]
    coming = [date for date in dates if date.end >= at]
    preview.past_count = len(past)
    preview.past = [
        _row(date, schedule, changes) for date in [*filter(is_changed, past[:-PAST_SHOWN]), *past[-PAST_SHOWN:]]
    ]
    preview.coming = [_row(date, schedule, changes) for date in [*coming[:shown], *filter(is_changed, coming[shown:])]]
    preview.left = len(coming) - len(preview.coming)
    if preview.left:
        preview.until = long_date(_day(coming[-1], schedule), writing_language())
        preview.next_shown = min(shown + MORE_SHOWN, MOST_SHOWN) if shown < MOST_SHOWN else 0
    preview.goes_on = any(day > until for day in schedule.rule_days(until + HORIZON))


def _row(date: ScheduledDate, schedule: Schedule, changes: dict[dt.date, DateChange]) -> Row:
    day = _day(date, schedule)
    planned = schedule.planned(day)

    def words(moments: ScheduledDate) -> str:
        return event_when(moments.start, moments.end, schedule.all_day, writing_language(), schedule.zone)

    def typed(moment: dt.datetime) -> str:
        return moment.astimezone(schedule.zone).strftime("%Y-%m-%d" if schedule.all_day else "%Y-%m-%dT%H:%M")

    return Row(day, changes.get(day), words(date), words(planned), typed(date.start), typed(date.end))


def _day(date: ScheduledDate, schedule: Schedule) -> dt.date:
    """Where the rule put it."""
    return date.recurrence_id.astimezone(schedule.zone).date()
