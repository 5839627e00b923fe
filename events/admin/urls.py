"""All addresses below admin/events/. Who may ask for which stands in `partners.isolation.rules`."""

from django.urls import URLPattern, path

from events.admin.preview import preview_dates
from events.admin.similar import similar

app_name = "events"
urlpatterns: list[URLPattern] = [
    path("dates/", preview_dates, name="preview_dates"),
    path("similar/", similar, name="similar"),
]
