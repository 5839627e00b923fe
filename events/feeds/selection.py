"""What a feed of the calendar holds: the events that a filter lets through, as the page of the calendar has it."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.feeds.texts import last_change
from events.feeds.entries import SEQUENCE_START, Entry
from events.forms import EventFilterForm
from events.models.occurrences import EventOccurrence, EventOccurrenceQuerySet
from events.models.pages import EventPage
from events.schedule import ScheduledDate
from partners.feeds.filters import words_of
from partners.feeds.selection import FeedSelection

# To be raised when a feed is written in another way, so that nobody keeps the former one.
EDITION = 1
MOST_EVENTS = 500
# The next dates of an event that are told one by one.
MOST_DATES = 12
# What is just over stays: a program that subscribes deletes what it no longer finds.
KEPT = dt.timedelta(days=30)


class _Row(NamedTuple):
    """What is cheap to know of an event, and enough to know whether its entry has changed."""

    pk: int
    path: str
    changed_at: dt.datetime | None
    next_start: dt.datetime | None
    next_end: dt.datetime | None
    last_start: dt.datetime
    coming: int


class Selection(FeedSelection[EventFilterForm]):
    """The feed that is asked of the calendar."""

    @cached_property
    def form(self) -> EventFilterForm:
        return EventFilterForm(self.request.GET)

    def title_in_words(self) -> str:
        return title_of(self.form)

    @cached_property
    def dates(self) -> EventOccurrenceQuerySet:
        """The dates in the period, those just over included."""
        found = EventOccurrence.objects.in_locale(self.page.locale)
        return self.form.in_period(self.form.narrow(found), since=self.at - KEPT)

    @property
    def changes(self) -> Iterable[dt.datetime | None]:
        return [row.changed_at for row in self._rows]

    @property
    def etag_parts(self) -> Iterable[object]:
        # Dates of the years to come are compared with what readers make of their rule.
        return [EDITION, self.at.year, *self._rows]

    @cached_property
    def entries(self) -> list[Entry]:
        """The events, what comes next first, and what is over last."""
        order = [row.pk for row in self._rows]
        events = public_events().in_bulk(order)
        dates = self._coming_dates(order)
        return [entry_of(events[pk], self.request, dates.get(pk, ())) for pk in order if pk in events]

    def next_dates(self, count: int) -> list[EventOccurrence]:
        """The next dates, one by one, with what a row of a list shows."""
        return list(self.dates.upcoming(self.at).for_cards()[:count])

    @cached_property
    def _rows(self) -> list[_Row]:
        is_coming = Q(end__gte=self.at)
        found = (
            self.dates.order_by()
            .values("event")
            .annotate(
                changed_at=last_change("event__translation_key"),
                next_start=Min("start", filter=is_coming),
                next_end=Min("end", filter=is_coming),
                last_start=Max("start"),
                coming=Count("pk", filter=is_coming),
            )
            .order_by(F("next_start").asc(nulls_last=True), F("last_start").desc(), "event")
            .values_list("event", "event__url_path", "changed_at", "next_start", "next_end", "last_start", "coming")
        )
        # More than are told one by one change nothing.
        return [_Row(*row[:-1], min(row[-1], MOST_DATES)) for row in found[:MOST_EVENTS]]

    def _coming_dates(self, events: Iterable[int]) -> dict[int, tuple[ScheduledDate, ...]]:
        """The next dates of each event, or its last one: two queries whatever there is."""
        rank = Window(RowNumber(), partition_by="event", order_by=["start", "pk"])
        coming = self.dates.filter(event__in=events, end__gte=self.at).annotate(rank=rank).filter(rank__lte=MOST_DATES)
        found: dict[int, list[ScheduledDate]] = {}
        for row in coming.order_by("start", "pk"):
            found.setdefault(row.event_id, []).append(row.scheduled)
        over = [pk for pk in events if pk not in found]
        for last in self.dates.filter(event__in=over).order_by("event", "-start").distinct("event"):
            found[last.event_id] = [last.scheduled]
        return {pk: tuple(dates) for pk, dates in found.items()}


def public_events() -> Any:
    """Public events with all that a feed tells of them, in a constant number of queries, without the heavy body."""
    return (
        EventPage.objects.published()
        .select_related("locale", "partner")
        .prefetch_related("topics", "co_organizers")
        .defer("body")
        .annotate(changed_at=last_change("translation_key"))
    )


def entry_of(event: Any, request: HttpRequest, dates: tuple[ScheduledDate, ...] = ()) -> Entry:
    """The entry of one of `public_events`."""
    changed_at = event.changed_at or event.first_published_at or SEQUENCE_START
    return Entry(event, event.get_full_url(request) or "", changed_at, dates)


def title_of(form: EventFilterForm) -> str:
    """What is subscribed to, in the active language: « Calendrier de Carrefour-TIC : Gestion, CRIM, gratuit »."""
    if words := words_of(form):
        return _("Calendar of Carrefour-TIC: %(filters)s") % {"filters": words}
    return _("Calendar of Carrefour-TIC")
