"""The summary by mail: what waits for somebody's decision, and which translations are behind."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, TaskState, WorkflowState

from core import mail
from core.models import DigestFrequency, User
from partners.permissions import holdings
from partners.roles import Role
from translations.freshness import BEHIND, Freshness, with_freshness

# Not in the night, in the portal's time zone.
NOT_BEFORE = dt.time(7)
MONDAY = 0
# Lines of each kind; the admin has the rest.
MOST = 15

# A line of the mail: title, language (its code), path in the admin, since (ISO 8601).
Line = dict[str, str]


def send_due(at: dt.datetime) -> int:
    """Writes to everybody whose summary is due at that moment; returns to how many.

    Each person is a transaction of their own, in which the mail and the day are written down: whenever it is
    interrupted, and however many do it at once, nobody is written to twice or left out.
    """
    moment = timezone.localtime(at)
    if moment.time() < NOT_BEFORE:
        return 0
    due = User.objects.filter(_is_due(moment.date())).order_by("pk")
    return sum(_send(pk, moment.date()) for pk in due.values_list("pk", flat=True))


def _is_due(day: dt.date) -> Q:
    not_yet = Q(digest_day=None) | Q(digest_day__lt=day)
    wanted = [DigestFrequency.DAILY] + ([DigestFrequency.WEEKLY] if day.weekday() == MONDAY else [])
    return Q(is_active=True, digest_frequency__in=wanted) & not_yet


@transaction.atomic
def _send(pk: int, day: dt.date) -> bool:
    user = User.objects.select_for_update(skip_locked=True, of=("self",)).filter(_is_due(day), pk=pk).first()
    if user is None:
        return False
    User.objects.filter(pk=pk).update(digest_day=day)
    found = waiting_for(user)
    if not any(part["lines"] for part in found.values()):
        return False
    mail.send("digest", user, found | {"path": reverse("wagtailadmin_home")})
    return True


def waiting_for(user: User) -> dict[str, dict[str, Any]]:
    """What waits for `user`, oldest first: `to_decide`, `to_change` and `to_translate`, each with its `lines`, of which
    there are at most `MOST`, and how many `more` there are.
    """
    return {
        "to_decide": _part(_to_decide(user)),
        "to_change": _part(_to_change(user)),
        "to_translate": _part(_to_translate(user)),
    }


def _part(lines: Iterable[Line]) -> dict[str, Any]:
    found = list(lines)
    return {"lines": found[:MOST], "more": max(0, len(found) - MOST)}


def _to_decide(user: User) -> list[Line]:
    states = TaskState.objects.reviewable_by(user).order_by("started_at", "pk")
    since = {int(pk): at for pk, at in states.values_list("workflow_state__object_id", "started_at")}
    return _lines(since)


def _to_change(user: User) -> list[Line]:
    """What `user` submitted and was sent back."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    rows = states.order_by("current_task_state__finished_at", "pk")
    return _lines({int(pk): at for pk, at in rows.values_list("object_id", "current_task_state__finished_at")})


def _to_translate(user: User) -> list[Line]:
    """What is behind or lacks its French version, in the areas where `user` translates first of all.

    Into the languages that are translated into, that is the translators' task; into French, the editors'.
    """
    areas = {
        held.area_path
        for held in holdings(user)
        if held.role is (Role.TRANSLATOR if held.is_target_locale else Role.EDITOR)
    }
    if not areas:
        return []
    below = reduce(or_, (Q(path__startswith=path) for path in areas))
    lacks_french = Q(freshness=Freshness.MIRROR, locale=Locale.get_default())
    pages = with_freshness(Page.objects.live().filter(below)).filter(Q(freshness__in=BEHIND) | lacks_french)
    rows = pages.order_by("original_changed_at", "last_published_at", "pk")
    return _lines(
        {pk: behind or live for pk, behind, live in rows.values_list("pk", "original_changed_at", "last_published_at")}
    )


def _lines(since: dict[int, dt.datetime | None]) -> list[Line]:
    """The lines of these pages, in their order; a page that is gone has none."""
    pages = Page.objects.filter(pk__in=since).select_related("locale").in_bulk()
    return [_line(pages[pk], at) for pk, at in since.items() if pk in pages]


def _line(page: Page, since: dt.datetime | None) -> Line:
    return {
        "title": page.draft_title or page.title,
        "language": page.locale.language_code,
        "path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "since": since.isoformat() if since else "",
    }
