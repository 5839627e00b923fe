"""The dates of public events, as rows: what the calendar and its feeds ask."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import Locale

from core.days import day_start
from core.models import Topic
from core.models.topics import first_topic, topic_of
from events.enums import ActivityLanguage, AttendanceMode, Audience, EventKind
from events.schedule import LONGEST, ScheduledDate
from events.time import horizon
from partners.models import Partner, Region

if TYPE_CHECKING:
    from events.models.pages import EventPage


# What differs between the rows of one event.
DATES = ("recurrence_id", "start", "end", "is_cancelled")
# What lists show of the event.
IN_CELL = ("title", "url_path", "in_language", "status", "all_day", "locale__language_code")
IN_ROW = ("kind", "attendance_mode", "city", "venue_name", "organizer", "is_sample", "partner__acronym")


def is_about(topic: Topic) -> Q:
    return Q(topics__contains=[topic.pk])


def is_organized_by(partner: Partner) -> Q:
    """By it alone, or by it too."""
    return Q(partners__contains=[partner.pk])


class EventOccurrenceQuerySet(models.QuerySet["EventOccurrence"]):
    """Queries of dates. `at` is an aware moment and never read from the clock in here.

    Only what is public has rows, so all of these are. What a date says besides, its event says.
    """

    def in_locale(self, locale: Locale) -> Self:
        return self.filter(locale=locale)

    def upcoming(self, at: dt.datetime) -> Self:
        """Not over yet, the next one first. What ends today is still coming, until its end."""
        # No event is longer, so the index of what begins finds what goes on.
        return self.filter(end__gte=at, start__gte=at - LONGEST).order_by("start", "pk")

    def past(self, at: dt.datetime) -> Self:
        """Over, the latest first."""
        return self.filter(end__lt=at).order_by("-start", "-pk")

    def between(self, first: dt.date, last: dt.date) -> Self:
        """On one of these days, the last included, in the portal's time zone, in order of start."""
        return self.starting_from(first).until(last)

    def starting_from(self, day: dt.date) -> Self:
        """On that day or later; what began before and goes on counts."""
        return self.upcoming(day_start(day))

    def until(self, day: dt.date) -> Self:
        """Begun by the end of that day."""
        return self.filter(start__lt=day_start(day + dt.timedelta(days=1)))

    def begun_in(self, year: int) -> Self:
        """Begun in that year, in the portal's time zone."""
        return self.filter(start__gte=day_start(dt.date(year, 1, 1)), start__lt=day_start(dt.date(year + 1, 1, 1)))

    def about(self, topic: Topic) -> Self:
        return self.filter(is_about(topic))

    def by_partner(self, partner: Partner) -> Self:
        """Of what the partner organizes, or takes part in organizing."""
        return self.filter(is_organized_by(partner))

    def next_of_each(self, at: dt.datetime) -> Self:
        """Of each event the next date only."""
        earlier = EventOccurrence.objects.filter(event=OuterRef("event"), end__gte=at, start__lt=OuterRef("start"))
        return self.upcoming(at).exclude(Exists(earlier))

    def for_cards(self) -> Self:
        """With all that a row of a list shows, and nothing else, in one query."""
        return self._with(*IN_CELL, *IN_ROW).select_related("event__partner")

    def for_grid(self) -> Self:
        """With what a cell of a grid shows, which is less than a row of a list."""
        return self._with(*IN_CELL)

    def _with(self, *fields: str) -> Self:
        event: Any = self.model._meta.get_field("event").related_model
        found = self.annotate(first_topic=first_topic(event.topics.through, "eventpage", "event"))
        return found.select_related("event__locale").only(*DATES, *(f"event__{name}" for name in fields))

    @transaction.atomic
    def remake(self, event: "EventPage", at: dt.datetime) -> None:
        """Brings the rows of one event up to date; of what is not public there are none.

        Rows that stay keep their keys. Two at once wait for one another.
        """
        type(event).objects.select_for_update(of=("self",)).only("pk").get(pk=event.pk)
        wanted = {row.recurrence_id: row for row in rows_of(event, at)}
        stale, changed = [], []
        for row in self.filter(event=event):
            new = wanted.pop(row.recurrence_id, None)
            if new is None:
                stale.append(row.pk)
            elif any(getattr(row, name) != getattr(new, name) for name in FACTS):
                new.pk = row.pk
                changed.append(new)
        self.filter(pk__in=stale).delete()
        EventOccurrence.objects.bulk_update(changed, FACTS)
        _insert(list(wanted.values()))


