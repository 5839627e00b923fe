"""The rows of the calendar are those of what is public, whatever happens to it."""

import datetime as dt
import threading
from itertools import islice

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from core.models import Topic
from events.models import EventOccurrence, EventPage
from partners.models import Partner, PartnerPage
from tests.events.when import moment, public_event
from tests.factories import EventPageFactory
from translations.services import start_translation

THURSDAYS = "FREQ=WEEKLY;BYDAY=TH;COUNT=5"


def every_thursday(partner: Partner, **fields: object) -> EventPage:
    """Five times from December 3, 2026."""
    return public_event(partner, "2026-12-03T12:00", "2026-12-03T13:00", recurrence=THURSDAYS, **fields)


def starts(event: EventPage) -> list[str]:
    return [f"{row.start:%m-%d}" for row in event.occurrences.order_by("start")]


def in_english(event: EventPage) -> EventPage:
    return EventPage.objects.get(translation_key=event.translation_key, locale__language_code="en")


def publish(event: EventPage) -> None:
    event.save_revision().publish()


def test_a_public_event_has_its_dates_in_both_languages(crim: Partner) -> None:
    event = every_thursday(crim)
    expected = ["12-03", "12-10", "12-17", "12-24", "12-31"]
    assert starts(event) == starts(in_english(event)) == expected
    assert {row.in_language for row in EventOccurrence.objects.all()} == {"fr"}


def test_a_draft_has_none(crim: Partner) -> None:
    EventPageFactory(partner=crim)
    assert not EventOccurrence.objects.exists()


def test_what_is_edited_and_not_approved_changes_nothing(crim: Partner) -> None:
    event = every_thursday(crim)
    event.recurrence = ""
    event.save_revision()
    assert len(starts(EventPage.objects.get(pk=event.pk))) == 5


def test_another_rule_keeps_the_rows_that_stay(crim: Partner) -> None:
    event = every_thursday(crim)
    keys = dict(event.occurrences.values_list("start", "pk"))
    event.recurrence = "FREQ=WEEKLY;BYDAY=TH;COUNT=3"
    event.changed_dates = [{"date": "2026-12-10", "change": "cancelled"}]
    publish(event)
    assert starts(event) == ["12-03", "12-10", "12-17"]
    assert all(keys[row.start] == row.pk for row in event.occurrences.all())
    assert [row.is_cancelled for row in event.occurrences.order_by("start")] == [False, True, False]
    assert starts(in_english(event)) == starts(event)


def test_a_withdrawn_event_has_none(crim: Partner) -> None:
    event = every_thursday(crim)
    event.unpublish()
    assert not EventOccurrence.objects.exists()


def test_a_deleted_event_has_none(crim: Partner) -> None:
    every_thursday(crim).delete()
    assert not EventOccurrence.objects.exists()


def test_a_translation_keeps_the_dates_of_its_original(crim: Partner) -> None:
    event = every_thursday(crim)
    translation = start_translation(event, Locale.objects.get(language_code="en"), None)
    publish(translation.specific)
    assert {row.in_language for row in in_english(event).occurrences.all()} == {"en"}
    event.recurrence = "FREQ=WEEKLY;BYDAY=TH;COUNT=2"
    publish(event)
    assert starts(in_english(event)) == ["12-03", "12-10"]


def test_what_moves_to_another_partner_is_that_partners(crim: Partner, aqt: Partner) -> None:
    event = every_thursday(crim)
    event.move(PartnerPage.objects.get(partner=aqt, locale=event.locale), "last-child")
    assert {tuple(row.partners) for row in EventOccurrence.objects.all()} == {(aqt.pk,)}


def test_a_restricted_event_is_in_no_calendar_until_it_is_open_again(crim: Partner) -> None:
    event = every_thursday(crim)
    area = event.get_parent()
    restriction = PageViewRestriction.objects.create(page=area, restriction_type=PageViewRestriction.LOGIN)
    # Nor does the mirror show what is restricted.
    assert not EventOccurrence.objects.exists()
    restriction.delete()
    assert len(starts(event)) == len(starts(in_english(event))) == 5


