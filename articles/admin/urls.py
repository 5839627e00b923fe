"""All addresses below admin/articles/. Who may ask for which stands in `partners.isolation.rules`."""

from django.urls import URLPattern, path

from articles.admin.checks import check_links, show_checks
from articles.admin.source_offers import offer_source
from articles.admin.typography import offer_typography

app_name = "articles"
urlpatterns: list[URLPattern] = [
    path("source/", offer_source, name="offer_source"),
    path("checks/", show_checks, name="checks"),
    path("links/", check_links, name="check_links"),
    path("typography/", offer_typography, name="offer_typography"),
]
