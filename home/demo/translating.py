"""Gives a page its translation, by the same parts that translators use."""

from collections import defaultdict
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.models import User


def start_translation(page: Page, words: dict[str, Any], locale: Locale, translator: User | None) -> Translation:
    """A translation of `page` with all its sentences in place; nothing is shown to the public yet.

    `words` are field values in the other language, a body with the same block ids included.
    """
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    target = type(page).objects.get(pk=page.pk)
    for name, value in words.items():
        setattr(target, name, value)
    translated = _strings_by_path(target)
    seen: dict[str, int] = defaultdict(int)
    for segment in source.stringsegment_set.select_related("context").order_by("order"):
        path = segment.context.path
        candidates = translated[path]
        if seen[path] >= len(candidates):
            raise ValueError(f"“{page.title}”: {path} has more sentences than its translation.")
        StringTranslation.objects.update_or_create(
            locale=locale,
            translation_of_id=segment.string_id,
            context=segment.context,
            defaults={
                "data": candidates[seen[path]].string.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": translator,
            },
        )
        seen[path] += 1
    return translation


def _strings_by_path(page: Page) -> dict[str, list[StringSegmentValue]]:
    strings: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            strings[segment.path].append(segment)
    return strings
