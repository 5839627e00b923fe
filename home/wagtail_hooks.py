"""The portal's own touches on the admin."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from home.admin import explorer, first_capsule, theme
from home.styleguide import views as styleguide


def admin_urls() -> list[URLResolver]:
    return [path("components/", include((styleguide.urlpatterns, "home")))]


hooks.register("insert_global_admin_css", theme.stylesheet)
hooks.register("insert_editor_js", theme.editor_script)
hooks.register("construct_homepage_panels", first_capsule.add_panel)
hooks.register("register_admin_viewset", lambda: explorer.area_viewset)
hooks.register("register_admin_urls", admin_urls)
hooks.register("register_reports_menu_item", styleguide.menu_item)
