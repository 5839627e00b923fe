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
    is_first = not PublishedText.objects.filter(page=page.pk).exists()
    is_change = is_first or not page.is_minor_edit
    if is_change:
        facts["changed_at"] = timezone.now()
    PublishedText.objects.update_or_create(page_id=page.pk, defaults=facts)
    if page.is_minor_edit:
        _forget_minor_edit(page, revision)
    if original is not None:
        return
    if source := TranslationSource.objects.get_for_instance_or_none(page):
        source.update_from_db()
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
