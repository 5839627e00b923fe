"""The order of results: what is called so, then what has the words in its title, then by how and where they occur.

Coming events stand above past ones, and what is new a little above what is old. The order is total.
"""

import datetime as dt

from django.db.models import F, FloatField
from django.db.models.expressions import RawSQL

from search.models import SearchEntry, SearchEntryQuerySet
from search.query import by_words, matching

# Of all that matches, so many of the newest with the words in their titles, and so many of the newest at all, are
# compared with one another; what is beyond them is counted, and found by whoever adds a word or a filter.
MOST_RANKED = 300

# What the words of a body, of its partners and topics, of the summary, and of the title count (D to A).
WEIGHTS = "{0.1, 0.15, 0.5, 1.0}"

_SCORE = """
(
    ts_rank_cd(%s::real[], search_searchentry.vector, %s::tsquery, 1 | 32)
    + CASE WHEN search_searchentry.title_vector @@ %s::tsquery THEN 0.5 ELSE 0 END
    + CASE WHEN EXISTS (
        SELECT FROM search_searchtext AS t WHERE t.entry_id = search_searchentry.id AND t.names @> ARRAY[%s]
    ) THEN 2 ELSE 0 END
)
* CASE
    WHEN search_searchentry.until < %s THEN 0.5
    WHEN search_searchentry.until IS NOT NULL OR search_searchentry.date IS NULL THEN 1
    ELSE 1 / (1 + 0.06 * greatest(0, extract(epoch FROM %s - search_searchentry.date)) / 31557600)
END
* CASE search_searchentry.kind WHEN 'document' THEN 0.7 ELSE 1 END
"""


def ranked(entries: SearchEntryQuerySet, tsquery: str, name: str, at: dt.datetime) -> SearchEntryQuerySet:
    """The best of `entries`, which match `tsquery`, the best first. `name` is what was typed, without accents."""
    best = SearchEntry.objects.filter(pk__in=_pool(entries, tsquery))
    score = RawSQL(_SCORE, [WEIGHTS, tsquery, tsquery, name, at, at], output_field=FloatField())  # noqa: S611
    return best.annotate(score=score).order_by("-score", F("date").desc(nulls_last=True), "-pk")


def _pool(entries: SearchEntryQuerySet, tsquery: str) -> list[int]:
    """Which are compared with one another: each half by itself, so that each has an index of its own to go by."""
    newest = entries.newest_first().values_list("pk", flat=True)
    with by_words():
        in_titles = list(newest.filter(matching(tsquery, column="title_vector"))[:MOST_RANKED])
        return list({*in_titles, *newest[:MOST_RANKED]})
