"""What the explorer tells of the pages in a partner's area: their kind, an event's date, the state of translation.

Wagtail shows its columns for a mixture of types; here they say what articles and events have. Nothing is asked of the
database for a row: the rows come in their own types, and the state of translation is part of their query.
"""

from typing import Any

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import NavigateToChildrenColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.templatetags.portal import kind_of_page
from partners.models import PartnerPage
from translations.freshness import NEEDS_WORK, Freshness, with_freshness

# What a narrow screen leaves out.
DETAIL = "area-detail"


class WhenColumn(Column):
    """When an event takes place next; blank for what is not an event."""

    cell_template_name = "home/admin/when_cell.html"


class FreshnessColumn(Column):
    """How a translation stands to its original; of an original, how the version does in which most is left to do.

    Marked where somebody has to do something about it.
    """

    cell_template_name = "home/admin/freshness_cell.html"

    def get_value(self, instance: Page) -> Freshness | None:
        own = getattr(instance, "freshness", None)
        value = getattr(instance, "freshness_of_versions", None) if own == Freshness.ORIGINAL else own
        return Freshness(value) if value else None

    def get_cell_context_data(self, instance: Page, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"needs_work": context["value"] in NEEDS_WORK}


def columns() -> list[Column]:
    """Wagtail's, with the kind in place of the type, and two more before the status."""
    told = []
    for column in ExplorableIndexView.base_columns:
        if column.name == "type":
            told.append(Column("kind", label=_("Kind"), accessor=kind_of_page, width="12%", classname=DETAIL))
            told.append(WhenColumn("when", label=_("When"), width="12%", classname=DETAIL))
            told.append(FreshnessColumn("freshness", label=_("Translation"), width="12%", classname=DETAIL))
        elif not isinstance(column, NavigateToChildrenColumn):
            told.append(column)
    return told


class AreaListingView(ExplorableIndexView):
    """The pages of an area."""

    base_columns = columns()

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        versions = (
            with_freshness(PageQuerySet(Page))
            .filter(translation_key=OuterRef("translation_key"))
            .exclude(pk=OuterRef("pk"))
            .order_by(Case(When(freshness__in=NEEDS_WORK, then=Value(0)), default=Value(1)), "locale")
        )
        told = with_freshness(super().annotate_queryset(pages))
        return told.annotate(freshness_of_versions=Subquery(versions.values("freshness")[:1]))


class AreaViewSet(PageViewSet):
    """The views of partners' areas: Wagtail's, but for the list of what stands below one."""

    model = PartnerPage
    index_view_class = AreaListingView
    # An area holds two types of pages, and Wagtail would take a list of its own for one only.
    parent_models = [PartnerPage]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The rows are pages of all types."""
        return {**super().get_index_view_kwargs(**kwargs), "model": Page}


area_viewset = AreaViewSet()
