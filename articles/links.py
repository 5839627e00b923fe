"""Whether what articles lead to is still there. Asked when somebody wants to know, in the background."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.models import CheckedLink, LinkState
from core.fetching import FetchError, Reason, fetch

SECONDS = 8
# Enough to see that there is something.
MAX_BYTES = 1_024
# An answer is good for so long.
FRESH = dt.timedelta(hours=1)
# The links of one article that are looked at in one go.
MOST = 40
# Reasons that say that nothing is there; others (a site that refuses programs, say) leave it open.
GONE = frozenset({Reason.UNKNOWN_HOST, Reason.ADDRESS, Reason.SCHEME, Reason.PORT, Reason.CREDENTIALS})
GONE_STATUSES = frozenset({"404", "410"})
# Something is there, though nothing that the portal reads.
THERE = frozenset({Reason.WRONG_TYPE, Reason.TOO_LARGE, Reason.BROKEN})


class LinkReport(NamedTuple):
    """What is known of the links of an article: of `total`, how many are looked at now, and which are dead."""

    total: int
    waiting: int
    checked: int
    dead: Sequence[str]
    unsure: Sequence[str]


def report_on(urls: Sequence[str]) -> LinkReport:
    known = {link.url: link for link in CheckedLink.objects.filter(url__in=urls)}

    def those(state: LinkState) -> list[str]:
        return [url for url in urls if url in known and known[url].state == state]

    waiting = those(LinkState.WAITING)
    return LinkReport(
        total=len(urls),
        waiting=len(waiting),
        checked=len(known) - len(waiting),
        dead=those(LinkState.DEAD),
        unsure=those(LinkState.UNSURE),
    )


@transaction.atomic
def have_checked(urls: Iterable[str]) -> None:
    """Leaves a task for each address of which nothing is known, or nothing new."""
    asked = list(urls)[:MOST]
    CheckedLink.objects.bulk_create([CheckedLink(url=url) for url in asked], ignore_conflicts=True)
    now = timezone.now()
    for link in CheckedLink.objects.select_for_update().filter(url__in=asked):
        if link.is_due(now, FRESH):
            link.state, link.asked_at = LinkState.WAITING, now
            link.save()
            check.enqueue(link.pk)


@task()
def check(pk: int) -> None:
    """Looks whether there is something at an address. Whatever comes of it, the link waits no longer."""
    link = CheckedLink.objects.filter(pk=pk).first()
    if link is None:
        return
    link.state = _state_of(link.url)
    link.checked_at = timezone.now()
    link.save()


def _state_of(url: str) -> LinkState:
    try:
        fetch(url, accept=("text/html",), max_bytes=MAX_BYTES, seconds=SECONDS, may_cut=True)
    except FetchError as error:
        if error.reason in THERE:
            return LinkState.THERE
        is_gone = error.reason in GONE or (error.reason is Reason.STATUS and error.detail in GONE_STATUSES)
        return LinkState.DEAD if is_gone else LinkState.UNSURE
    return LinkState.THERE
