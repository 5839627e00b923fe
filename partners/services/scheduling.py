"""What the clock does: publishes what was approved for a date, and withdraws what has an end.

Each page is a transaction of its own that locks the page and its other languages, as a person's request does, and looks
again whether it is due. So whenever it is interrupted, and however many do it at once, nothing is published twice, left
half public, or forgotten: the next round finds it.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision

from core.locking import lock_versions

logger = logging.getLogger(__name__)


def publish_due(at: dt.datetime) -> int:
    """Publishes the approved revisions whose date has come, the earliest first; returns how many."""
    due = _approved_for(at).order_by("approved_go_live_at", "pk")
    return _each(due.values_list("object_id", "pk"), lambda pk: _publish(pk, at))


def withdraw_expired(at: dt.datetime) -> int:
    """Withdraws the public pages that have ended, and the mirrors that show their text; returns how many."""
    due = _expired(at).order_by("expire_at", "pk")
    return _each(((pk, pk) for pk in due.values_list("pk", flat=True)), lambda pk: _withdraw(pk, at))


def _approved_for(at: dt.datetime) -> QuerySet[Revision]:
    return Revision.objects.filter(approved_go_live_at__lte=at)


def _expired(at: dt.datetime) -> QuerySet[Page]:
    return Page.objects.live().filter(expire_at__lte=at)


def _each(due: Iterable[tuple[int | str, int]], do: Callable[[int], bool]) -> int:
    """Does it for each, by the key of its page and its own; one that fails does not keep the others from it."""
    done = 0
    for page, key in list(due):
        try:
            with transaction.atomic():
                lock_versions([int(page)])
                done += do(key)
        except Exception:
            logger.exception("Page %s was due and failed; it is tried again in the next round.", page)
    return done


def _publish(pk: int, at: dt.datetime) -> bool:
    revision = _approved_for(at).filter(pk=pk).first()
    if revision is None:
        # Somebody else was faster, or cancelled it.
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _withdraw(pk: int, at: dt.datetime) -> bool:
    page = _expired(at).filter(pk=pk).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
