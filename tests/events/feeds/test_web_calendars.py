"""A link to a calendar on the web carries the date as that service wants it."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from events.feeds.web_calendars import web_calendars
from events.models import EventPage
from tests.events.feeds.readers import entry, unsaved

TORONTO = ZoneInfo("America/Toronto")
START = dt.datetime(2026, 12, 1, 14, 30, tzinfo=dt.UTC)


def links(page: EventPage, which: int = 0) -> dict[str, dict[str, str]]:
    """The parameters of each service's link, for one of the dates."""
    date = page.schedule.dates(dt.date(2027, 12, 31))[which]
    found = {}
    for service in web_calendars(entry(page), date):
        parts = urlsplit(service.url)
        assert parts.scheme == "https"
        found[service.name] = {name: value for name, (value,) in parse_qs(parts.query).items()}
    return found


def timed(**fields: Any) -> EventPage:
    return unsaved(**{"start": START, "end": START + dt.timedelta(hours=2), **fields})


def whole_days(count: int, **fields: Any) -> EventPage:
    start = dt.datetime(2026, 12, 1, tzinfo=TORONTO)
    end = start + dt.timedelta(days=count - 1, hours=23, minutes=59)
    return unsaved(start=start, end=end, all_day=True, **fields)


def test_a_time() -> None:
    found = links(timed(title="À propos & plus", city="Montréal"))
    google = found["Google Calendar"]
    assert (google["action"], google["dates"]) == ("TEMPLATE", "20261201T143000Z/20261201T163000Z")
    assert google["text"] == found["Outlook.com"]["subject"] == found["Yahoo"]["title"] == "À propos & plus"
    assert google["location"] == found["Microsoft 365"]["location"] == found["Yahoo"]["in_loc"] == "Montréal"
    assert found["Outlook.com"]["startdt"] == "2026-12-01T14:30:00Z"
    assert found["Outlook.com"]["enddt"] == "2026-12-01T16:30:00Z"
    assert "allday" not in found["Outlook.com"]
    assert (found["Yahoo"]["st"], found["Yahoo"]["et"]) == ("20261201T143000Z", "20261201T163000Z")
    assert found["Outlook.com"] == found["Microsoft 365"]


def test_whole_days() -> None:
    one, three = links(whole_days(1)), links(whole_days(3))
    assert one["Google Calendar"]["dates"] == "20261201/20261202"
    assert three["Google Calendar"]["dates"] == "20261201/20261204"
    assert (three["Outlook.com"]["startdt"], three["Outlook.com"]["enddt"]) == ("2026-12-01", "2026-12-04")
    assert three["Outlook.com"]["allday"] == "true"
    # Yahoo heeds a length only where there is no end.
    assert (one["Yahoo"]["st"], one["Yahoo"]["dur"], one["Yahoo"].get("et")) == ("20261201", "allday", None)
    assert (three["Yahoo"]["et"], three["Yahoo"].get("dur")) == ("20261204", None)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("FREQ=WEEKLY", "RRULE:FREQ=WEEKLY"),
        ("FREQ=WEEKLY;UNTIL=20261231", "RRULE:FREQ=WEEKLY;UNTIL=20270101T045959Z"),
        # Counted from the first date, though the link begins with the second.
        ("FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=WEEKLY;UNTIL=20261216T045959Z"),
    ],
)
def test_a_recurrence_goes_on_from_the_date(rule: str, written: str) -> None:
    google = links(timed(recurrence=rule), which=1)["Google Calendar"]
    assert google["recur"] == written
    assert (google["dates"], google["ctz"]) == ("20261208T093000/20261208T113000", "America/Toronto")


def test_what_a_link_cannot_say_it_does_not() -> None:
    changes = [{"date": "2026-12-15", "change": "removed"}]
    google = links(timed(recurrence="FREQ=WEEKLY", changed_dates=changes))["Google Calendar"]
    assert "recur" not in google
    assert google["dates"] == "20261201T143000Z/20261201T163000Z"
