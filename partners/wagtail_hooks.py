"""Partners in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Topic
from partners.models import Partner


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


register_snippet(PartnerViewSet)
register_snippet(TopicViewSet)
