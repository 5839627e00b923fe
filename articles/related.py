"""Which articles stand beside one, and why: computed when one is published, not when it is read."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Locale, Page

from articles.enums import Reason
from articles.models import ArticlePage, ArticleQuerySet, RelatedText
from articles.names import keyword_key
from core.languages import writing_language
from core.typography import tidy

# More than are shown, for some may be withdrawn by then.
MOST_KEPT = 6
MOST_SHOWN = 3
# Of all that have something in common, the latest are looked at.
MOST_LOOKED_AT = 200
# A keyword says more than a topic, of which there are few.
KEYWORD, TOPIC, PARTNER = 3, 2, 1
MOST_KEYWORDS = 3
YEAR = 365.25


@dataclass(frozen=True)
class Facts:
    """What of an article is compared."""

    key: uuid.UUID
    keywords: tuple[str, ...]
    topics: frozenset[int]
    partner: int | None
    published_at: dt.datetime | None


@dataclass(frozen=True)
class Related:
    """An article beside another one, and the reason in words."""

    item: ArticlePage
    reason: str


@dataclass(frozen=True)
class Tie:
    """How close `other` is, and what ties it."""

    other: Facts
    score: float
    reason: Reason
    keyword: str = ""
    topic: int | None = None


def shown_beside(article: ArticlePage, besides: Iterable[ArticlePage] = ()) -> list[Related]:
    """What readers find below an article, in the language of its tree: two queries, and their pictures are left to it.

    What stands on the page already, `besides`, is left out.
    """
    rows = list(RelatedText.objects.filter(text=article.translation_key).select_related("topic"))
    keys = {row.other for row in rows} - {other.translation_key for other in besides}
    if not keys:
        return []
    others = ArticlePage.objects.published().in_locale(article.locale).filter(translation_key__in=keys)
    # Their pictures come with those of the article.
    found = {page.translation_key: page for page in others.for_cards().prefetch_related(None)}
    related = [
        Related(found[row.other], in_words(row, article, found[row.other])) for row in rows if row.other in found
    ]
    return related[:MOST_SHOWN]


def in_words(row: RelatedText, article: ArticlePage, other: ArticlePage) -> str:
    """« Même mot-clé : infonuagique », in the active language; a keyword as the versions that are shown have it."""
    named = ""
    if row.reason == Reason.KEYWORD:
        shared = (word for word in other.keyword_list if keyword_key(word) in article.keyword_keys)
        named = next(shared, row.keyword)
    elif row.reason == Reason.TOPIC and row.topic:
        named = row.topic.title
    elif row.reason == Reason.PARTNER and other.partner:
        named = other.partner.acronym
    label = row.get_reason_display()
    return tidy(_("%(reason)s: %(named)s") % {"reason": label, "named": named}, writing_language()) if named else label


@task()
def relate(key: str) -> None:
    """Computes what stands beside a text, and beside those that stand there: they may have a new neighbour."""
    for other in relate_text(uuid.UUID(key)):
        relate_text(other)


@transaction.atomic
def relate_text(key: uuid.UUID) -> list[uuid.UUID]:
    """The keys of what now stands beside it; nothing beside what is not public."""
    # Two at once would each write the rows that the other has not seen.
    list(Page.objects.filter(translation_key=key).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    RelatedText.objects.filter(text=key).delete()
    public = ArticlePage.objects.published().in_locale(Locale.get_default())
    own = next(iter(_facts(public.filter(translation_key=key))), None)
    if own is None:
        return []
    ties = closest(own, _candidates(own, public.exclude(translation_key=key)))
    RelatedText.objects.bulk_create(
        RelatedText(
            text=key,
            other=tie.other.key,
            position=position,
            reason=tie.reason,
            keyword=tie.keyword,
            topic_id=tie.topic,
        )
        for position, tie in enumerate(ties)
    )
    return [tie.other.key for tie in ties]


def closest(own: Facts, others: Iterable[Facts]) -> list[Tie]:
    """The closest ones first; among equals the latest, then by key, so that the answer is always the same."""
    ties = [tie for other in others if (tie := _tie(own, other))]
    return sorted(ties, key=lambda tie: (-tie.score, tie.other.key))[:MOST_KEPT]


def _tie(own: Facts, other: Facts) -> Tie | None:
    keywords = [word for word in own.keywords if word in other.keywords][:MOST_KEYWORDS]
    topics = own.topics & other.topics
    is_same_partner = own.partner is not None and own.partner == other.partner
    score = KEYWORD * len(keywords) + TOPIC * len(topics) + PARTNER * is_same_partner + _closeness(own, other)
    if keywords:
        return Tie(other, score, Reason.KEYWORD, keyword=keywords[0])
    if topics:
        return Tie(other, score, Reason.TOPIC, topic=min(topics))
    return Tie(other, score, Reason.PARTNER) if is_same_partner else None


def _closeness(own: Facts, other: Facts) -> float:
    """1 on the same day, a half when a year lies between."""
    if not own.published_at or not other.published_at:
        return 0
    return 1 / (1 + abs((own.published_at - other.published_at).days) / YEAR)


def _candidates(own: Facts, public: ArticleQuerySet) -> list[Facts]:
    """Of all that have something in common with a text, the latest."""
    alike: list[Any] = []
    if own.keywords:
        alike.append(public.filter(keyword_keys__overlap=list(own.keywords)))
    if own.topics:
        alike.append(public.filter(topics__in=own.topics))
    if own.partner:
        alike.append(public.filter(partner=own.partner))
    keys = {
        key for items in alike for key in items.newest_first().values_list("pk", flat=True).distinct()[:MOST_LOOKED_AT]
    }
    return _facts(public.filter(pk__in=keys))


def _facts(articles: Any) -> list[Facts]:
    rows = (
        articles.order_by("pk")
        .annotate(about=ArrayAgg("topics", default=[]))
        .values_list("translation_key", "keyword_keys", "about", "partner", "first_published_at")
    )
    return [
        Facts(key, tuple(keywords), frozenset(topic for topic in about if topic), partner, published_at)
        for key, keywords, about, partner, published_at in rows
    ]
