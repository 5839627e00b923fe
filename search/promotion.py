"""Pages that the editorial board shows first for some searches."""

from django.db.models import Min
from wagtail.models import Locale

from search.configuration import bare
from search.models import PromotedResult, SearchEntry, SearchEntryQuerySet

MOST_PROMOTED = 3


def promoted(query: str, locale: Locale) -> SearchEntryQuerySet:
    """The entries, in the tree of `locale`, of the pages chosen for exactly this query. What is not public has none."""
    chosen = (
        PromotedResult.objects.filter(keys__contains=[bare(query)])
        .values("page__translation_key")
        .annotate(place=Min("position"))
        .order_by("place", "page__translation_key")
        .values_list("page__translation_key", flat=True)[:MOST_PROMOTED]
    )
    entries = SearchEntry.objects.in_locale(locale).filter(
        page__translation_key__in=list(chosen), document=None, key__startswith="page:"
    )
    return entries.select_related("text", "page", "document").order_by("page__first_published_at", "pk")