class EventOccurrence(models.Model):
    """One date of a public event in one language, with the facts by which the calendar is filtered.

    The facts are copies of the event's, so that a filtered month is found and counted in one table. `EventPage.save`
    and `events.signals` keep the rows, and the daily `remake_occurrences` mends the rest, and goes on to the horizon.
    """

    # Both stand first in an index below.
    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="occurrences", db_index=False)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Where the rule put it; names the date even when it has moved (RFC 5545, section 3.8.4.4).
    recurrence_id = models.DateTimeField()
    start = models.DateTimeField()
    end = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    in_language = models.CharField(max_length=10)
    kind = models.CharField(max_length=30, choices=EventKind)
    attendance_mode = models.CharField(max_length=20, choices=AttendanceMode)
    region = models.CharField(max_length=40, choices=Region, blank=True)
    is_free = models.BooleanField()
    languages = ArrayField(models.CharField(max_length=5, choices=ActivityLanguage))
    audiences = ArrayField(models.CharField(max_length=30, choices=Audience))
    topics = ArrayField(models.IntegerField())
    # The one in whose area it stands, and those who organize it together.
    partners = ArrayField(models.IntegerField())

    objects = EventOccurrenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "recurrence_id"], name="occurrence_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="occurrence_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["locale", "start"], name="occurrence_by_start"),
            models.Index(fields=["event", "start"], name="occurrence_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.start:%Y-%m-%d}"

    @property
    def scheduled(self) -> ScheduledDate:
        """The date without its event."""
        return ScheduledDate(self.recurrence_id, self.start, self.end, self.is_cancelled)

    @property
    def topic(self) -> Topic | None:
        """The first topic of its event; from what `for_cards` brought along, where it did."""
        return topic_of(self.first_topic) if hasattr(self, "first_topic") else self.event.main_topic

    @property
    def takes_place(self) -> bool:
        """False when this date is cancelled, or the event is cancelled or postponed as a whole."""
        return self.event.takes_place and not self.is_cancelled


def _insert(rows: list[EventOccurrence]) -> None:
    """Writes new rows of one event, of which only the dates differ: those as four lists, all else once.

    Two years of weeks are 105 rows of 15 values; written out, most of the time goes into writing the statement.
    """
    if not rows:
        return
    fields = [field for field in EventOccurrence._meta.concrete_fields if not field.primary_key]
    table = connection.ops.quote_name(EventOccurrence._meta.db_table)
    columns = {field.attname: connection.ops.quote_name(field.column or field.attname) for field in fields}
    varying = [field for field in fields if field.attname in DATES]
    lists = ", ".join(f"%s::{field.db_type(connection)}[]" for field in varying)
    values = ", ".join(
        columns[field.attname] if field in varying else f"%s::{field.db_type(connection)}" for field in fields
    )
    params = [getattr(rows[0], field.attname) for field in fields if field not in varying]
    params += [[getattr(row, field.attname) for row in rows] for field in varying]
    # Only names of columns and types, which are code, stand in the text; values are parameters.
    statement = (
        f"INSERT INTO {table} ({', '.join(columns.values())}) SELECT {values}"  # noqa: S608
        f" FROM unnest({lists}) AS dates ({', '.join(columns[field.attname] for field in varying)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


# What a row says besides whose it is.
FACTS = tuple(
    field.attname
    for field in EventOccurrence._meta.concrete_fields
    if field.name not in ("id", "event", "recurrence_id")
)


def rows_of(event: "EventPage", at: dt.datetime) -> Iterable[EventOccurrence]:
    """The rows that an event should have at a moment, not saved."""
    if not type(event).objects.published().filter(pk=event.pk).exists():
        return []
    facts: dict[str, Any] = {
        "event": event,
        "locale_id": event.locale_id,
        "topics": sorted(topic.pk for topic in event.topics.all()),
        "partners": sorted({partner.pk for partner in event.organizers}),
        **{name: getattr(event, name) for name in ("in_language", "kind", "attendance_mode", "region", "is_free")},
        **{name: list(getattr(event, name)) for name in ("languages", "audiences")},
    }
    return [occurrence(date, facts) for date in event.schedule.dates(until=horizon(at))]


def occurrence(date: ScheduledDate, facts: dict[str, Any]) -> EventOccurrence:
    return EventOccurrence(
        recurrence_id=date.recurrence_id, start=date.start, end=date.end, is_cancelled=date.is_cancelled, **facts
    )
