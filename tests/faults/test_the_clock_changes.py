"""In the nights when clocks are put forward or back everything is done once, at its moment."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from core.page_cache.moments import Moments
from partners.models import Partner
from partners.roles import Role
from partners.services.scheduling import publish_due
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory
from translations.digest import send_due

pytestmark = pytest.mark.fault

TORONTO = ZoneInfo("America/Toronto")
MINUTES = dt.timedelta(minutes=1)
# The moment at which clocks go from 2 to 3, and that at which they go from 2 to 1.
FORWARD = dt.datetime(2027, 3, 14, 7, tzinfo=dt.UTC)
BACK = dt.datetime(2027, 11, 7, 6, tzinfo=dt.UTC)
NIGHTS = pytest.mark.parametrize("change", [FORWARD, BACK], ids=["forward", "back"])


def test_the_nights_are_those_of_the_portal() -> None:
    before = [(moment - MINUTES).astimezone(TORONTO).hour for moment in (FORWARD, BACK)]
    after = [moment.astimezone(TORONTO).hour for moment in (FORWARD, BACK)]
    assert (before, after) == ([1, 1], [3, 1])


@NIGHTS
def test_pages_become_public_at_their_moment(crim: Partner, change: dt.datetime) -> None:
    moments = [change + minutes * MINUTES for minutes in range(-75, 76, 25)]
    due = {}
    for moment in moments:
        page = ArticlePageFactory(partner=crim)
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=moment)
        due[page.pk] = moment

    published_at: dict[int, dt.datetime] = {}
    for minutes in range(-90, 91, 5):
        at = change + minutes * MINUTES
        publish_due(at)
        for pk in Page.objects.live().filter(pk__in=due.keys() - published_at.keys()).values_list("pk", flat=True):
            published_at[pk] = at
    assert published_at == due


@NIGHTS
def test_summaries_are_sent_once_a_day(crim: Partner, change: dt.datetime) -> None:
    moderator = UserFactory(role=(crim, Role.MODERATOR))
    editor = UserFactory(role=(crim, Role.EDITOR))
    page = ArticlePageFactory(partner=crim, owner=editor)
    page.get_workflow().start(page, editor)
    mail.outbox.clear()

    sent_at = []
    for minutes in range(-36 * 60, 36 * 60, 20):
        at = change + minutes * MINUTES
        before = len(mail.outbox)
        send_due(at)
        if any(message.to == [moderator.email] for message in mail.outbox[before:]):
            sent_at.append(at.astimezone(TORONTO))
    # It begins in an afternoon, in which the summary of that day is still due.
    day = change.astimezone(TORONTO).date()
    assert [at.date() for at in sent_at] == [day + dt.timedelta(days=days) for days in (-2, -1, 0, 1)]
    assert [at.hour for at in sent_at[1:]] == [7, 7, 7]


@NIGHTS
def test_kept_pages_end_with_the_day(db: None, change: dt.datetime) -> None:
    """A day of 23 or of 25 hours."""
    day = change.astimezone(TORONTO).date()
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), TORONTO)
    assert Moments().end_of("1", midnight - MINUTES) == midnight
    assert (midnight - dt.datetime.combine(day, dt.time(), TORONTO).astimezone(dt.UTC)).total_seconds() in (
        82800,
        90000,
    )


@pytest.mark.parametrize("typed", ["2027-03-14 02:30", "2027-11-07 01:30"], ids=["does not exist", "is there twice"])
def test_an_hour_that_is_not_one_moment_is_refused(crim: Partner, client: Client, typed: str) -> None:
    editor = UserFactory(role=(crim, Role.EDITOR))
    page = ArticlePageFactory(partner=crim, owner=editor, title="Avant")
    client.force_login(editor)
    form = edit_form(page, title="Après", go_live_at=typed)
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    # Django knows no more than that it is one or the other.
    (error,) = response.context["form"].errors["go_live_at"]
    assert "fuseau horaire America/Toronto" in error
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Avant"
