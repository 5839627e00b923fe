"""Partners in the admin."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Topic
from partners.admin import urls
from partners.isolation import lists
from partners.models import Partner


class PartnerViewSet(SnippetViewSet):
    """The records of the partners, for the administrators."""

    model = Partner
    icon = "group"
    menu_label = _("Partners")
    add_to_admin_menu = True
    list_display = ["acronym", "name_fr", "status", "place"]


class TopicViewSet(SnippetViewSet):
    """The shared taxonomy, for the editorial board and the administrators."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    list_display = ["title_fr", "title_en", "key"]


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("partners/", include(urls))]


hooks.register("construct_page_chooser_queryset", lists.offer_pages_within_reach)
hooks.register("construct_reports_menu", lists.hide_closed_reports)
# After Wagtail's own endpoints, which these replace.
hooks.register("construct_admin_api", lists.narrow_api, order=10)
register_snippet(PartnerViewSet)
register_snippet(TopicViewSet)
