"""The report of searches that found nothing, for the editorial board."""

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from core.models import User
from partners.permissions import is_on_board
from search.models import UnansweredQuery

TITLE = gettext_lazy("Searches without results")


class UnansweredView(ReportView):
    """The most frequent first. Nothing in it says who searched."""

    page_title = TITLE
    header_icon = "search"
    model = UnansweredQuery
    index_url_name = "search:unanswered"
    index_results_url_name = "search:unanswered_results"
    verbose_name_plural = gettext_lazy("searches")
    is_searchable = True
    search_backend_name = None
    search_fields = ["query"]
    default_ordering = "-times"
    columns = [
        Column("query", label=pgettext_lazy("noun", "Search"), sort_key="query"),
        Column("language", label=gettext_lazy("Language"), sort_key="language"),
        Column("month_in_words", label=gettext_lazy("Month"), sort_key="month"),
        Column("times", label=gettext_lazy("Times"), sort_key="times"),
    ]
    list_export = ["query", "language", "month", "times"]
    export_headings = {
        "query": pgettext_lazy("noun", "Search"),
        "language": gettext_lazy("Language"),
        "month": gettext_lazy("Month"),
        "times": gettext_lazy("Times"),
    }
    export_filename = "searches-without-results"

    def get_base_queryset(self) -> QuerySet[UnansweredQuery]:
        return UnansweredQuery.objects.all()

    def get_filtered_queryset(self) -> QuerySet[UnansweredQuery]:
        return cast("QuerySet[UnansweredQuery]", self.get_queryset())

    def order_queryset(self, queryset: QuerySet[UnansweredQuery]) -> QuerySet[UnansweredQuery]:
        return queryset.order_by(self.ordering, "-month", "query", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for row in object_list:
            row.month_in_words = date_format(row.month, "F Y")
        return object_list

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """All lines at once: Wagtail writes them after it has left the language of the person."""
        return iter(list(super().stream_csv(queryset)))


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user = cast(User, request.user)
        return user.is_superuser or is_on_board(user)


def menu_item() -> MenuItem:
    """For Wagtail's hook `register_reports_menu_item`."""
    return ReportMenuItem(
        TITLE, reverse_lazy("search:unanswered"), name="searches-without-results", icon_name="search", order=1200
    )


urlpatterns = [
    path("reports/unanswered/", UnansweredView.as_view(), name="unanswered"),
    path("reports/unanswered/results/", UnansweredView.as_view(results_only=True), name="unanswered_results"),
]
