"""What the audit log of a partner says about its people, and about its closing."""

from datetime import date
from typing import cast

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.formatting import Lang, long_date
from partners.roles import Role


class MembershipFormatter(LogFormatter):
    """Names the person and the role."""

    label = gettext_lazy("Invite a member")
    sentence = gettext_lazy("%(person)s was invited as: %(role)s")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return self.sentence % {"person": log_entry.data["person"], "role": Role(log_entry.data["role"]).label}


class SuspensionFormatter(MembershipFormatter):
    label = gettext_lazy("Suspend a member")
    sentence = gettext_lazy("%(person)s was suspended as: %(role)s")


class ReinstatementFormatter(MembershipFormatter):
    label = gettext_lazy("Reinstate a member")
    sentence = gettext_lazy("%(person)s was reinstated as: %(role)s")


class ClosingFormatter(LogFormatter):
    label = gettext_lazy("Close a partner")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Closed as of %(date)s") % {
            "date": long_date(date.fromisoformat(log_entry.data["on"]), cast(Lang, get_language()))
        }


def register_log_actions(actions: LogActionRegistry) -> None:
    """For Wagtail's hook of the same name."""
    actions.register_action("partners.invite")(MembershipFormatter)
    actions.register_action("partners.suspend")(SuspensionFormatter)
    actions.register_action("partners.reinstate")(ReinstatementFormatter)
    actions.register_action("partners.close")(ClosingFormatter)
    actions.register_action("partners.reopen", gettext_lazy("Reopen a partner"), gettext_lazy("Reopened"))
