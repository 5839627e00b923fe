"""The search in the admin: what the editorial board keeps for it."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search.admin import report
from search.admin.viewsets import SearchViewSetGroup


def admin_urls() -> list[URLResolver]:
    return [path("search/", include((report.urlpatterns, "search")))]


hooks.register("register_admin_urls", admin_urls)
hooks.register("register_reports_menu_item", report.menu_item)
register_snippet(SearchViewSetGroup)
