"""Writes down the facts of a publication from which freshness follows."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from core.models import BasePage
from translations.models import PublishedText
from translations.moderation import missing_strings, translation_into
from translations.notifications import ask_for_french, tell_translators
from translations.originals import original_of
from translations.sources import take_up


@transaction.atomic
def record_publication(page: BasePage, revision: Revision | None) -> None:
    """Notes that `revision` of `page` is public now, and takes up the new text of an original for its translators."""
    original = original_of(page)
    translation = translation_into(page) if original else None
    facts = {
        "original": original,
        "based_on": revision.created_at if revision else timezone.now(),
        "untranslated": missing_strings(translation) if translation else None,
    }
    changed_at = timezone.now()
    source = None if original else TranslationSource.objects.get_for_instance_or_none(page)
    if source:
        take_up(source, counts=not page.is_minor_edit)
        # A translation that was made of this text before it was public is not behind.
        changed_at = source.last_updated_at
    before = PublishedText.objects.filter(page=page.pk).first()
    is_first = before is None
    is_change = before is None or (not page.is_minor_edit and changed_at > before.changed_at)
    if is_change:
        facts["changed_at"] = changed_at
    PublishedText.objects.update_or_create(page_id=page.pk, defaults=facts)
    if page.is_minor_edit:
        _forget_minor_edit(page, revision)
    if original is not None:
        return
    if is_first:
        ask_for_french(page)
    elif is_change:
        tell_translators(page)


def _forget_minor_edit(page: BasePage, revision: Revision | None) -> None:
    """What was minor is public: the next change is looked at anew."""
    type(page).objects.filter(pk=page.pk).update(is_minor_edit=False)
    if revision:
        revision.content["is_minor_edit"] = False
        revision.save(update_fields=["content"])
