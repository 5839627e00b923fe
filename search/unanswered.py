"""Counts searches that found nothing, for the editorial board. Nothing is kept that says who searched."""

import datetime as dt
import re

from django.db.models import F
from django.utils import timezone

from core.folding import fold
from search.models import UnansweredQuery

# Months that a count is kept, besides the current one.
MONTHS_KEPT = 12
# Different searches that are kept of a month: a program that tries words must not fill the table.
MOST_OF_A_MONTH = 5_000
MOST_SIGNS = 80

# What may be a person's: addresses, and numbers as long as those of telephones, cards and files.
_PERSONAL = re.compile(r"\S*@\S*|(?:https?://|www\.)\S+|\+?\d(?:[\d\s().-]*\d){4,}")


def count_unanswered(query: str, language: str, at: dt.datetime) -> None:
    """One more search for these words in the month of `at`."""
    words = without_personal(query)
    if not words:
        return
    month = timezone.localdate(at).replace(day=1)
    rows = UnansweredQuery.objects.filter(month=month)
    if rows.filter(query=words, language=language).update(times=F("times") + 1):
        return
    if rows.count() < MOST_OF_A_MONTH:
        UnansweredQuery.objects.bulk_create(
            [UnansweredQuery(query=words, language=language, month=month)], ignore_conflicts=True
        )


def without_personal(query: str) -> str:
    """The words as they are compared, without what looks like an address or a number of somebody."""
    return " ".join(_PERSONAL.sub(" ", fold(query)).split())[:MOST_SIGNS].strip()


def forget_old(at: dt.datetime) -> int:
    """Deletes counts older than a year; returns how many."""
    this = timezone.localdate(at).replace(day=1)
    oldest = this.replace(year=this.year - MONTHS_KEPT // 12)
    return UnansweredQuery.objects.filter(month__lt=oldest).delete()[0]
