"""What translators are given to translate: wagtail-localize's copy of the text of a page, cut into sentences."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail_localize.models import TranslationSource


def take_up(source: "TranslationSource", *, counts: bool = True) -> None:
    """Gives the translators the text that stands in the page now.

    `last_updated_at` says from then on since when they have had it: the same text taken up again leaves the moment as
    it was, and so does a change that does not count for translations (a minor edit).
    """
    before, since = _segments(source), source.last_updated_at
    source.update_from_db()
    if not counts or _segments(source) == before:
        source.last_updated_at = since
        source.save(update_fields=["last_updated_at"])


def _segments(source: "TranslationSource") -> set[tuple[object, ...]]:
    """All that a translation is made of: sentences, the markup around them, values that may be replaced."""
    return {
        *source.stringsegment_set.values_list("context_id", "string_id", "order", "attrs"),
        *source.templatesegment_set.values_list("context_id", "template_id", "order"),
        *source.overridablesegment_set.values_list("context_id", "data_json", "order"),
        *source.relatedobjectsegment_set.values_list("context_id", "object_id", "order"),
    }
