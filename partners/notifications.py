"""Mails of the workflow: who waits for whom, in the language of whoever reads it.

They take the place of Wagtail's own, which know one language for HTML and are sent within the request (see
`config.apps`). What they say is written down in the transaction of what they tell of.
"""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from core import mail
from core.models import User
from partners.models import ApprovalTask


@receiver(task_submitted, dispatch_uid="partners.tell_reviewers")
def tell_reviewers(sender: type[TaskState], instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """A page waits at a step: its reviewers hear of it, except whoever submitted it."""
    task = instance.task.specific
    page = _page_of(instance.workflow_state)
    if page is not None and isinstance(task, ApprovalTask):
        requested_by = instance.workflow_state.requested_by
        tell("submitted", task.reviewers(page), page, by=requested_by, but=user)


@receiver(workflow_rejected, dispatch_uid="partners.tell_of_changes")
def tell_of_changes(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Changes were asked for, at whichever step: whoever submitted the page and whoever wrote it hear why."""
    page = _page_of(instance)
    if page is not None:
        comment = instance.current_task_state.specific.get_comment()
        tell("rejected", _authors(instance), page, by=user, but=user, comment=comment)


@receiver(workflow_approved, dispatch_uid="partners.tell_of_approval")
def tell_of_approval(sender: type[WorkflowState], instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """The last step is done: whoever submitted the page and whoever wrote it hear that it is public, or when."""
    page = _page_of(instance)
    if page is not None:
        go_live = page.go_live_at.isoformat() if page.go_live_at and not page.live else ""
        tell("approved", _authors(instance), page, by=user, but=user, go_live_at=go_live, public_url=page.full_url)


def _page_of(state: WorkflowState) -> Page | None:
    page = state.content_object
    return Page.objects.filter(pk=page.pk).select_related("locale").first() if isinstance(page, Page) else None


def _authors(state: WorkflowState) -> set[User | None]:
    revision = state.current_task_state.revision if state.current_task_state else None
    return {state.requested_by, revision.user if revision else None}


def tell(
    event: str,
    people: Iterable[User | None],
    page: Page,
    *,
    by: User | None = None,
    but: User | None = None,
    **words: str | None,
) -> None:
    """Writes to `people` about `page` with the mail of that name, except to `but`.

    Whoever has switched off this kind of mail in their account gets none; for kinds of ours there is no switch.
    """
    context = {
        "title": page.get_admin_display_title(),
        "language_of_page": page.locale.language_code,
        "by": str(by) if by else "",
        "path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        **words,
    }
    for person in {person for person in people if person and person.is_active} - {but}:
        if getattr(UserProfile.get_for_user(person), f"{event}_notifications", True):
            mail.send(event, person, context)
