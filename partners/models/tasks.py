"""The steps of a workflow: who decides on what was submitted.

Each step exists once for all partners; who its reviewers are follows from the page. So the dashboard asks the same
number of questions however many partners there are.
"""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from core.models import User
from partners import pairs, permissions
from partners.roles import BOARD_GROUP_NAME, Role

# The action that approves all languages of a text that wait.
APPROVE_TOGETHER = "approve_together"


class ApprovalTask(Task):
    """A step at which reviewers approve or ask for changes.

    Nobody approves a version that they edited last themselves; asking for changes is open to them. Where the same text
    waits in another language too, one action approves both.
    """

    admin_form_fields = ["name"]

    class Meta:
        abstract = True

    def reviews(self, user: User, page: Page) -> bool:
        """Whether `user` decides on `page` at this step."""
        raise NotImplementedError

    def reviewers(self, page: Page) -> models.QuerySet[User]:
        """Whom to tell that `page` waits."""
        raise NotImplementedError

    def may_approve(self, user: User, page: Page) -> bool:
        """Whether `user` may decide, and is not deciding on their own version."""
        return self.reviews(user, page) and (
            not permissions.edited_last(user, page) or permissions.may_approve_own_edit(page)
        )

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self.reviews(user, obj)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self.reviews(user, obj)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return self.reviews(user, obj)

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        return self.reviews(user, obj)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not self.reviews(user, obj):
            return []
        actions: list[tuple[str, Any, bool]] = [("reject", _("Request changes"), True)]
        if self.may_approve(user, obj):
            actions += [("approve", _("Approve"), False), ("approve", _("Approve with comment"), True)]
            if beside := pairs.approvable_beside(user, obj):
                label = _("Approve in both languages") if len(beside) == 1 else _("Approve in all languages")
                actions.append((APPROVE_TOGETHER, label, False))
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        if action_name != APPROVE_TOGETHER:
            super().on_action(task_state, user, action_name, **kwargs)
            return
        for state in [task_state, *pairs.approvable_beside(user, pairs.page_of(task_state))]:
            state.approve(user=user, **kwargs)

    def _waiting(self) -> models.QuerySet[TaskState]:
        return TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)


class ModerationTask(ApprovalTask):
    """The partner's moderators decide; the board where the partner has no other than who edited last."""

    class Meta:
        verbose_name = _("moderation by the partner")
        verbose_name_plural = _("moderations by the partner")

    def reviews(self, user: User, page: Page) -> bool:
        return permissions.reviews(user, page)

    def reviewers(self, page: Page) -> models.QuerySet[User]:
        partner = page.specific_deferred.partner
        moderators = partner.group(Role.MODERATOR).user_set.filter(is_active=True)
        others = moderators.exclude(pk=permissions.last_editor_id(page))
        return moderators if others.exists() or partner.allows_self_approval else board_members() | moderators

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        """Of the partners that `user` moderates; for the board, of those that have nobody else for it."""
        waiting = self._waiting()
        if user.is_superuser:
            return waiting
        moderated = {held.partner_id for held in permissions.holdings(user) if held.role is Role.MODERATOR}
        mine = models.Q(workflow_state__workflow__partner__in=moderated)
        if permissions.is_on_board(user):
            moderators = User.objects.filter(
                groups__partner_group__role=Role.MODERATOR,
                groups__partner_group__partner__workflow=models.OuterRef("workflow_state__workflow"),
                is_active=True,
            ).exclude(pk=models.OuterRef("editor"))
            waiting = waiting.annotate(
                editor=models.functions.Coalesce("revision__user_id", models.Value(0)),
                has_moderator=models.Exists(moderators),
            )
            mine |= models.Q(has_moderator=False)
        # The dashboard joins the answers of all tasks by “or”, which an annotated query does not allow.
        return TaskState.objects.filter(pk__in=waiting.filter(mine).values("pk"))


class BoardTask(ApprovalTask):
    """Somebody of the editorial board decides: on the platform's pages, and as a second step of some partners."""

    class Meta:
        verbose_name = _("decision of the editorial board")
        verbose_name_plural = _("decisions of the editorial board")

    def reviews(self, user: User, page: Page) -> bool:
        return bool(user.is_superuser) or permissions.is_on_board(user)

    def reviewers(self, page: Page) -> models.QuerySet[User]:
        return board_members()

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        is_reviewer = user.is_superuser or permissions.is_on_board(user)
        return self._waiting() if is_reviewer else TaskState.objects.none()


def board_members() -> models.QuerySet[User]:
    """The people of the editorial board."""
    return User.objects.filter(groups__name=BOARD_GROUP_NAME, is_active=True)
