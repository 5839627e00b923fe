"""The memory of translators: how a sentence, or what stood in its place before, was translated earlier."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from core.models import User
from partners.models import partner_at, with_partners
from translations.markup import check_markup

TOOL_NAME = "memory"


@dataclass(frozen=True)
class Remembered:
    """An earlier translation that is offered for a sentence that has none yet."""

    segment: StringSegment
    earlier: StringTranslation

    @property
    def is_of_same_sentence(self) -> bool:
        """Whether it can be taken as it is; else it is of what stood in this place before, and needs a look."""
        return bool(self.earlier.translation_of_id == self.segment.string_id)


def remembered(translation: Translation) -> list[Remembered]:
    """What is offered for the sentences that are not translated yet, in their order.

    Of several the latest; of the same sentence rather than of what stood in its place before. Looks at the texts of the
    same partner and of the platform only: what another partner is writing is none of one's business.
    """
    segments = list(_untranslated(translation))
    same = _latest(_of_same_sentences(translation, segments), "translation_of_id")
    before = _latest(_of_places(translation, segments), "context_id")
    found = []
    for segment in segments:
        earlier = same.get(segment.string_id) or before.get(segment.context_id)
        if earlier is not None and _fits(segment, earlier):
            found.append(Remembered(segment, earlier))
    return found


@transaction.atomic
def take(translation: Translation, user: User, segment_id: int | None = None) -> int:
    """Translates sentences as they were translated before; returns how many.

    The one sentence that is named, else every one of which there is a translation word for word.
    """
    offered = remembered(translation)
    if segment_id is None:
        chosen = [item for item in offered if item.is_of_same_sentence]
    else:
        chosen = [item for item in offered if item.segment.pk == segment_id]
    for item in chosen:
        StringTranslation.objects.get_or_create(
            translation_of_id=item.segment.string_id,
            context_id=item.segment.context_id,
            locale_id=translation.target_locale_id,
            defaults={
                "data": item.earlier.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": TOOL_NAME,
                "last_translated_by": user,
            },
        )
    return len(chosen)


def _untranslated(translation: Translation) -> QuerySet[StringSegment]:
    own = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=translation.target_locale_id
    )
    segments = translation.source.stringsegment_set.exclude(Exists(own))
    return segments.select_related("string", "context").order_by("order")


def _earlier(translation: Translation) -> QuerySet[StringTranslation]:
    usable = StringTranslation.objects.filter(locale=translation.target_locale_id, has_error=False)
    return usable.select_related("translation_of", "context").order_by("-updated_at", "-pk")


def _of_same_sentences(translation: Translation, segments: Iterable[StringSegment]) -> list[StringTranslation]:
    found = _earlier(translation).filter(translation_of__in={segment.string_id for segment in segments})
    keys = _open_to(translation, {item.context.object_id for item in found if item.context})
    return [item for item in found if item.context and item.context.object_id in keys]


def _of_places(translation: Translation, segments: Iterable[StringSegment]) -> list[StringTranslation]:
    return list(_earlier(translation).filter(context__in={segment.context_id for segment in segments}))


def _open_to(translation: Translation, keys: set[object]) -> set[object]:
    """Of these texts, the ones of the partner in whose area the translation stands, and those of the platform."""
    target = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()
    partner = partner_at(target.path) if target else None
    texts = with_partners(Page.objects.filter(translation_key__in=keys))
    own = texts.filter(Q(partner_id=None) | Q(partner_id=partner.pk if partner else None))
    return set(own.values_list("translation_key", flat=True))


def _latest(found: Iterable[StringTranslation], name: str) -> dict[int, StringTranslation]:
    latest: dict[int, StringTranslation] = {}
    for item in found:
        latest.setdefault(getattr(item, name), item)
    return latest


def _fits(segment: StringSegment, earlier: StringTranslation) -> bool:
    """Whether the editor would take it: of another sentence, it may hold markup that this one does not have."""
    try:
        check_markup(segment.string.data, earlier.data)
    except ValidationError:
        return False
    return True
