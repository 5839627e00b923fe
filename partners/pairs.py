"""The languages of one text that wait for a decision at the same time: they can be approved in one action."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.models import Page, TaskState, get_default_page_content_type

if TYPE_CHECKING:
    from core.models import User


def waiting_beside(page: Page) -> list[TaskState]:
    """The steps at which the versions of `page` in other languages wait."""
    if not hasattr(page, "_waiting_beside"):
        remember_waiting_beside([page])
    found: list[TaskState] = page._waiting_beside
    return found


def remember_waiting_beside(pages: Iterable[Page]) -> None:
    """Looks them up for many pages at once, in a number of queries that does not depend on how many."""
    pages = list(pages)
    states = _waiting({page.translation_key for page in pages})
    for page in pages:
        page._waiting_beside = [state for version, state in states[page.translation_key] if version != page.pk]


def approvable_beside(user: "User", page: Page) -> list[TaskState]:
    """Of those, the ones that `user` may approve."""
    return [state for state in waiting_beside(page) if state.task.specific_deferred.may_approve(user, page_of(state))]


def page_of(state: TaskState) -> Page:
    """The page that waits at this step."""
    page: Page = state.workflow_state.content_object
    return page


def _waiting(translation_keys: set[object]) -> dict[object, list[tuple[int, TaskState]]]:
    """By the key of a text: each of its versions that waits, with its step; the first version first."""
    versions = Page.objects.filter(translation_key__in=translation_keys, alias_of=None)
    keys = dict(versions.order_by("pk").values_list("pk", "translation_key"))
    states = (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id__in=[str(pk) for pk in keys],
        )
        .select_related("workflow_state", "task")
        .prefetch_related("workflow_state__content_object__latest_revision")
    )
    found: dict[object, list[tuple[int, TaskState]]] = defaultdict(list)
    for state in sorted(states, key=lambda state: int(state.workflow_state.object_id)):
        version = int(state.workflow_state.object_id)
        found[keys[version]].append((version, state))
    return found
