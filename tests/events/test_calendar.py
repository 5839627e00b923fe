"""The calendar shows what is coming, or what is past; never both, never neither."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from events.models import EventPage
from partners.models import Partner
from tests.events.when import TORONTO
from tests.events.when import public_event as event
from tests.factories import EventPageFactory

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("start", "end", "all_day", "is_coming"),
    [
        ("2026-11-22T13:00", "2026-11-22T14:00", False, True),
        ("2026-11-22T09:00", "2026-11-22T11:59", False, False),
        ("2026-11-22T09:00", "2026-11-22T12:00", False, True),
        ("2026-11-20T09:00", "2026-11-24T17:00", False, True),
        ("2026-11-22T00:00", "2026-11-22T23:59", True, True),
        ("2026-11-21T00:00", "2026-11-21T23:59", True, False),
    ],
)
def test_an_event_is_coming_until_it_ends(crim: Partner, start: str, end: str, all_day: bool, is_coming: bool) -> None:
    page = event(crim, start, end, all_day=all_day)
    assert page.occurrences.upcoming(NOON).exists() == is_coming
    assert page.occurrences.past(NOON).exists() != is_coming


def test_an_all_day_event_covers_its_days_whatever_times_were_typed(crim: Partner) -> None:
    page = event(crim, "2027-03-14T10:00", "2027-03-14T09:00", all_day=True)
    assert page.start.astimezone(TORONTO).isoformat() == "2027-03-14T00:00:00-05:00"
    # The clocks go forward that night: the day ends in summer time.
    assert page.end.astimezone(TORONTO).isoformat() == "2027-03-14T23:59:00-04:00"


def test_an_end_before_the_start_is_refused_with_a_sentence(crim: Partner) -> None:
    page = event(crim, "2026-12-01T10:00", "2026-12-01T11:00")
    page.end = page.start - dt.timedelta(minutes=1)
    with pytest.raises(ValidationError) as refused:
        page.save_revision()
    assert "end" in refused.value.message_dict


def test_the_database_refuses_it_too(crim: Partner) -> None:
    page = event(crim, "2026-12-01T10:00", "2026-12-01T11:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=page.pk).update(end=page.start - dt.timedelta(hours=1))


def test_a_cancelled_event_stays_visible_and_says_so(crim: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, published=True, status="cancelled")
    for address in ("/fr/calendrier/", page.url):
        assert "Annulé" in client.get(address).content.decode()


def test_the_calendar_starts_on_the_day_asked_for(crim: Partner, client: Client) -> None:
    event(crim, "2031-05-01T10:00", "2031-05-01T11:00", title="Avant la date")
    event(crim, "2031-05-02T10:00", "2031-05-02T11:00", title="Le jour même")
    html = client.get("/fr/calendrier/", {"start": "2031-05-02"}).content.decode()
    assert "Le jour même" in html
    assert "Avant la date" not in html


def test_filters_combine(crim: Partner, aqt: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, title="Webinaire du CRIM", kind="webinar", attendance_mode="online")
    EventPageFactory(partner=crim, published=True, title="Gala du CRIM", kind="gala")
    EventPageFactory(partner=aqt, published=True, title="Webinaire de l’AQT", kind="webinar", attendance_mode="online")
    html = client.get("/fr/calendrier/", {"partner": "crim", "kind": "webinar"}).content.decode()
    assert "Webinaire du CRIM" in html
    assert "Gala du CRIM" not in html
    assert "Webinaire de l’AQT" not in html


@pytest.mark.parametrize("year", [1969, 2200, 9999])
def test_a_date_that_no_event_has_is_refused_with_a_sentence(crim: Partner, year: int) -> None:
    page = event(crim, "2026-12-01T10:00", "2026-12-01T11:00")
    page.start = page.end = dt.datetime(year, 12, 31, 12, 0, tzinfo=TORONTO)
    with pytest.raises(ValidationError) as refused:
        page.save_revision()
    assert {"start", "end"} <= set(refused.value.message_dict)


@pytest.mark.parametrize(
    ("fields", "is_offered"),
    [
        ({}, True),
        ({"status": "sold_out"}, False),
        ({"status": "cancelled"}, False),
        ({"registration_deadline": dt.date(2026, 11, 22)}, True),
        ({"registration_deadline": dt.date(2026, 11, 21)}, False),
        ({"registration_url": ""}, False),
    ],
)
def test_registration_is_offered_while_it_makes_sense(
    crim: Partner, fields: dict[str, object], is_offered: bool
) -> None:
    fields = {"registration_url": "https://example.org/", **fields}
    page = event(crim, "2026-12-01T10:00", "2026-12-01T11:00", **fields)
    assert page.can_register(NOON) == is_offered


def test_the_past_is_read_by_year(crim: Partner, client: Client) -> None:
    event(crim, "2020-05-01T10:00", "2020-05-01T11:00", title="Il y a longtemps")
    event(crim, "2021-05-01T10:00", "2021-05-01T11:00", title="Après ce jour")
    event(crim, "2031-05-01T10:00", "2031-05-01T11:00", title="Encore à venir")
    html = client.get("/fr/calendrier/", {"view": "past", "year": "2021"}).content.decode()
    assert "Après ce jour" in html
    assert "Il y a longtemps" not in html
    assert "Encore à venir" not in html
