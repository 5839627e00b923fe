"""The latest articles beside those chosen by hand, where one partner or one kind must not take all the room."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import CharField, Value
from django.http import HttpRequest
from wagtail.models import Locale

from articles.enums import ArticleKind
from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedArticleQuerySet
from core.models.chosen import ChosenPage, versions_of
from core.pagination import Listing, page_of

# Of what is shown at once no partner has more, as long as others have something recent.
MOST_OF_ONE = 2
# So many of the latest are looked at.
LOOKED_AT = 60
PER_KIND = 3
# All but the brief, of which a list itself is full.
LONGER_KINDS = [kind for kind in ArticleKind if kind != ArticleKind.INTELLIGENCE_BRIEF]


class LatestOfKind(NamedTuple):
    """The latest articles of one kind."""

    kind: ArticleKind
    articles: list[ArticlePage]

    @property
    def heading(self) -> str:
        return self.kind.plural


class Gathered(NamedTuple):
    """What a page shows of some articles, ready for cards; `featured` and `kinds` stand on its first page only."""

    featured: list[ArticlePage]
    listing: Listing
    kinds: list[LatestOfKind]


def fair_latest(
    locale: Locale, count: int, choices: Iterable[ChosenPage] = ()
) -> tuple[list[ArticlePage], list[ArticlePage]]:
    """What was chosen, and besides it the latest, the newest first, ready for cards.

    Of the latest at most two are of one partner, as long as others have some. Two queries whatever there is, and those
    of the choices and the cards.
    """
    chosen = versions_of(choices, locale)
    public = ListedArticle.objects.in_locale(locale).exclude(pk__in=chosen).newest_first()
    latest = list(public.values_list("pk", "partner")[:LOOKED_AT])
    taken: Counter[Any] = Counter()
    first: list[int] = []
    others: list[int] = []
    for pk, partner in latest:
        taken[partner] += 1
        (first if taken[partner] <= MOST_OF_ONE else others).append(pk)
    picked = set((first + others)[:count])
    keys = [pk for pk, _partner in latest if pk in picked]
    found = ArticlePage.objects.published().for_cards().in_bulk([*chosen, *keys])
    return _of(chosen, found), _of(keys, found)


def latest_beside(
    articles: ListedArticleQuerySet, locale: Locale, count: int, choices: Iterable[ChosenPage]
) -> tuple[list[ArticlePage], list[ArticlePage]]:
    """What was chosen, and besides it the latest of `articles`, ready for cards but for their pictures, which whoever
    shows them brings with its own. Two queries, and that of the choices.
    """
    chosen = versions_of(choices, locale)
    keys = list(articles.exclude(pk__in=chosen).newest_first().keys()[:count])
    found = ArticlePage.objects.published().for_cards().prefetch_related(None).in_bulk([*chosen, *keys])
    return _of(chosen, found), _of(keys, found)


def gather(
    articles: ListedArticleQuerySet,
    locale: Locale,
    request: HttpRequest,
    per_page: int,
    choices: Iterable[ChosenPage],
) -> Gathered:
    """The page of the list that the address asks for, the newest first; what follows its first page is looked through,
    and has neither what was chosen nor the latest of each kind. Three queries, and those of the choices and the cards.
    """
    listing = page_of(articles.keys(), request, per_page)
    is_first = listing.page.number == 1
    begin = (listing.page.number - 1) * per_page
    parts = [_part("", articles, begin, begin + per_page)]
    if is_first:
        parts += [_part(kind, articles.filter(kind=kind), 0, PER_KIND) for kind in LONGER_KINDS]
    chosen = versions_of(choices, locale) if is_first else []
    keys: dict[str, list[int]] = {}
    # What is put together has no order of its own.
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[1], row[2]), reverse=True)
    for part, _published_at, pk in rows:
        keys.setdefault(part, []).append(pk)
    found = ArticlePage.objects.published().for_cards().in_bulk([*chosen, *(pk for _part, _published_at, pk in rows)])
    listing.page.object_list = _of(keys.get("", ()), found)
    kinds = [LatestOfKind(kind, _of(keys[kind], found)) for kind in LONGER_KINDS if kind in keys]
    return Gathered(_of(chosen, found), listing, kinds)


def _part(name: str, articles: ListedArticleQuerySet, begin: int, end: int) -> Any:
    """Some of the articles, the newest first, as rows of `name`, moment and key."""
    named = articles.newest_first().annotate(part=Value(name, CharField()))
    return named.values_list("part", "first_published_at", "pk")[begin:end]


def _of(keys: Iterable[int], found: Mapping[int, ArticlePage]) -> list[ArticlePage]:
    return [found[key] for key in keys if key in found]
