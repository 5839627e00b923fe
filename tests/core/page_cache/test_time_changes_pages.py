"""A page that says something of now is made anew when an event begins or ends, at midnight, and after some minutes."""

import datetime as dt

import pytest
from django.utils import timezone

from core.page_cache.moments import LONGEST, Moments
from partners.models import Partner
from tests.core.page_cache.portal import Portal
from tests.factories import EventPageFactory

NOON = dt.datetime(2027, 3, 3, 17, tzinfo=dt.UTC)  # in Montréal
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("start", "end"), [(2 * MINUTE, 90 * MINUTE), (-90 * MINUTE, 2 * MINUTE), (-300 * 24 * 60 * MINUTE, 2 * MINUTE)]
)
def test_an_event_begins_or_ends(crim: Partner, start: dt.timedelta, end: dt.timedelta) -> None:
    EventPageFactory(partner=crim, published=True, start=NOON + start, end=NOON + end)
    moments = Moments()
    assert moments.end_of("1", NOON) == NOON + 2 * MINUTE
    assert moments.end_of("1", NOON + MINUTE) == NOON + 2 * MINUTE
    assert moments.end_of("1", NOON + 3 * MINUTE) == NOON + 3 * MINUTE + LONGEST


def test_a_new_edition_may_have_other_events(crim: Partner) -> None:
    moments = Moments()
    assert moments.end_of("1", NOON) == NOON + LONGEST
    EventPageFactory(partner=crim, published=True, start=NOON + 2 * MINUTE, end=NOON + 9 * MINUTE)
    assert moments.end_of("2", NOON) == NOON + 2 * MINUTE


def test_midnight_is_that_of_the_portal(db: None) -> None:
    evening = dt.datetime(2027, 3, 4, 4, 55, tzinfo=dt.UTC)
    assert Moments().end_of("1", evening) == dt.datetime(2027, 3, 4, 5, tzinfo=dt.UTC)


def test_what_is_past_its_moment_is_made_anew(crim: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    portal, now = Portal(), timezone.now()
    monkeypatch.setattr("core.page_cache.application.time.time", lambda: now.timestamp())
    EventPageFactory(partner=crim, published=True, start=now + MINUTE, end=now + 60 * MINUTE)
    portal.get("/fr/calendrier/")
    now += dt.timedelta(seconds=50)
    portal.get("/fr/calendrier/")
    assert len(portal.made) == 1
    now += dt.timedelta(seconds=20)
    portal.get("/fr/calendrier/")
    assert len(portal.made) == 2
