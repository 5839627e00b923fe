"""The preview of the dates says what the form would save, and what is wrong with it, in the editor's language."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from events.admin.forms import DatesForm
from events.admin.preview import FIRST_SHOWN, MOST_SHOWN, Preview, preview_of
from events.enums import DateChange
from partners.models import Partner
from partners.roles import Role
from tests.events.editing import event_form, recurring
from tests.factories import UserFactory

NOON = dt.datetime(2026, 11, 22, 17, tzinfo=dt.UTC)
ADDRESS = "/admin/events/dates/"


def preview(shown: int = FIRST_SHOWN, at: dt.datetime = NOON, **fields: Any) -> Preview:
    with override("en"):
        return preview_of(DatesForm(event_form(**fields)), at, shown)


def test_an_event_that_takes_place_once_is_said_in_words() -> None:
    found = preview()
    assert found.when == "Thursday, December 3, 2026, from 9\u00a0a.m. to 11\u00a0a.m."
    assert (found.words, found.coming, found.messages) == ("", [], [])


def test_the_next_dates_are_shown_and_the_others_counted() -> None:
    found = preview(**recurring(interval="2", ending="until", until="2027-06-30"))
    assert found.words == "Every second Thursday until June 30, 2027"
    assert [row.day.isoformat() for row in found.coming[:3]] == ["2026-12-03", "2026-12-17", "2026-12-31"]
    assert len(found.coming) == FIRST_SHOWN
    assert (found.left, found.until, found.goes_on) == (3, "June 17, 2027", False)
    assert len(preview(shown=found.next_shown, **recurring(interval="2", ending="count", count="15")).coming) == 15


def test_what_never_ends_says_that_it_goes_on() -> None:
    found = preview(**recurring("DAILY"))
    assert found.goes_on
    assert found.left > 700
    assert preview(shown=MOST_SHOWN, **recurring("DAILY")).next_shown == 0


def test_dates_that_are_over_are_apart() -> None:
    found = preview(at=dt.datetime(2027, 11, 22, tzinfo=dt.UTC), **recurring())
    assert found.past_count == 51
    assert len(found.past) == 12
    assert found.coming[0].day == dt.date(2027, 11, 25)


def test_a_changed_date_is_always_shown_so_that_it_can_be_undone() -> None:
    changes = [
        {"date": "2026-12-03", "change": "removed"},
        {"date": "2026-12-10", "change": "cancelled"},
        {"date": "2028-03-02", "change": "moved", "start": "2028-03-03T14:00", "end": "2028-03-03T15:00"},
    ]
    found = preview(**recurring(), changed_dates=json.dumps(changes))
    assert [row.change for row in found.coming if row.change] == [
        DateChange.REMOVED,
        DateChange.CANCELLED,
        DateChange.MOVED,
    ]
    moved = found.coming[-1]
    assert moved.when == "Friday, March 3, 2028, from 2\u00a0p.m. to 3\u00a0p.m."
    assert moved.planned == "Thursday, March 2, 2028, from 9\u00a0a.m. to 11\u00a0a.m."
    assert (moved.start, moved.end) == ("2028-03-03T14:00", "2028-03-03T15:00")


def test_changes_of_days_without_a_date_can_be_removed_one_by_one() -> None:
    changes = [{"date": "2026-12-10", "change": "cancelled"}, {"date": "2026-12-11", "change": "cancelled"}]
    found = preview(**recurring(), changed_dates=json.dumps(changes))
    assert found.unknown == [(dt.date(2026, 12, 11), "December 11, 2026, cancelled")]
    assert len(found.messages) == 1
    assert found.coming[1].change == DateChange.CANCELLED
    assert not found.is_unreadable


@pytest.mark.parametrize(
    "fields",
    [
        {"changed_dates": '[{"date": "2026-12-03", "change": "removed"}]'},
        {**recurring(), "changed_dates": "[17]"},
        {**recurring(), "changed_dates": '[{"date": "9999-12-30", "change": "removed"}]'},
    ],
)
def test_changes_that_cannot_be_read_can_be_dropped(fields: dict[str, Any]) -> None:
    found = preview(**fields)
    assert found.is_unreadable
    assert len(found.messages) == 1


def test_what_is_not_typed_yet_says_nothing() -> None:
    assert preview(start="", end="") == Preview()


@pytest.mark.parametrize(
    "fields",
    [
        {"end": "2026-12-03 08:00"},
        {"start": "0001-01-01 00:00", "end": "9999-12-31 23:59"},
        {"start": "demain"},
        {"time_zone": "Mars/Olympus"},
        recurring("MONTHLY", month_day="last"),
        recurring("HOURLY"),
        {"recurrence__frequency": "as_it_is", "recurrence__as_it_is": "FREQ=HOURLY"},
        {**recurring(), "changed_dates": "[" * 5000},
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, Any]) -> None:
    found = preview(**fields)
    assert found.messages
    assert all(found.messages)
    assert not found.coming


def test_the_far_end_of_time_is_worked_out_too() -> None:
    found = preview(start="2199-12-01 09:00", end="2199-12-01 10:00", time_zone="Europe/Paris", **recurring("YEARLY"))
    assert found.coming[0].day == dt.date(2199, 12, 1)


# The fragment


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def test_the_fragment_has_a_button_for_each_thing_that_can_be_done(editor: Client) -> None:
    assert reverse("events:preview_dates") == ADDRESS
    changes = [{"date": "2099-01-08", "change": "removed"}, {"date": "2099-01-09", "change": "removed"}]
    fields = {
        "start": "2099-01-01 09:00",
        "end": "2099-01-01 11:00",
        **recurring(),
        "changed_dates": json.dumps(changes),
    }
    html = editor.post(ADDRESS, event_form(**fields)).content.decode()
    assert "Tous les jeudis" in html
    assert html.count('data-date="2099-01-08"') == 1
    for action, number in (("removed", 11), ("cancelled", 11), ("move", 12), ("restore", 2), ("more", 1)):
        assert html.count(f'data-action="{action}"') == number, action


@pytest.mark.parametrize("shown", ["", "-1", "x", "²", "99999999999", "0", "12"])
def test_whatever_is_asked_for_there_is_an_answer(editor: Client, shown: str) -> None:
    assert editor.post(ADDRESS, {**event_form(**recurring("DAILY")), "shown": shown}).status_code == 200


def test_it_is_safe_from_what_is_typed(editor: Client) -> None:
    html = editor.post(ADDRESS, event_form(start="<script>", changed_dates='"<script>"', **recurring("<script>")))
    assert b"<script>" not in html.content


def test_nothing_is_asked_of_the_database_for_it(editor: Client, django_assert_max_num_queries: Any) -> None:
    editor.post(ADDRESS, {})
    with django_assert_max_num_queries(6):
        editor.post(ADDRESS, event_form(**recurring("DAILY")))


def test_it_is_for_people_of_the_admin(client: Client, db: None) -> None:
    assert client.post(ADDRESS, event_form()).status_code == 302
    client.force_login(UserFactory())
    assert client.post(ADDRESS, event_form()).status_code == 302
