"""The calendar and its feeds over few and over many events: what must not grow with either.

The few lie within a year, so that the month shown is as full as it is among the many, which lie within fifteen years:
what is compared is finding, not drawing.
"""

import datetime as dt
import statistics
import time
import uuid
from itertools import count

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from core.folding import fold
from core.models import Topic
from events.enums import ActivityLanguage, AttendanceMode, Audience, EventKind
from events.models import EventOccurrence, EventPage
from events.schedule import ScheduledDate
from partners.models import Partner, PartnerPage, Region
from tests.bench.growing import BATCH, place
from tests.bench.growth import Growth
from tests.bench.measuring import Figures, measure

REQUESTS = 15
PARTNERS = 500
DATES_OF_EACH = 4
SMALL = {"events": 500, "first_day": -180, "last_day": 180}
LARGE = {"events": 49_500, "first_day": -13 * 365, "last_day": 2 * 365}
EXPANSIONS = 15
_numbers = count(1)


def measure_calendar() -> Growth:
    """For each view and feed the figures among few and among many events."""
    result: Growth = {}
    partners = _partners()
    for size, numbers in (("small", SMALL), ("large", LARGE)):
        began = time.perf_counter()
        with transaction.atomic():
            _add_events(partners, **numbers)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        told = f"{EventPage.objects.count()} events with {EventOccurrence.objects.count()} dates"
        print(f"{told} in {time.perf_counter() - began:.0f} s", flush=True)
        for name, address in _addresses().items():
            result.setdefault(name, {})[size] = measure(Client(), address, requests=REQUESTS)
        result.setdefault("two years of weeks", {})[size] = _measure_expansion()
    return result


def _addresses() -> dict[str, str]:
    day = timezone.localdate().replace(day=15) + dt.timedelta(days=31)
    return {
        "month": f"/fr/calendrier/?view=month&day={day}",
        "week": f"/fr/calendrier/?view=week&day={day}",
        "agenda": "/fr/calendrier/",
        "agenda, filtered": "/fr/calendrier/?topic=management&language=fr&free=on",
        "agenda, words": "/fr/calendrier/?q=atelier+12",
        "past year": "/fr/calendrier/?view=past",
        "ICS": "/fr/calendrier/calendar.ics",
        "ICS, filtered": "/fr/calendrier/calendar.ics?q=atelier",
        "event": str(EventPage.objects.filter(live=True).exclude(recurrence="").order_by("pk")[0].url),
        "home": "/fr/",
    }


def _partners() -> list[Partner]:
    names = [f"calendrier-{number:03}" for number in range(PARTNERS)]
    return Partner.objects.bulk_create(Partner(key=name, acronym=name.upper(), name_fr=name) for name in names)


def _add_events(partners: list[Partner], *, events: int, first_day: int, last_day: int) -> None:
    """So many public French events, of four dates each, spread evenly between the two days from today."""
    area = PartnerPage.objects.filter(locale__language_code="fr").order_by("pk").first()
    assert area
    today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    span = last_day - first_day
    pages = []
    for index in range(events):
        start = today + dt.timedelta(days=first_day + index * span / events)
        pages.append(_event(partners[index * 7 % len(partners)], start))
    place(area, pages, EventPage)
    topics = list(Topic.objects.order_by("pk"))
    link = EventPage.topics.through
    link.objects.bulk_create((link(eventpage_id=page.pk, topic=topics[page.pk % len(topics)]) for page in pages), BATCH)
    rows = [row for page in pages for row in _rows(page, topics[page.pk % len(topics)])]
    EventOccurrence.objects.bulk_create(rows, BATCH)


def _event(partner: Partner, start: dt.datetime) -> EventPage:
    number = next(_numbers)
    title = f"{EventKind.values[number % len(EventKind)]} atelier {number}"
    return EventPage(
        title=title,
        draft_title=title,
        slug=f"calendrier-{number}",
        summary="Un résumé d’essai.",
        words=fold(title),
        partner=partner,
        live=True,
        translation_key=uuid.uuid4(),
        first_published_at=start - dt.timedelta(days=60),
        last_published_at=start - dt.timedelta(days=60),
        start=start,
        end=start + dt.timedelta(hours=2),
        recurrence=f"FREQ=WEEKLY;COUNT={DATES_OF_EACH}",
        kind=EventKind.values[number % len(EventKind)],
        attendance_mode=AttendanceMode.values[number % len(AttendanceMode)],
        region=Region.values[number % len(Region)],
        languages=[ActivityLanguage.values[number % len(ActivityLanguage)]],
        audiences=[Audience.values[number % len(Audience)]],
        is_free=number % 3 == 0,
        city="Montréal",
    )


def _rows(page: EventPage, topic: Topic) -> list[EventOccurrence]:
    def row(date: ScheduledDate) -> EventOccurrence:
        return EventOccurrence(
            event=page,
            locale_id=page.locale_id,
            recurrence_id=date.recurrence_id,
            start=date.start,
            end=date.end,
            in_language="fr",
            topics=[topic.pk],
            partners=[page.partner_id],
            **{name: getattr(page, name) for name in ("kind", "attendance_mode", "region", "is_free")},
            **{name: getattr(page, name) for name in ("languages", "audiences")},
        )

    return [row(date) for date in page.schedule.dates(until=dt.date(2100, 1, 1))]


def _measure_expansion() -> Figures:
    """One event of every week, all of whose rows are made anew up to the horizon."""
    event = EventPage.objects.filter(live=True).order_by("pk")[0]
    now = timezone.now()
    event.start, event.end = now, now + dt.timedelta(hours=1)
    event.recurrence, event.changed_dates = "FREQ=WEEKLY", []
    times = []
    with transaction.atomic():
        for _ in range(EXPANSIONS):
            event.occurrences.all().delete()
            began = time.perf_counter()
            EventOccurrence.objects.remake(event, at=now)
            times.append((time.perf_counter() - began) * 1000)
        dates = event.occurrences.count()
        transaction.set_rollback(True)
    times.sort()
    median, p95 = round(statistics.median(times), 1), round(times[int(len(times) * 0.95)], 1)
    return {"status": 200, "queries": dates, "bytes": 0, "median_ms": median, "p95_ms": p95}
