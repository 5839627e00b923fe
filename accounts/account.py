"""The second factor in one's account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from accounts.second_factor import device_of, is_needed, recovery_codes_left


class SecondFactorPanel(BaseSettingsPanel):
    """Says how it stands, and leads to what can be done; each has a screen of its own, which asks for a proof."""

    name = "second_factor"
    title = _("Second factor")
    order = 600
    template_name = "accounts/panel.html"

    def get_form(self) -> forms.Form:
        # Never bound: saving the account changes nothing here.
        return forms.Form()

    def get_context_data(self) -> dict[str, Any]:
        return {
            "device": device_of(self.user),
            "codes_left": recovery_codes_left(self.user),
            "is_needed": is_needed(self.user),
        }
