"""Which version of a text the others are translated from."""

from wagtail.models import Page


def original_of(page: Page) -> Page | None:
    """The page of which `page` is a translation; None when it is the original itself.

    By wagtail-localize's record, else the version that came first.
    """
    from wagtail_localize.models import TranslationSource

    versions = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None:
        versions = versions.filter(locale_id=source.locale_id)
    first = versions.order_by("pk").first()
    return first if first is not None and first.pk != page.pk else None
