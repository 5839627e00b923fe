"""An event as its editor types it: what is read, what is shown back, and what is refused, and where it is said."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from events.models import EventPage
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.events.editing import THURSDAY, event_form, recurring
from tests.factories import EventPageFactory, UserFactory

TORONTO = ZoneInfo("America/Toronto")
NBSP = "\u00a0"


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


@pytest.fixture
def page(crim: Partner) -> EventPage:
    start = dt.datetime(2026, 12, 3, 9, tzinfo=TORONTO)
    return EventPageFactory(partner=crim, start=start, end=start + dt.timedelta(hours=2), city="Montréal")


def edit_url(page: EventPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def errors_of(response: Any) -> dict[str, list[str]]:
    """What is said at which field; nothing when it was saved."""
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


def errors(page: EventPage, fields: dict[str, Any], *, is_draft: bool = False) -> dict[str, list[str]]:
    """The same of the form alone, as Wagtail asks it for a draft, or for what moderators shall see."""
    form_class = EventPage.get_edit_handler().get_form_class()
    form = form_class(event_form(**fields), instance=page, parent_page=page.get_parent(), for_user=None)
    if is_draft:
        form.defer_required_fields()
    return dict(form.errors)


def saved(page: EventPage) -> EventPage:
    return EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()


# Adding


def test_an_event_is_added_every_second_thursday(editor: Client, crim: Partner) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", area.pk])
    assert "recurrence-frequency" in editor.get(address).content.decode()
    changes = [
        {"date": "2026-12-17", "change": "removed"},
        {"date": "2026-12-31", "change": "moved", "start": "2027-01-04T09:00", "end": "2027-01-04T11:00"},
    ]
    typed = event_form(
        **recurring(interval="2", weekdays=["3"], ending="until", until="2027-06-30", month_day="number"),
        changed_dates=json.dumps(changes),
    )
    response = editor.post(address, typed)
    assert errors_of(response) == {}
    page = EventPage.objects.get(slug="rencontre-du-jeudi")
    assert page.recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630"
    assert page.changed_dates == changes
    days = [date.start.date().isoformat() for date in page.schedule.dates(dt.date(2027, 1, 31))]
    assert days == ["2026-12-03", "2027-01-04", "2027-01-14", "2027-01-28"]


def test_the_screen_shows_what_was_saved_and_saving_it_again_changes_nothing(editor: Client, page: EventPage) -> None:
    page.recurrence = "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH;COUNT=5"
    page.save_revision()
    page.save()
    form = editor.get(edit_url(page)).context["form"]
    shown = form["recurrence"].value()
    assert (shown["frequency"], shown["interval"], shown["month_day"]) == ("MONTHLY", 2, "weekday")
    assert (shown["ending"], shown["count"]) == ("count", 5)
    typed = event_form(
        title=page.title,
        slug=page.slug,
        summary=page.summary,
        **recurring("MONTHLY", interval="2", month_day="weekday", ending="count", count="5"),
    )
    response = editor.post(edit_url(page), typed)
    assert errors_of(response) == {}
    assert saved(page).recurrence == page.recurrence
    bound = type(form)(typed, instance=saved(page), parent_page=page.get_parent(), for_user=None)
    assert not {"start", "end", "recurrence", "changed_dates"} & set(bound.changed_data)


# Times


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        ("America/Toronto", "2026-12-03 09:00", "2026-12-03T14:00+00:00"),
        ("America/Vancouver", "2026-12-03 09:00", "2026-12-03T17:00+00:00"),
        ("Europe/Paris", "2026-12-03 09:00", "2026-12-03T08:00+00:00"),
        # Half an hour off the others.
        ("America/St_Johns", "2026-12-03 09:00", "2026-12-03T12:30+00:00"),
        # The night of the portal's own gap: Paris has this time.
        ("Europe/Paris", "2027-03-14 02:30", "2027-03-14T01:30+00:00"),
        # Twice in the portal's autumn, once in Paris; here the first of the two.
        ("Europe/Paris", "2027-11-07 01:30", "2027-11-07T00:30+00:00"),
        ("America/Toronto", "2027-11-07 01:30", "2027-11-07T05:30+00:00"),
    ],
)
def test_times_are_those_of_the_clock_of_the_event(page: EventPage, zone: str, typed: str, moment: str) -> None:
    assert errors(page, {"start": typed, "end": f"{typed[:10]} 12:00", "time_zone": zone}) == {}
    assert page.start == dt.datetime.fromisoformat(moment)


def test_times_are_shown_by_the_clock_by_which_they_were_typed(editor: Client, page: EventPage) -> None:
    typed = "2026-12-03 21:00"
    fields = event_form(start=typed, end=f"{typed[:10]} 22:00", time_zone="America/Vancouver")
    assert errors_of(editor.post(edit_url(page), fields)) == {}
    assert saved(page).start == dt.datetime(2026, 12, 4, 5, tzinfo=dt.UTC)
    # Also from a revision that is looked at again.
    assert f'value="{typed}"' in editor.get(edit_url(page)).content.decode()
    revision = page.revisions.order_by("pk").last()
    again = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])
    assert f'value="{typed}"' in editor.get(again).content.decode()


def test_whole_days_are_the_portals_own(editor: Client, page: EventPage) -> None:
    typed = event_form(start="2026-12-03 00:00", end="2026-12-04", all_day="on", time_zone="Europe/Paris")
    assert errors_of(editor.post(edit_url(page), typed)) == {}
    assert saved(page).start.isoformat() in ("2026-12-03T05:00:00+00:00", "2026-12-03T00:00:00-05:00")
    assert saved(page).end.astimezone(TORONTO).isoformat() == "2026-12-04T23:59:00-05:00"


@pytest.mark.parametrize(
    ("zone", "typed"),
    [
        ("America/Toronto", "2027-03-14 02:30"),
        ("Europe/London", "2027-03-28 01:30"),
        ("America/St_Johns", "2027-03-14 02:00"),
    ],
)
def test_a_time_that_a_night_leaves_out_is_named(editor: Client, page: EventPage, zone: str, typed: str) -> None:
    response = editor.post(edit_url(page), event_form(start=typed, end=f"{typed[:10]} 12:00", time_zone=zone))
    assert len(errors_of(response)["start"]) == 1
    # What was typed stays.
    assert f'value="{typed}"' in response.content.decode()


@pytest.mark.parametrize("typed", ["1969-12-31 09:00", "2200-01-01 09:00", "0001-01-01 00:00", "9999-12-31 23:59"])
@pytest.mark.parametrize("all_day", [{}, {"all_day": "on"}])
def test_a_year_that_no_event_has_is_refused(page: EventPage, typed: str, all_day: dict[str, str]) -> None:
    found = errors(page, {"start": typed, "end": typed, "time_zone": "Europe/Paris", **all_day})
    assert {"start", "end"} <= found.keys()


@pytest.mark.parametrize("typed", ["demain", "2026-12-03T09:00-05:00", "2026-02-30 09:00", "\x00", "9" * 5000])
def test_what_is_no_time_is_refused(page: EventPage, typed: str) -> None:
    assert "start" in errors(page, {"start": typed}, is_draft=True)


# Rules between fields: where the message stands, and whether a draft is held to it

CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"end": f"{THURSDAY} 08:59"}, "end"),
    ({"end": "2028-01-01 09:00"}, "end"),
    ({"registration_deadline": "2026-12-04"}, "registration_deadline"),
    ({"is_free": "on", "regular_price": "10"}, "is_free"),
    ({"is_free": "on", "member_price": "10"}, "is_free"),
    ({"latitude": "45.5"}, "longitude"),
    ({"changed_dates": '[{"date": "2026-12-03", "change": "removed"}]'}, "changed_dates"),
    (recurring(weekdays=["0"]), "recurrence"),
    (recurring(interval="0"), "recurrence"),
    (recurring(interval="100"), "recurrence"),
    (recurring(interval="x"), "recurrence"),
    (recurring(weekdays=["9"]), "recurrence"),
    (recurring("HOURLY"), "recurrence"),
    (recurring(ending="until"), "recurrence"),
    (recurring(ending="until", until="2026-12-02"), "recurrence"),
    (recurring(ending="until", until="0001-01-01"), "recurrence"),
    (recurring(ending="until", until="bientôt"), "recurrence"),
    (recurring(ending="count"), "recurrence"),
    (recurring(ending="count", count="0"), "recurrence"),
    (recurring(ending="count", count="1000"), "recurrence"),
    (recurring(ending="sometime"), "recurrence"),
    # The first date is in the first week of its month.
    (recurring("MONTHLY", month_day="last"), "recurrence"),
    (
        {"start": "2026-12-31 09:00", "end": "2026-12-31 11:00", **recurring("MONTHLY", month_day="weekday")},
        "recurrence",
    ),
    ({"recurrence__frequency": "as_it_is", "recurrence__as_it_is": "FREQ=HOURLY"}, "recurrence"),
]


@pytest.mark.parametrize(("fields", "where"), CONTRADICTIONS)
@pytest.mark.parametrize("is_draft", [True, False])
def test_what_contradicts_itself_is_refused_even_in_a_draft(
    page: EventPage, fields: dict[str, Any], where: str, is_draft: bool
) -> None:
    found = errors(page, fields, is_draft=is_draft)
    assert list(found) == [where]
    assert all(found[where])


@pytest.mark.parametrize("submit", [{}, {"action-submit": "on"}])
def test_the_screen_names_a_contradiction(editor: Client, page: EventPage, submit: dict[str, str]) -> None:
    response = editor.post(edit_url(page), event_form(end=f"{THURSDAY} 08:59", **submit))
    assert list(errors_of(response)) == ["end"]
    assert "La fin précède le début." in response.content.decode()


GAPS: list[tuple[dict[str, Any], str]] = [
    ({"city": ""}, "venue_name"),
    ({"city": "", "attendance_mode": "hybrid"}, "venue_name"),
    ({"attendance_mode": "online"}, "online_url"),
]


@pytest.mark.parametrize(("fields", "where"), GAPS)
def test_a_draft_may_have_gaps(page: EventPage, fields: dict[str, Any], where: str) -> None:
    assert list(errors(page, fields)) == [where]
    assert errors(page, fields, is_draft=True) == {}


def test_moderators_are_not_sent_what_has_gaps(editor: Client, page: EventPage) -> None:
    submitted = editor.post(edit_url(page), event_form(city="", **{"action-submit": "on"}))
    assert list(errors_of(submitted)) == ["venue_name"]
    assert errors_of(editor.post(edit_url(page), event_form(city=""))) == {}
    editor.post(edit_url(page), event_form(**{"action-submit": "on"}))
    page.refresh_from_db()
    assert page.workflow_in_progress


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"attendance_mode": "online", "city": "", "online_url": "https://example.org/"},
        {"attendance_mode": "online", "city": "", "registration_url": "https://example.org/"},
        # A part that does not apply is not asked.
        recurring(ending="never", count="-3", until="demain"),
        recurring("", interval="x", ending="until"),
        recurring("DAILY", weekdays=["17"], month_day="never"),
        {"is_free": "on", "regular_price": ""},
        {"changed_dates": ""},
        {"changed_dates": "null"},
    ],
)
def test_what_is_complete_is_accepted(page: EventPage, fields: dict[str, Any]) -> None:
    assert errors(page, fields) == {}
    assert page.changed_dates == []


def test_messages_are_in_the_language_of_the_editor(page: EventPage) -> None:
    fields = {"end": f"{THURSDAY} 08:59"}
    with override("en"):
        assert errors(page, fields)["end"] == ["The end is before the start."]
    with override("fr"):
        assert errors(page, fields)["end"] == ["La fin précède le début."]


# Changed dates

WEEKLY = recurring(weekdays=["3"])


def moved(start: str, end: str, date: str = "2026-12-10") -> dict[str, str]:
    return {"date": date, "change": "moved", "start": start, "end": end}


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "17",
        '"removed"',
        "{}",
        "[17]",
        "[[]]",
        "[null]",
        '[{"date": "2026-12-10"}]',
        '[{"date": "2026-12-10", "change": "eaten"}]',
        '[{"date": 20261210, "change": "removed"}]',
        '[{"date": "2026-12-32", "change": "removed"}]',
        '[{"date": "2026-12-10", "change": ["removed"]}]',
        '[{"date": "2026-12-10", "change": "moved"}]',
        json.dumps([{"date": "2026-12-10", "change": "removed"}] * 2),
        json.dumps([moved("2026-12-11T09:00", "2026-12-11T08:00")]),
        json.dumps([moved("2026-12-11T09:00", "2028-01-01T08:00")]),
        json.dumps([moved("1969-12-11T09:00", "2026-12-11T10:00")]),
        json.dumps([moved("2200-01-01T09:00", "2200-01-01T10:00")]),
        json.dumps([moved("0001-01-01T00:00", "0001-01-01T00:00")]),
        json.dumps([moved("9999-12-31T23:00", "9999-12-31T23:59")]),
        json.dumps([moved("2026-12-11T09:00+01:00", "2026-12-11T10:00+01:00")]),
        # Not Thursdays, or beyond every date.
        '[{"date": "2026-12-11", "change": "removed"}]',
        '[{"date": "2026-12-02", "change": "removed"}]',
        '[{"date": "0001-01-01", "change": "removed"}]',
        '[{"date": "9999-12-31", "change": "removed"}]',
        "[" * 900 + "]" * 900,
        json.dumps([{"date": "2026-12-10", "change": "removed"}] * 5000),
    ],
)
def test_changes_that_cannot_be_are_refused_with_a_message(page: EventPage, data: str) -> None:
    found = errors(page, {**WEEKLY, "changed_dates": data}, is_draft=True)
    assert list(found) == ["changed_dates"]
    assert all(found["changed_dates"])


def test_what_is_nested_without_end_comes_back_with_a_message(editor: Client, page: EventPage) -> None:
    response = editor.post(edit_url(page), event_form(**WEEKLY, changed_dates="[" * 5000))
    assert list(errors_of(response)) == ["changed_dates"]


def test_changes_that_a_new_rule_leaves_over_are_named(page: EventPage) -> None:
    changes = [{"date": f"2026-12-{day}", "change": "cancelled"} for day in ("10", "17", "24", "31")]
    fields = {**recurring(interval="9"), "changed_dates": json.dumps(changes)}
    with override("en"):
        assert errors(page, fields)["changed_dates"] == [
            "The event has no date any more on what was changed before: "
            "December 10, 2026, December 17, 2026, December 24, 2026 and one more. Remove these changes."
        ]


def test_a_rule_that_the_screen_cannot_show_is_kept_and_named(editor: Client, page: EventPage) -> None:
    for rule in ("FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=2TU"):
        EventPage.objects.filter(pk=page.pk).update(recurrence=rule, latest_revision=None)
        html = editor.get(edit_url(page)).content.decode()
        assert f'value="{rule}"' in html
        assert '<option value="as_it_is" selected>' in html
        # Sent as it is shown: refused with a message, and still there.
        typed = event_form(recurrence__frequency="as_it_is", recurrence__as_it_is=rule)
        response = editor.post(edit_url(page), typed)
        assert list(errors_of(response)) == ["recurrence"]
        assert f'value="{rule}"' in response.content.decode()


# Comparing two versions


def test_versions_are_compared_in_words(editor: Client, page: EventPage) -> None:
    first = page.get_latest_revision()
    response = editor.post(
        edit_url(page),
        event_form(
            **WEEKLY,
            time_zone="America/Vancouver",
            changed_dates=json.dumps([moved("2026-12-11T09:00", "2026-12-11T10:00")]),
        ),
    )
    assert errors_of(response) == {}
    last = page.revisions.order_by("pk").last()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, last.pk])
    html = editor.get(address).content.decode()
    assert "Tous les jeudis" in html
    assert f"3{NBSP}décembre{NBSP}2026, à 9{NBSP}h (America/Vancouver)" in html
    assert f"déplacée au 11{NBSP}décembre{NBSP}2026, à 9{NBSP}h" in html
    assert "FREQ=" not in html
