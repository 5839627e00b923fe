"""Partners in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Topic
from partners.guard import CLOSED
from partners.models import Partner
from partners.permissions import sees_every_page, within_reach


class PartnerViewSet(SnippetViewSet):
    """The records of the partners, for the administrators."""

    model = Partner
    icon = "group"
    menu_label = _("Partners")
    add_to_admin_menu = True
    list_display = ["acronym", "name_fr", "status", "place"]


class TopicViewSet(SnippetViewSet):
    """The shared taxonomy, for the administrators."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    list_display = ["title_fr", "title_en", "key"]


def offer_pages_within_reach(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The choosers offer one's own pages, drafts too, and others' public pages."""
    return pages if sees_every_page(request.user) else pages.filter(within_reach(request.user))


def hide_closed_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    """No entries for the reports that the guard closes."""
    if not sees_every_page(request.user):
        closed = {reverse(name) for name in CLOSED}
        menu_items[:] = [item for item in menu_items if item.url not in closed]


hooks.register("construct_page_chooser_queryset", offer_pages_within_reach)
hooks.register("construct_reports_menu", hide_closed_reports)
register_snippet(PartnerViewSet)
register_snippet(TopicViewSet)
