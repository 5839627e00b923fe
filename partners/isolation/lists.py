"""Narrows the lists of the admin in which Wagtail offers what belongs to somebody else."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from partners.permissions import sees_every_page, within_reach

# Reports that name anybody's drafts: see `rules`.
CLOSED_REPORTS = ("wagtailadmin_reports:page_types_usage", "wagtail_localize:translations_report")


def offer_pages_within_reach(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The choosers offer one's own pages, drafts too, and others' public pages.

    With what their status needs, which Wagtail would ask for page by page.
    """
    offered = pages if sees_every_page(request.user) else pages.filter(within_reach(request.user))
    return offered.prefetch_workflow_states().annotate_approved_schedule().prefetch_related("locale")


def tell_last_editors(parent: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """For Wagtail's hook `construct_explorer_page_queryset`: who edited each page last, in one query.

    Whether the board stands in for a partner's moderators depends on it.
    """
    return pages.prefetch_related(Prefetch("latest_revision", Revision.objects.defer("content")))


def hide_closed_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    """No entries for the reports that the guard closes."""
    if not sees_every_page(request.user):
        closed = {reverse(name) for name in CLOSED_REPORTS}
        menu_items[:] = [item for item in menu_items if item.url not in closed]


def narrow_api(router: WagtailAPIRouter) -> None:
    """The admin's interface lists the images and documents that one may choose; Wagtail's lists everybody's."""
    router.register_endpoint("images", _narrowed(ImagesAdminAPIViewSet))
    router.register_endpoint("documents", _narrowed(DocumentsAdminAPIViewSet))


def _narrowed(viewset: type[BaseAPIViewSet]) -> type[BaseAPIViewSet]:
    class Narrowed(viewset):
        def get_queryset(self) -> Any:
            policy = policy_registry.get_by_type(self.model)
            allowed = policy.instances_user_has_any_permission_for(self.request.user, ["choose", "change"])
            return super().get_queryset().filter(pk__in=allowed.values("pk"))

    return Narrowed
