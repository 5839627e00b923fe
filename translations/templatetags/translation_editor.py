"""What the translation editor shows besides wagtail-localize's own parts."""

from typing import Any

from django import template
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from translations.moderation import missing_strings, refusal

register = template.Library()


@register.inclusion_tag("translations/admin/moderation_bar.html", takes_context=True)
def moderation_bar(context: dict[str, Any], translation: Translation, page: Page) -> dict[str, Any]:
    """Where a translation stands in the moderation, and what the person may do about it."""
    user = context["request"].user
    state = page.current_workflow_state
    task = page.current_workflow_task
    # Of two buttons of one name the second asks for a comment; a comment is optional in the one form here.
    actions = {name: label for name, label, _modal in reversed(task.get_actions(page, user))} if task else {}
    return {
        "translation": translation,
        "page": page,
        "task_state": page.current_workflow_task_state,
        "is_in_moderation": page.workflow_in_progress,
        "needs_changes": state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        "last_state": state.current_task_state if state else None,
        "actions": dict(reversed(actions.items())),
        "refusal": refusal(page, user),
        "missing": missing_strings(translation),
        "request": context["request"],
    }
