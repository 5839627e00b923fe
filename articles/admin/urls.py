"""All addresses below admin/articles/. Who may ask for which stands in `partners.isolation.rules`."""

from django.urls import URLPattern, path

from articles.admin.source_offers import offer_source

app_name = "articles"
urlpatterns: list[URLPattern] = [
    path("source/", offer_source, name="offer_source"),
]
