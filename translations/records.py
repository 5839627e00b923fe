"""Writes down the facts of a publication from which freshness follows."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from core.models import BasePage
from translations.models import PublishedText
from translations.moderation import missing_strings, translation_into
from translations.notifications import ask_for_french, tell_translators
from translations.originals import original_of


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
    source = None if original else TranslationSource.objects.get_for_instance_or_none(page)
    taken_up_at = _take_up(source) if source else None
    is_first = not PublishedText.objects.filter(page=page.pk).exists()
    is_change = is_first or not (page.is_minor_edit or taken_up_at)
    if is_change:
        facts["changed_at"] = taken_up_at or timezone.now()
    PublishedText.objects.update_or_create(page_id=page.pk, defaults=facts)
    if page.is_minor_edit:
        _forget_minor_edit(page, revision)
    if original is not None:
        return
    if is_first:
        ask_for_french(page)
    elif is_change:
        tell_translators(page)


def _take_up(source: TranslationSource) -> dt.datetime | None:
    """Gives the translators the text that is public now.

    Returns since when they have had it, where nothing changes for them: a translation of a draft that is published as
    it was, is not behind.
    """
    before, since = _segments(source), source.last_updated_at
    source.update_from_db()
    return since if _segments(source) == before else None


def _segments(source: TranslationSource) -> set[tuple[object, ...]]:
    """All that a translation is made of: sentences, the markup around them, values that may be replaced."""
    return {
        *source.stringsegment_set.values_list("context_id", "string_id", "order", "attrs"),
        *source.templatesegment_set.values_list("context_id", "template_id", "order"),
        *source.overridablesegment_set.values_list("context_id", "data_json", "order"),
        *source.relatedobjectsegment_set.values_list("context_id", "object_id", "order"),
    }


def _forget_minor_edit(page: BasePage, revision: Revision | None) -> None:
    """What was minor is public: the next change is looked at anew."""
    type(page).objects.filter(pk=page.pk).update(is_minor_edit=False)
    if revision:
        revision.content["is_minor_edit"] = False
        revision.save(update_fields=["content"])
