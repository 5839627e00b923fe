"""The latest articles, where one partner or one kind must not take all the room."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from wagtail.models import Locale

from articles.enums import ArticleKind
from articles.listing import cards
from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedArticleQuerySet

# Of what is shown at once no partner has more, as long as others have something recent.
MOST_OF_ONE = 2
# So many of the latest are looked at.
LOOKED_AT = 60
PER_KIND = 3


class LatestOfKind(NamedTuple):
    """The latest articles of one kind."""

    kind: ArticleKind
    articles: list[ArticlePage]

    @property
    def heading(self) -> str:
        return self.kind.plural


def fair_latest(locale: Locale, count: int, besides: Iterable[ArticlePage] = ()) -> list[ArticlePage]:
    """The latest articles, ready for cards, the newest first: at most two of one partner as long as others have some.

    Two queries whatever there is, and those of the cards.
    """
    public = ListedArticle.objects.in_locale(locale).exclude(pk__in=[item.pk for item in besides])
    latest = list(public.newest_first().values_list("pk", "partner")[:LOOKED_AT])
    taken: Counter[Any] = Counter()
    first: list[int] = []
    others: list[int] = []
    for pk, partner in latest:
        taken[partner] += 1
        (first if taken[partner] <= MOST_OF_ONE else others).append(pk)
    keys = (first + others)[:count]
    return cards(ListedArticle.objects.filter(pk__in=keys).newest_first().keys())


def latest_of_kinds(articles: ListedArticleQuerySet) -> list[LatestOfKind]:
    """The latest of each kind but the brief, of which the list itself is full; kinds of which there are none are left
    out. Two queries, and those of the cards.
    """
    first, *others = (
        articles.filter(kind=kind).newest_first().values_list("pk", flat=True)[:PER_KIND]
        for kind in ArticleKind
        if kind != ArticleKind.INTELLIGENCE_BRIEF
    )
    found: dict[str, list[ArticlePage]] = {}
    keys = list(first.union(*others, all=True))
    for article in cards(ListedArticle.objects.filter(pk__in=keys).newest_first().keys()):
        found.setdefault(article.kind, []).append(article)
    return [LatestOfKind(kind, found[kind]) for kind in ArticleKind if kind in found]
