"""The article index as readers see it: one page of what a filter lets through, with the number beside each option."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from wagtail.models import Locale

from articles.forms import COUNTED, ArticleFilterForm
from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedArticleQuerySet
from core import facets
from core.days import month_end
from core.facets import Facets
from core.pagination import Listing, page_of

PER_PAGE = 12
# Seconds that numbers are kept; what is another list in the meantime has other numbers at once.
KEPT = 3600


@dataclass(frozen=True)
class Month:
    """A month in which articles were first published: its first and last day, and how many."""

    first: dt.date
    last: dt.date
    count: int


@dataclass(frozen=True)
class Year:
    number: int
    months: list[Month]

    @property
    def first(self) -> dt.date:
        return dt.date(self.number, 1, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.number, 12, 31)

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)


class ArticleList:
    """What a reader's page is made of. Every part is asked for once, and only when it is shown."""

    def __init__(self, locale: Locale, form: ArticleFilterForm) -> None:
        self.locale, self.form = locale, form

    @property
    def articles(self) -> ListedArticleQuerySet:
        """All that the filters let through, in the order asked for."""
        return self.form.in_period(self.form.narrow(self._all)).in_order(self.form.order)

    @cached_property
    def facets(self) -> Facets:
        """Counted anew for each edition of the list only: among 50,000 articles that takes a fifth of a second."""
        found: Facets = self._kept("facets", self._count)
        return found

    def listing(self, request: HttpRequest) -> Listing:
        """A numbered page of the articles, ready for cards."""
        return numbered(self.articles, request, PER_PAGE, count=self.facets.total)

    @cached_property
    def years(self) -> list[Year]:
        """The months that have an article that the filters let through, whatever the period; the latest year first."""
        months: list[Month] = self._kept("months", self._count_months)
        return [Year(number, list(found)) for number, found in groupby(months, key=lambda month: month.first.year)]

    @property
    def _all(self) -> ListedArticleQuerySet:
        return ListedArticle.objects.in_locale(self.locale)

    def _count(self) -> Facets:
        return facets.count(self.form.in_period(self._all), self.form.conditions, COUNTED)

    def _count_months(self) -> list[Month]:
        months = self.form.narrow(self._all).annotate(month=TruncMonth("first_published_at")).values("month")
        counted = months.annotate(count=Count("pk")).order_by("-month").values_list("month", "count")
        return [Month(first.date(), month_end(first.date()), count) for first, count in counted]

    def _kept(self, what: str, count: Any) -> Any:
        """What `count` finds for this filter, unless it is known of the very same rows."""
        asked = sorted((name, getattr(value, "pk", value)) for name, value in self.form.active.items())
        digest = hashlib.sha256(repr([self.locale.pk, self._edition, asked]).encode()).hexdigest()
        return cache.get_or_set(f"articles-{what}-{digest}", count, KEPT)

    @cached_property
    def _edition(self) -> tuple[int, int]:
        return self._all.edition()


def numbered(articles: ListedArticleQuerySet, request: HttpRequest, per_page: int, count: int | None = None) -> Listing:
    """The numbered page of some articles that the address asks for, ready for cards."""
    found = page_of(articles.keys(), request, per_page, count)
    found.page.object_list = cards(found.page.object_list)
    return found


def cards(keys: Iterable[int]) -> list[ArticlePage]:
    """The articles of some rows, in their order, with all that a card shows."""
    order = list(keys)
    found = ArticlePage.objects.for_cards().in_bulk(order)
    return [found[key] for key in order if key in found]
