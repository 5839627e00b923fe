"""Which version of a text the others are translated from."""

from collections.abc import Iterable

from wagtail.models import Page


def original_of(page: Page) -> Page | None:
    """The page of which `page` is a translation; None when it is the original itself.

    By wagtail-localize's record, else the version that came first.
    """
    return originals_of([page]).get(page.pk)


def originals_of(pages: Iterable[Page]) -> dict[int, Page]:
    """The originals of those `pages` that are translations or mirrors, by the key of the page; in two queries."""
    from wagtail_localize.models import TranslationSource

    pages = list(pages)
    keys = {page.translation_key for page in pages}
    sources = TranslationSource.objects.filter(object_id__in=keys)
    locales = {(source.object_id, source.locale_id) for source in sources}
    recorded = {key for key, _locale in locales}
    firsts: dict[object, Page] = {}
    for version in Page.objects.filter(translation_key__in=keys, alias_of=None).select_related("locale").order_by("pk"):
        key = version.translation_key
        if key not in recorded or (key, version.locale_id) in locales:
            firsts.setdefault(key, version)
    found = ((page.pk, firsts.get(page.translation_key)) for page in pages)
    return {pk: original for pk, original in found if original is not None and original.pk != pk}
