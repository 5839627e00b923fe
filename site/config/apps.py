"""What can only be done when all apps are there."""

from django.apps import AppConfig
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

# As wagtail.admin.signal_handlers names its receivers.
WAGTAIL_MAILS = {
    "group_approval_task_submitted_email_notification": (task_submitted, "TaskState"),
    "workflow_state_submitted_email_notification": (workflow_submitted, "WorkflowState"),
    "workflow_state_rejected_email_notification": (workflow_rejected, "WorkflowState"),
    "workflow_state_approved_email_notification": (workflow_approved, "WorkflowState"),
}


class PortalConfig(AppConfig):
    """Stands last in INSTALLED_APPS."""

    name = "config"

    def ready(self) -> None:
        """Takes off what we do otherwise: mails of workflows (`partners.notifications`), deletions of files."""
        from wagtail import models

        from core.media.signals import take_over_from_wagtail

        take_over_from_wagtail()

        for name, (signal, sender) in WAGTAIL_MAILS.items():
            if not signal.disconnect(sender=getattr(models, sender), dispatch_uid=name):
                raise RuntimeError(f"Wagtail has no receiver “{name}” any more: see which mails it sends now.")
