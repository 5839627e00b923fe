"""Asks for feeds as programs do."""

import datetime as dt
from typing import Any

from django.test import Client
from icalendar import Calendar, Event

CALENDAR = {"fr": "/fr/calendrier/", "en": "/en/calendar/"}
FEEDS = ("calendar.ics", "calendar.atom", "calendar.json", "embed/")
# Dates of 2031, which is not over soon.
START = dt.datetime(2031, 5, 6, 13, 0, tzinfo=dt.UTC)


def address(name: str, language: str = "fr") -> str:
    return f"{CALENDAR[language]}{name}"


def calendar(client: Client, query: dict[str, str] | None = None, language: str = "fr") -> Calendar:
    response = client.get(address("calendar.ics", language), query)
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def events(client: Client, query: dict[str, str] | None = None, language: str = "fr") -> dict[str, Event]:
    """The events, without what is said of single dates, by title."""
    found = calendar(client, query, language).events
    return {str(event["SUMMARY"]): event for event in found if "RECURRENCE-ID" not in event}


def titles(client: Client, name: str, query: dict[str, Any] | None = None, language: str = "fr") -> str:
    """All that a feed says."""
    response = client.get(address(name, language), query)
    assert response.status_code == 200
    return response.content.decode().replace("\r\n ", "")
