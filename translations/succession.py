"""Who is the original once a version is gone."""

from uuid import UUID

from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from translations.models import PublishedText
from translations.originals import originals_of


def forget_translations(page: Page) -> None:
    """Deletes wagtail-localize's records of translations from and into a page that is gone.

    wagtail-localize would either keep them, and its editor fails on them, or delete the translated sentences too, which
    other texts share.
    """
    records = Translation.objects.filter(source__object_id=page.translation_key)
    records.filter(Q(source__locale=page.locale_id) | Q(target_locale=page.locale_id)).delete()
    TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale_id).delete()


def settle_original(translation_key: UUID) -> None:
    """Lets what is known of the public versions of a text name the one original that there is now."""
    texts = list(PublishedText.objects.filter(page__translation_key=translation_key).select_related("page"))
    originals = originals_of([text.page for text in texts])
    for text in texts:
        original = originals.get(text.page_id)
        if text.original_id != (original.pk if original else None):
            text.original = original
            text.save(update_fields=["original"])
