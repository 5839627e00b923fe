"""All addresses below admin/partners/. Who may ask for which stands in `isolation.rules`."""

from django.urls import URLPattern

from partners.admin import audit, closing, members, onboarding, withdrawal

app_name = "partners"
urlpatterns: list[URLPattern] = [
    *withdrawal.urlpatterns,
    *onboarding.urlpatterns,
    *members.urlpatterns,
    *closing.urlpatterns,
    *audit.urlpatterns,
]
