"""How often somebody is written to, in their account."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from core.models import User


class DigestForm(forms.ModelForm):
    """The frequency of the summary by mail."""

    class Meta:
        model = User
        fields = ("digest_frequency",)


class DigestPanel(BaseSettingsPanel):
    """Beside the switches of Wagtail's own notifications."""

    name = "digest"
    title = _("Summary by email")
    tab = notifications_tab
    order = 200
    form_class = DigestForm
