"""What an approval does.

`WAGTAIL_FINISH_WORKFLOW_ACTION` imports this module while `wagtail.models` is still loading: nothing here may import a
model at its top.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from core.models import User


def publish_approved_revision(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publishes the latest revision of what was approved, although the approver's group holds no `publish`.

    The *latest* revision, because a reviewer may have corrected the text while reviewing. A revision with a go-live
    date is scheduled by the same action.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
