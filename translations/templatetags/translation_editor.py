"""What the translation editor shows besides wagtail-localize's own parts."""

import json
from typing import Any

from django import template
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from partners.permissions import may
from partners.roles import Action
from translations.glossary import terms_in
from translations.memory import remembered
from translations.moderation import missing_strings, refusal
from translations.versions import versions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_props(context: dict[str, Any]) -> str:
    """What wagtail-localize's editor is told (JSON), without a button that the table does not give to the person."""
    props = json.loads(context["props"])
    if not may(context["request"].user, Action.MIRROR, context["instance"]):
        props["links"].pop("convertToAliasUrl", None)
    return json.dumps(props)


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


@register.inclusion_tag("translations/admin/versions.html", takes_context=True)
def versions(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """How the page stands to its original, and the versions in other languages."""
    return {"versions": versions_of(page, context["request"])}


@register.inclusion_tag("translations/admin/memory.html", takes_context=True)
def translation_memory(context: dict[str, Any], translation: Translation, page: Page) -> dict[str, Any]:
    """Earlier translations for what is not translated yet, and the portal's terms in this text."""
    is_open = not refusal(page, context["request"].user)
    offered = remembered(translation) if is_open else []
    source = translation.source
    sentences = source.stringsegment_set.values_list("string__data", flat=True)
    languages = (source.locale.language_code, translation.target_locale.language_code)
    return {
        "translation": translation,
        "offered": offered,
        "same": sum(item.is_of_same_sentence for item in offered),
        "terms": terms_in(sentences, *languages),
        "source_language": languages[0],
        "target_language": languages[1],
        "request": context["request"],
    }
