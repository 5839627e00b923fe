"""Articles in the admin."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from articles.admin import urls


def admin_urls() -> list[URLResolver]:
    return [path("articles/", include(urls))]


hooks.register("register_admin_urls", admin_urls)
