"""Whoever writes an event is shown what it may be already: public events of all, and drafts of one's own alone."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import User
from events.admin import similar
from events.admin.similar import MOST, similar_events
from events.models import EventPage
from partners.models import Partner
from partners.roles import Role
from partners.services.members import suspend
from tests.factories import EventPageFactory, UserFactory

TORONTO = ZoneInfo("America/Toronto")
DAY = dt.date(2031, 5, 14)
TITLE = "Colloque sur l’intelligence artificielle"
ADDRESS = "/admin/events/similar/"


def event(partner: Partner, title: str = TITLE, day: dt.date = DAY, **fields: Any) -> EventPage:
    start = dt.datetime(day.year, day.month, day.day, 9, tzinfo=TORONTO)
    return EventPageFactory(partner=partner, title=title, start=start, end=start + dt.timedelta(hours=2), **fields)


def titles(user: User, title: str = TITLE, day: dt.date = DAY, page: EventPage | None = None) -> list[str]:
    return [found.title for found in similar_events(user, title, day, page.pk if page else None)]


@pytest.fixture
def editor(crim: Partner) -> User:
    return UserFactory(role=(crim, Role.EDITOR))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        (TITLE, True),
        ("colloque sur l'INTELLIGENCE artificielle", True),
        ("Colloque intelligence artificielle", True),
        ("Colloque sur l’inteligence artificiele", True),
        ("Colloque sur la cybersécurité", False),
        ("Gala annuel", False),
    ],
)
def test_titles_that_are_alike(aqt: Partner, editor: User, typed: str, is_found: bool) -> None:
    event(aqt, published=True)
    assert bool(titles(editor, typed)) == is_found


@pytest.mark.parametrize(("days", "is_found"), [(-4, False), (-3, True), (0, True), (3, True), (4, False)])
def test_dates_that_are_near(aqt: Partner, editor: User, days: int, is_found: bool) -> None:
    event(aqt, published=True)
    event(aqt.__class__.objects.get(key="crim"), TITLE)
    public = [
        title
        for found in similar_events(editor, TITLE, DAY + dt.timedelta(days=days))
        if not found.is_draft
        for title in [found.title]
    ]
    assert bool(public) == is_found


def test_any_date_of_what_recurs_counts_and_the_event_is_shown_once(aqt: Partner, editor: User) -> None:
    soon = dt.date.today() + dt.timedelta(days=7)
    event(aqt, day=soon, recurrence="FREQ=DAILY", published=True)
    # In both languages: the mirror has its own dates.
    assert titles(editor, day=soon + dt.timedelta(days=60)) == [TITLE]


def test_the_event_itself_and_its_translations_are_no_others(crim: Partner, editor: User) -> None:
    page = event(crim, published=True)
    assert titles(editor) == [TITLE]
    assert titles(editor, page=page) == []
    mirror = page.get_translations().first()
    assert mirror is not None
    assert titles(editor, page=mirror) == []


def test_only_the_closest_are_shown(aqt: Partner, editor: User) -> None:
    for number in range(MOST + 2):
        event(aqt, f"{TITLE} {number}", published=True)
    event(aqt, TITLE, published=True)
    found = titles(editor)
    assert len(found) == MOST
    assert found[0] == TITLE


def test_the_number_of_queries_does_not_grow(crim: Partner, aqt: Partner, client: Client, editor: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS, {"title": TITLE, "start": f"{DAY} 09:00"}).status_code == 200
        return len(queries)

    client.force_login(editor)
    event(aqt, published=True)
    event(crim)
    ask()
    before = ask()
    for _ in range(3):
        event(aqt, published=True)
        event(crim)
    assert ask() == before


# Whose drafts


def people(crim: Partner, aqt: Partner) -> dict[str, User]:
    visitors = Group.objects.create(name="Visitors")
    visitors.permissions.add(Permission.objects.get(codename="access_admin"))
    stranger, former = UserFactory(), UserFactory(role=(crim, Role.EDITOR))
    stranger.groups.add(visitors)
    former.groups.add(visitors)
    suspend(crim.memberships.get(user=former))
    return {
        "owner": UserFactory(role=(crim, Role.EDITOR)),
        "colleague": UserFactory(role=(crim, Role.MODERATOR)),
        "translator": UserFactory(role=(crim, Role.TRANSLATOR)),
        "other partner": UserFactory(role=(aqt, Role.EDITOR)),
        "board": UserFactory(board=True),
        "stranger": stranger,
        "former editor": former,
        "administrator": UserFactory(administrator=True),
    }


@pytest.mark.parametrize(
    ("who", "sees_draft", "sees_english_draft"),
    [
        ("owner", True, True),
        ("colleague", True, True),
        # Translators edit in the languages that are translated into.
        ("translator", False, True),
        ("other partner", False, False),
        ("board", False, False),
        ("stranger", False, False),
        ("former editor", False, False),
        ("administrator", True, True),
    ],
)
def test_a_draft_is_shown_to_those_who_may_edit_it(
    crim: Partner, aqt: Partner, client: Client, who: str, sees_draft: bool, sees_english_draft: bool
) -> None:
    user = people(crim, aqt)[who]
    draft = event(crim, "Colloque secret sur le quetzal")
    english = event(crim, "Colloque secret sur le quetzal doré", language="en")
    event(aqt, "Colloque public sur le quetzal", published=True)
    client.force_login(user)
    asked = {"title": "Colloque secret sur le quetzal", "start": f"{DAY} 09:00"}
    html = client.get(ADDRESS, asked).content.decode()
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (draft, english)]
    assert [address in html for address in edit] == [sees_draft, sees_english_draft]
    # Neither the title nor the number of what is hidden shows.
    assert html.count("<li") == 1 + sees_draft + sees_english_draft
    assert ("secret" in html) == (sees_draft or sees_english_draft)


def test_drafts_of_others_do_not_crowd_out_ones_own(
    crim: Partner, aqt: Partner, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "MOST_DRAFTS", 2)
    for number in range(3):
        event(aqt, f"{TITLE} {number}")
    event(crim, f"{TITLE} à nous")
    assert titles(editor) == [f"{TITLE} à nous"]


def test_the_draft_of_what_is_public_is_nobody_elses(crim: Partner, aqt: Partner) -> None:
    page = event(crim, published=True)
    page.title = "Colloque sur l’intelligence artificielle au quetzal"
    page.save_revision()
    stranger = UserFactory(role=(aqt, Role.EDITOR))
    assert titles(stranger, page.title) == [TITLE]


def test_anothers_page_is_not_there_to_be_asked_about(crim: Partner, aqt: Partner, client: Client) -> None:
    draft = event(crim)
    asked = {"title": TITLE, "start": f"{DAY} 09:00", "page": str(draft.pk)}
    for user, status in ((UserFactory(role=(crim, Role.EDITOR)), 200), (UserFactory(role=(aqt, Role.EDITOR)), 404)):
        client.force_login(user)
        assert client.get(ADDRESS, asked).status_code == status


# What is typed so far


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"title": TITLE},
        {"title": "IA", "start": "2031-05-14 09:00"},
        {"title": TITLE, "start": "demain"},
        {"title": TITLE, "start": "0001-01-01 09:00"},
        {"title": TITLE, "start": "9999-12-31 23:59"},
        {"title": "x" * 5000, "start": "2031-05-14 09:00"},
        {"title": "\x00quetzal", "start": "2031-05-14 09:00"},
    ],
)
def test_while_it_cannot_be_read_there_is_nothing(aqt: Partner, client: Client, editor: User, asked: Any) -> None:
    event(aqt, published=True)
    client.force_login(editor)
    response = client.get(ADDRESS, asked)
    assert response.status_code == 200
    assert not response.content.strip()


@pytest.mark.parametrize("page", ["x", "99999999999999999999", "-1", "²"])
def test_a_page_that_is_none_breaks_nothing(client: Client, editor: User, page: str) -> None:
    client.force_login(editor)
    response = client.get(ADDRESS, {"title": TITLE, "start": "2031-05-14 09:00", "page": page})
    assert response.status_code in (200, 404)


def test_links_lead_to_the_public_page_and_titles_are_escaped(aqt: Partner, client: Client, editor: User) -> None:
    page = event(aqt, "Colloque <b>gras</b> sur l’IA", published=True)
    client.force_login(editor)
    html = client.get(ADDRESS, {"title": page.title, "start": f"{DAY} 09:00"}).content.decode()
    assert "Est-ce l’un de ceux-ci?" in html or "Is it one of these?" in html
    assert page.get_url() in html
    assert "<b>" not in html
