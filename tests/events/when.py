"""Events at moments that are easy to read."""

import datetime as dt
from zoneinfo import ZoneInfo

from events.models import EventPage
from partners.models import Partner
from tests.factories import EventPageFactory

TORONTO = ZoneInfo("America/Toronto")


def moment(text: str) -> dt.datetime:
    """The clock of Montréal says "2026-12-01T09:00"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=TORONTO)


def public_event(partner: Partner, start: str, end: str, **fields: object) -> EventPage:
    """An event that its moderators have approved."""
    return EventPageFactory(
        **{"partner": partner, "published": True, "start": moment(start), "end": moment(end), **fields}
    )
