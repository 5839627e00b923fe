"""Below the admin's address, and before Wagtail's: who asks has not always come in."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.CodeView.as_view(), name="code"),
    path("phone/", views.EnrolView.as_view(), name="enrol"),
    path("recovery-codes/", views.RenewCodesView.as_view(), name="renew_codes"),
    path("remove/", views.RemoveView.as_view(), name="remove"),
    path("leave/", views.leave, name="leave"),
]
