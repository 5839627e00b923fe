"""Who writes to a page holds the rows of the page and of its other languages, so that what was read stays true."""

from collections.abc import Collection

from wagtail.models import Page


def lock_versions(keys: Collection[int]) -> dict[int, Page]:
    """Locks these pages and their other languages until the transaction ends, always in the same order.

    Returns them as they are now, by their keys.
    """
    families = Page.objects.filter(pk__in=keys).values("translation_key")
    locked = Page.objects.filter(translation_key__in=families).order_by("pk").select_for_update()
    return {page.pk: page for page in locked}
