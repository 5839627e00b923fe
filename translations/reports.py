"""The reports on translations in the admin: which page stands how to its original, and how far each partner is."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, cast

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page, get_page_content_types
from wagtail.query import PageQuerySet

from core.models import User, all_pages
from partners.models import Partner, with_partners
from partners.permissions import holdings, of_own_partners, sees_every_page
from translations.changes import changes_url, revisions_before
from translations.freshness import NEEDS_WORK, Freshness, with_freshness
from translations.originals import originals_of
from translations.parity import PLATFORM, Share, parity
from translations.versions import url_for

TITLE = gettext_lazy("State of translations")
OLDEST_FIRST = "behind_since"


def pages_in_report(user: User) -> PageQuerySet:
    """What is public, and translations on their way, as far as `user` may know of them."""
    known = all_pages().filter(of_own_partners(user), depth__gt=1)
    return with_freshness(known).filter(Q(live=True) | Q(freshness=Freshness.IN_TRANSLATION))


def partners_in_report(request: HttpRequest) -> QuerySet[Partner]:
    user = cast(User, request.user)
    if sees_every_page(user):
        return Partner.objects.all()
    return Partner.objects.filter(pk__in={held.partner_id for held in holdings(user)})


def page_types(request: HttpRequest) -> QuerySet[ContentType]:
    return get_page_content_types(include_base_page_type=False)


class FreshnessFilterSet(WagtailFilterSet):
    """Partner, state, type, and what somebody has to do something about; the language is Wagtail's own filter."""

    partner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Partner"),
        queryset=partners_in_report,
        to_field_name="key",
        method="of_partner",
        empty_label=gettext_lazy("All"),
        null_label=gettext_lazy("The platform"),
        null_value=PLATFORM,
        widget=forms.RadioSelect,
    )
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"),
        field_name="freshness",
        choices=Freshness.choices,
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )
    type = ContentTypeFilter(
        label=gettext_lazy("Type"),
        field_name="content_type",
        queryset=page_types,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    work = django_filters.ChoiceFilter(
        label=gettext_lazy("To do"),
        choices=[("needed", gettext_lazy("Needs work"))],
        method="that_need_work",
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def of_partner(self, pages: PageQuerySet, name: str, partner: Partner | str) -> PageQuerySet:
        return pages.filter(partner_id=partner.pk if isinstance(partner, Partner) else None)

    def that_need_work(self, pages: PageQuerySet, name: str, value: str) -> PageQuerySet:
        return pages.filter(freshness__in=NEEDS_WORK)

    @property
    def notices(self) -> list[str]:
        """What the person must be told about the address: a value that means nothing does not filter."""
        return [
            _("The filter “%(filter)s” does not know “%(value)s”, and is left out.")
            % {"filter": self.form[name].label, "value": ", ".join(self.data.getlist(name))}
            for name in self.form.errors
        ]


class OriginalColumn(Column):
    """The original of a page, and what changed in it since."""

    cell_template_name = "translations/admin/original_cell.html"


class StateColumn(Column):
    """The state, marked where somebody has to do something about it."""

    cell_template_name = "translations/admin/state_cell.html"


class FreshnessView(ReportView):
    """Page by page, what has been behind longest first."""

    page_title = TITLE
    header_icon = "wagtail-localize-language"
    index_url_name = "translations:freshness"
    index_results_url_name = "translations:freshness_results"
    template_name = "translations/admin/freshness.html"
    results_template_name = "translations/admin/freshness_results.html"
    verbose_name_plural = gettext_lazy("pages")
    table_classname = "listing freshness"
    filterset_class = FreshnessFilterSet
    is_searchable = True
    # The search backend takes no conditions on what is computed.
    search_backend_name = None
    search_fields = ["title", "draft_title"]
    default_ordering = OLDEST_FIRST
    columns = [
        TitleColumn("name", label=gettext_lazy("Title"), get_url=lambda page: page.admin_url, sort_key="title"),
        Column("type", label=gettext_lazy("Type"), classname="freshness__detail"),
        Column("partner", label=gettext_lazy("Partner"), classname="freshness__detail"),
        Column("language", label=gettext_lazy("Language")),
        StateColumn("state", label=gettext_lazy("State")),
        DateColumn(
            "text_published_at",
            label=gettext_lazy("Text published"),
            sort_key="text_published_at",
            classname="freshness__detail",
        ),
        DateColumn("behind_since", label=gettext_lazy("Behind since"), sort_key=OLDEST_FIRST),
        OriginalColumn("original", label=gettext_lazy("Original")),
    ]
    export_headings = {
        "name": gettext_lazy("Title"),
        "type": gettext_lazy("Type"),
        "partner": gettext_lazy("Partner"),
        "language": gettext_lazy("Language"),
        "state_label": gettext_lazy("State"),
        "text_published_at": gettext_lazy("Text published"),
        "behind_since": gettext_lazy("Behind since"),
    }
    list_export = list(export_headings)
    export_filename = "translations"

    def get_base_queryset(self) -> PageQuerySet:
        pages = pages_in_report(cast(User, self.request.user))
        return with_partners(pages).select_related("content_type")

    def get_filtered_queryset(self) -> PageQuerySet:
        return self.get_queryset()

    def filter_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        """By what is valid; Wagtail would drop all filters when one of them is not."""
        self.filters.is_valid()
        return self.filters.filter_queryset(queryset)

    def order_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        column = F(self.ordering.removeprefix("-"))
        is_descending = self.ordering.startswith("-")
        order = column.desc(nulls_last=True) if is_descending else column.asc(nulls_last=True)
        needs_work_first = Case(When(freshness__in=NEEDS_WORK, then=Value(0)), default=Value(1))
        return queryset.order_by(order, needs_work_first, "title", "pk")

    def stream_csv(self, queryset: PageQuerySet) -> Iterator[bytes]:
        """All lines at once: Wagtail writes them after it has left the language of the person."""
        return iter(list(super().stream_csv(queryset)))

    def to_row_dict(self, item: Page) -> dict[str, Any]:
        """A cell without a value is blank."""
        return {name: "" if value is None else value for name, value in super().to_row_dict(item).items()}

    def decorate_paginated_queryset(self, object_list: PageQuerySet) -> PageQuerySet:
        """What the rows show besides; for all of them in a constant number of queries."""
        partners = Partner.objects.in_bulk({page.partner_id for page in object_list} - {None})
        languages = {locale.pk: locale.get_display_name() for locale in Locale.objects.all()}
        for page in object_list:
            page.name = page.get_admin_display_title()
            page.type = page.page_type_display_name
            page.partner = partners.get(page.partner_id, "")
            page.language = languages[page.locale_id]
            page.state = Freshness(page.freshness)
            page.state_label = page.state.label
        if not self.is_export:
            self._add_links(object_list)
        return object_list

    def _add_links(self, pages: Iterable[Page]) -> None:
        originals = originals_of(pages)
        before = revisions_before(pages)
        for page in pages:
            page.needs_work = page.state in NEEDS_WORK
            page.admin_url = url_for(page, self.request)
            original = originals.get(page.pk)
            page.original = original and {
                "language": original.locale.get_display_name(),
                "url": url_for(original, self.request),
                "changes_url": changes_url(page.pk) if page.pk in before else "",
            }


class ParityView(WagtailAdminTemplateMixin, TemplateView):
    """Partner by partner and language by language, as a chart and in numbers."""

    page_title = gettext_lazy("Parity of languages")
    header_icon = "wagtail-localize-language"
    template_name = "translations/admin/parity.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("translations:freshness"), "label": TITLE}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = parity(pages_in_report(cast(User, self.request.user)))
        return {
            **super().get_context_data(**kwargs),
            "groups": [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.name)],
            "states": Freshness,
            "shares": Share,
        }


def menu_item() -> MenuItem:
    """For Wagtail's hook `register_reports_menu_item`."""
    return MenuItem(
        TITLE,
        reverse_lazy("translations:freshness"),
        name="state-of-translations",
        icon_name="wagtail-localize-language",
        order=1100,
    )


urlpatterns = [
    path("reports/freshness/", FreshnessView.as_view(), name="freshness"),
    path("reports/freshness/results/", FreshnessView.as_view(results_only=True), name="freshness_results"),
    path("reports/parity/", ParityView.as_view(), name="parity"),
]
