"""Who is told by mail that a page waits for a decision."""

from typing import Any

from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import TaskState

from core.models import User
from partners.models import ApprovalTask


class ApprovalTaskNotifier(BaseGroupApprovalTaskStateEmailNotifier):
    """Tells the reviewers of the step, except whoever submitted the page."""

    notification = "submitted"

    def can_handle(self, instance: TaskState, **kwargs: Any) -> bool:
        return isinstance(instance.task.specific, ApprovalTask)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> set[User]:
        page = task_state.workflow_state.content_object
        return set(task_state.task.specific.reviewers(page)) - {kwargs.get("user")}


tell_reviewers = ApprovalTaskNotifier()
