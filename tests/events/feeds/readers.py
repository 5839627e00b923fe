"""What programs for calendars find in a calendar of one event: all its dates, by two libraries that are not ours."""

import datetime as dt
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import recurring_ical_events
from icalendar import Calendar
from wagtail.models import Locale

from events.enums import TimeZone
from events.feeds import ics
from events.feeds.entries import Entry
from events.models import EventPage
from tests.browser import npm

# A start, an end and whether it is cancelled; moments in UTC, or days, the end not included.
Found = tuple[str, str, bool]

FAR = dt.date(2029, 12, 31)
# Dates that begin later are not compared; a moved one may come from beyond.
UNTIL = "2029-06-01"
SCRIPT = Path(__file__).with_name("ical_js.mjs")
CHANGED_AT = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)


def unsaved(**fields: Any) -> EventPage:
    """An event that is in no database."""
    # Wagtail would look for the type.
    identity = {"translation_key": UUID(int=1), "content_type_id": 1}
    page = EventPage(**{"title": "Une rencontre", "time_zone": TimeZone.EASTERN, **identity, **fields})
    page.locale = Locale(language_code="fr")
    page.topics = []
    page.co_organizers = []
    return page


def entry(page: EventPage) -> Entry:
    return Entry(page, "https://example.org/fr/partenaires/crim/une-rencontre/", CHANGED_AT)


def written(*pages: EventPage) -> str:
    return ics.calendar(ics.Head("Essai", "fr", "https://example.org/"), map(entry, pages), FAR).decode()


def ours(page: EventPage) -> list[Found]:
    """The dates as this portal shows them."""
    schedule = page.schedule
    found = []
    for date in schedule.dates(FAR):
        start, end = (moment.astimezone(schedule.zone) for moment in (date.start, date.end))
        span = (start.date(), end.date() + dt.timedelta(days=1)) if page.all_day else (start, end)
        found.append((_text(span[0]), _text(span[1]), date.is_cancelled))
    return _compared(found)


def by_python(text: str) -> list[Found]:
    calendar = Calendar.from_ical(text)
    found = []
    for event in recurring_ical_events.of(calendar).between((2020, 1, 1), (2029, 12, 31)):
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else start
        found.append((_text(start), _text(end), event.get("STATUS") == "CANCELLED"))
    return _compared(found)


def by_ical_js(texts: Sequence[str]) -> list[list[Found]]:
    """One process reads all calendars."""
    command = ["node", str(SCRIPT), str(npm.ensure())]
    question = json.dumps({"calendars": texts, "until": "2029-12-01"})
    answer = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
    return [_compared([(start, end, off) for start, end, off in dates]) for dates in json.loads(answer.stdout)]


def _compared(found: list[Found]) -> list[Found]:
    return sorted(date for date in found if date[0] < UNTIL)


def _text(moment: dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()