def test_the_facts_by_which_one_filters_follow(crim: Partner, aqt: Partner) -> None:
    event = every_thursday(crim)
    topic = Topic.objects.get(key="management")
    event.topics.set([topic])
    event.co_organizers.set([aqt])
    event.is_free, event.languages, event.region = True, ["en"], "laval"
    publish(event)
    for row in EventOccurrence.objects.all():
        assert (row.topics, row.partners) == ([topic.pk], sorted([crim.pk, aqt.pk]))
        assert (row.is_free, row.languages, row.region) == (True, ["en"], "laval")


def test_an_endless_event_reaches_as_far_as_the_horizon_and_follows_it(crim: Partner) -> None:
    event = public_event(crim, "2026-12-03T12:00", "2026-12-03T13:00", recurrence="FREQ=WEEKLY;BYDAY=TH")
    for at, last in (("2026-12-01T12:00", "2028-11-30"), ("2027-12-01T12:00", "2029-11-29")):
        EventOccurrence.objects.remake(event, at=moment(at))
        latest = event.occurrences.latest("start")
        assert latest.start.date().isoformat() == last
    assert event.occurrences.order_by("start")[0].start == event.start


def test_the_daily_command_mends_what_is_out_of_step(crim: Partner) -> None:
    event = every_thursday(crim)
    before = list(EventOccurrence.objects.order_by("pk").values_list("event", "start"))
    call_command("remake_occurrences")
    assert list(EventOccurrence.objects.order_by("pk").values_list("event", "start")) == before
    event.occurrences.filter(start=event.start).delete()
    event.occurrences.update(is_cancelled=True)
    EventPage.objects.filter(pk=in_english(event).pk).update(live=False)
    call_command("remake_occurrences")
    assert len(starts(event)) == 5
    assert not event.occurrences.filter(is_cancelled=True).exists()
    assert not in_english(event).occurrences.exists()


def test_what_does_not_change_is_not_written(crim: Partner) -> None:
    event = EventPage.objects.get(pk=every_thursday(crim).pk)
    with CaptureQueriesContext(connection) as queries:
        EventOccurrence.objects.remake(event, at=moment("2026-12-01T12:00"))
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_many_dates_are_written_as_quickly_as_few(crim: Partner) -> None:
    counts = []
    for rule in ("", "FREQ=DAILY"):
        event = public_event(crim, "2026-12-03T12:00", "2026-12-03T13:00", recurrence=rule)
        event.occurrences.all().delete()
        with CaptureQueriesContext(connection) as queries:
            EventOccurrence.objects.remake(event, at=moment("2026-12-01T12:00"))
        counts.append(len(queries))
    assert event.occurrences.count() > 700
    assert counts[0] == counts[1]


def test_many_dates_change_in_as_few_queries_as_one(crim: Partner) -> None:
    counts = []
    for rule in ("", "FREQ=WEEKLY;BYDAY=TH;COUNT=100"):
        event = public_event(crim, "2026-12-03T12:00", "2026-12-03T13:00", recurrence=rule)
        event.occurrences.update(region="laval")
        with CaptureQueriesContext(connection) as queries:
            EventOccurrence.objects.remake(event, at=moment("2026-12-01T12:00"))
        assert not event.occurrences.filter(region="laval").exists()
        counts.append(len(queries))
    assert event.occurrences.count() == 100
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("committed_database")
def test_two_at_once_make_each_date_once() -> None:
    event = every_thursday(Partner.objects.get(key="crim"))
    event.occurrences.all().delete()
    gate, errors = threading.Barrier(6), []

    def remake() -> None:
        try:
            gate.wait(10)
            EventOccurrence.objects.remake(EventPage.objects.get(pk=event.pk), at=moment("2026-12-01T12:00"))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=remake) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert len(starts(event)) == 5


def test_dates_are_those_that_the_rule_gives(crim: Partner) -> None:
    event = every_thursday(crim)
    rule = event.schedule.recurrence
    assert rule
    days = list(islice(rule.days(dt.date(2026, 12, 3)), 5))
    assert [row.start.date() for row in event.occurrences.order_by("start")] == days
