"""Addresses below the search of each language."""

from django.urls import path

from search.views import search, suggest

urlpatterns = [
    path("", search, name="search"),
    path("suggestions/", suggest, name="search_suggestions"),
]
