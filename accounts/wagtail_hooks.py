"""Logging in, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from accounts.account import SecondFactorPanel


def register_log_actions(actions: LogActionRegistry) -> None:
    """What the history of a person says."""
    actions.register_action("accounts.second_factor_added", _("Add a second factor"), _("Second factor added"))
    actions.register_action("accounts.second_factor_removed", _("Remove a second factor"), _("Second factor removed"))
    actions.register_action("accounts.renew_recovery_codes", _("Renew recovery codes"), _("Recovery codes renewed"))


hooks.register("register_account_settings_panel", SecondFactorPanel)
hooks.register("register_log_actions", register_log_actions)
