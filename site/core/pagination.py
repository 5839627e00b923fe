"""Numbered pages of a list."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PageOfList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

PARAMETER = "page"


@dataclass(frozen=True)
class Listing:
    """One page of a list, with what the reader must be told about the address that asked for it."""

    page: PageOfList[Any]
    notice: str = ""

    @property
    def numbers(self) -> list[int | str]:
        """Page numbers to offer, with an ellipsis where some are left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))


def page_of(items: QuerySet[Any], request: HttpRequest, per_page: int, count: int | None = None) -> Listing:
    """The page of `items` that the address asks for; for a number that does not exist the nearest one, and a notice.

    `count`, where it is known how many items there are, saves asking.
    """
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count
    asked = request.GET.get(PARAMETER, "1")
    try:
        return Listing(paginator.page(asked))
    except PageNotAnInteger:
        return Listing(paginator.page(1), _("There is no such page of this list. Here is the first one."))
    except EmptyPage:
        nearest = paginator.get_page(1 if asked.strip().startswith(("-", "0")) else paginator.num_pages)
        return Listing(nearest, _("This list has no page with that number. Here is the nearest one."))
