"""A translation on its way through the partner's moderation, like any other page."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize.models import Translation

from core.models import User
from translations.services import save_translation_draft


def refusal(page: Page, user: User) -> str:
    """Why `user` cannot change what stands in `page` now; blank when they can.

    The same locks hold as in the page editor: somebody locked the page, it is in moderation and `user` does not review
    it, or its publication is scheduled.
    """
    lock = page.get_lock()
    if not lock or not lock.for_user(user):
        return ""
    if page.locked:
        return _("This page is locked by %(person)s.") % {"person": page.locked_by or _("somebody")}
    if page.workflow_in_progress:
        return _("This translation is in moderation: only those who decide on it can change it until then.")
    return _("The publication of this page is scheduled: cancel the schedule first.")


def translation_into(page: Page) -> Translation | None:
    """The translation, sentence by sentence, of which `page` is the result; None for originals and free versions."""
    translations = Translation.objects.filter(target_locale_id=page.locale_id, enabled=True)
    return translations.filter(source__object_id=page.translation_key).first()


def missing_strings(translation: Translation) -> int:
    """How many sentences are not translated yet; readers would find them in the language of the original."""
    total, translated = translation.get_progress()
    return int(total - translated)


@transaction.atomic
def submit_translation(translation: Translation, user: User) -> Revision:
    """Saves the translated sentences as a draft and submits it to the workflow of the page.

    What was asked to be changed is resubmitted. A reviewer who corrects sentences during the moderation leaves a new
    version, which somebody else approves. Raises PermissionDenied when `user` may not edit the page (now), and
    ValidationError when the translated page would not be valid.
    """
    page = translation.get_target_instance()
    if not page.permissions_for_user(user).can_edit() or refusal(page, user):
        raise PermissionDenied
    revision = save_translation_draft(translation, user)
    # Read again: the workflow looks at the latest revision.
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_state
    if state is None:
        page.get_workflow().start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    return revision
