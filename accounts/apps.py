from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How people log in: attempts that are limited, and a second factor."""

    name = "accounts"
    verbose_name = _("Accounts")
