"""Partners in the admin."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Topic
from partners import log_actions
from partners.admin import audit, closing, dashboard, members, urls, withdrawal
from partners.admin.partner_records import PartnerViewSet
from partners.isolation import lists


class TopicViewSet(SnippetViewSet):
    """The shared taxonomy, for the editorial board and the administrators."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    list_display = ["title_fr", "title_en", "key"]


def admin_urls() -> list[URLResolver]:
    return [path("partners/", include(urls))]


hooks.register("register_admin_urls", admin_urls)
hooks.register("register_log_actions", withdrawal.register_log_action)
hooks.register("register_log_actions", log_actions.register_log_actions)
hooks.register("construct_homepage_panels", dashboard.replace_panels)
hooks.register("register_admin_menu_item", members.menu_item)
hooks.register("register_snippet_listing_buttons", closing.buttons)
hooks.register("register_page_header_buttons", withdrawal.withdraw_button)
hooks.register("register_page_listing_more_buttons", withdrawal.withdraw_button)
hooks.register("construct_explorer_page_queryset", lists.tell_last_editors)
hooks.register("construct_page_chooser_queryset", lists.offer_pages_within_reach)
hooks.register("register_reports_menu_item", audit.menu_item)
hooks.register("construct_reports_menu", lists.hide_closed_reports)
# After Wagtail's own endpoints, which these replace.
hooks.register("construct_admin_api", lists.narrow_api, order=10)
register_snippet(PartnerViewSet)
register_snippet(TopicViewSet)
