"""What waits for a decision, one's own or others', on the dashboard: as quick with a thousand pages as with one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, IntegerField, OuterRef, Q, prefetch_related_objects
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, Revision, Task, TaskState, WorkflowState, WorkflowTask

from partners.pairs import remember_waiting_beside

MOST_ON_DASHBOARD = 10


@dataclass(frozen=True)
class Step:
    """A step of a workflow as far as it has come, in the words of Wagtail's template."""

    name: str
    status: str
    status_display: str


class WaitingPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's list of pages to decide on, for those that have waited longest; a report has all.

    Wagtail's own asks several questions of the database for each page, and shows every page. Here the number of
    questions does not depend on the number of pages.
    """

    template_name = "partners/admin/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        waiting = TaskState.objects.reviewable_by(request.user)
        states = list(
            waiting.select_related("revision__user", "workflow_state__workflow", "task")
            .prefetch_related("revision__content_object__latest_revision")
            .annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
            .order_by("started_at", "pk")[:MOST_ON_DASHBOARD]
        )
        # A page that was deleted leaves its states behind.
        states = [state for state in states if isinstance(state.revision.content_object, Page)]
        _remember_tasks(states)
        _remember_partners(state.revision.content_object for state in states)
        remember_waiting_beside(state.revision.content_object for state in states)
        steps = steps_of(state.workflow_state for state in states)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "count": waiting.count(),
            "states": [_row(state, request, steps[state.workflow_state_id]) for state in states],
        }


class OwnWaitingPanel(UserObjectsInWorkflowModerationPanel):
    """Wagtail's list of one's own pages that wait for others, as far as the dashboard has room; a report has all."""

    template_name = "partners/admin/own_waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        own = Page.objects.filter(owner=request.user, pk=Cast(OuterRef("object_id"), IntegerField()))
        is_own_page = Q(base_content_type=ContentType.objects.get_for_model(Page)) & Exists(own)
        waiting = WorkflowState.objects.active().filter(Q(requested_by=request.user) | is_own_page)
        states = (
            waiting.select_related("current_task_state__task")
            .prefetch_related("content_object__latest_revision")
            .order_by("-current_task_state__started_at", "-pk")[:MOST_ON_DASHBOARD]
        )
        return {
            "request": request,
            "count": waiting.count(),
            "workflow_states": [state for state in states if state.content_object],
        }


def replace_panels(request: HttpRequest, panels: list[Component]) -> None:
    """For Wagtail's hook `construct_homepage_panels`."""
    ours = {WorkflowObjectsToModeratePanel: WaitingPanel, UserObjectsInWorkflowModerationPanel: OwnWaitingPanel}
    panels[:] = [ours[type(panel)]() if type(panel) in ours else panel for panel in panels]


def _row(state: TaskState, request: HttpRequest, steps: list[Step]) -> dict[str, Any]:
    """One page as Wagtail's template reads it."""
    page = state.revision.content_object
    return {
        "obj": page,
        "revision": state.revision,
        "previous_revision_id": state.previous_revision_id,
        "live_revision_id": page.live_revision_id,
        "task_state": state,
        "actions": state.task.get_actions(page, request.user),
        "workflow_tasks": steps,
        "workflow_action_url_name": "wagtailadmin_pages:workflow_action",
        "workflow_preview_url_name": "wagtailadmin_pages:workflow_preview",
        "revisions_compare_url_name": "wagtailadmin_pages:revisions_compare",
    }


def _remember_tasks(states: list[TaskState]) -> None:
    """Gives each state its task in its own type, and each page its workflow, which Wagtail would look up one by one."""
    for state in states:
        state.task = state.task.specific_deferred
        state.workflow_state.current_task_state = state
        # What `PageQuerySet.prefetch_workflow_states` fills in.
        state.revision.content_object._current_workflow_states = [state.workflow_state]


def _remember_partners(pages: Iterable[Page]) -> None:
    by_type: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for model, of_type in by_type.items():
        if hasattr(model, "partner"):
            prefetch_related_objects(of_type, "partner")


def steps_of(workflow_states: Iterable[WorkflowState]) -> dict[int, list[Step]]:
    """The steps of each workflow state, by its key, with what was decided on its latest version.

    Says the same as Wagtail's `WorkflowState.all_tasks_with_status`, for many at once.
    """
    workflows = {state.pk: state.workflow_id for state in workflow_states}
    decided: dict[int, list[TaskState]] = defaultdict(list)
    task_states = TaskState.objects.filter(workflow_state__in=workflows).select_related("revision")
    for state in task_states.defer("revision__content").order_by("started_at", "pk"):
        decided[state.workflow_state_id].append(state)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for row in WorkflowTask.objects.filter(workflow__in=workflows.values()).select_related("task"):
        tasks[row.workflow_id].append(row.task)
    return {key: [_step(task, decided[key]) for task in tasks[workflow]] for key, workflow in workflows.items()}


def _step(task: Task, states: list[TaskState]) -> Step:
    """`task` by the last of the `states` that is about it and about the latest version; they come in order of time."""
    latest = max((state.revision for state in states), key=lambda revision: (revision.created_at, revision.pk))
    status = ""
    for state in states:
        if state.task_id == task.pk and state.revision_id == latest.pk:
            status = state.status
    return Step(task.name, status, str(dict(TaskState.STATUS_CHOICES).get(status, _("Not started"))))
