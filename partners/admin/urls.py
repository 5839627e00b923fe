"""All addresses below admin/partners/. Who may ask for which stands in `isolation.rules`."""

from django.urls import URLPattern

app_name = "partners"
urlpatterns: list[URLPattern] = []
