"""Public articles as narrow rows: what the index, its feeds and the thematic sections find, count and sort."""

import datetime as dt
import random
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Count, Q, Sum
from wagtail.models import Locale

from articles.enums import ArticleKind, ArticleOrder
from articles.names import keyword_key
from core.collation import sort_key
from core.days import DAY, day_start
from core.models import Topic
from partners.models import Partner

if TYPE_CHECKING:
    from articles.models import ArticlePage

# What was made public without a moment of its own lies before all that was.
BEFORE_ALL = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Of an area that is opened or moved, as many rows as its partner has articles are written.
BATCH = 500
# Signs of four bytes fit into an entry of an index.
LONGEST_KEY = 500
ORDERS = {
    ArticleOrder.NEWEST: ("-first_published_at", "-article"),
    ArticleOrder.OLDEST: ("first_published_at", "article"),
    ArticleOrder.UPDATED: ("-last_published_at", "-article"),
    ArticleOrder.TITLE: ("title_key", "article"),
}


class NameKind(models.TextChoices):
    KEYWORD = "keyword"
    AUTHOR = "author"


class ListedName(models.Model):
    """A keyword or an author of public articles: `key` folded, as addresses have it, `name` as it was last written."""

    kind = models.CharField(max_length=10, choices=NameKind)
    key = models.CharField(max_length=255)
    name = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="listed_name_once")]

    def __str__(self) -> str:
        return self.name


def is_about(topic: Topic) -> Q:
    return Q(topics__contains=[topic.pk])


class ListedArticleQuerySet(models.QuerySet["ListedArticle"]):
    """Queries of public articles; what is not public has no rows."""

    def in_locale(self, locale: Locale) -> Self:
        """Those of one language's tree, mirrors of the other language included."""
        return self.filter(locale=locale)

    def about(self, topic: Topic) -> Self:
        return self.filter(is_about(topic))

    def by_partner(self, partner: Partner) -> Self:
        return self.filter(partner=partner)

    def by_author(self, key: str) -> Self:
        names = ListedName.objects.filter(kind=NameKind.AUTHOR, key=key)
        return self.filter(authors__overlap=list(names.values_list("pk", flat=True)))

    def in_order(self, order: ArticleOrder) -> Self:
        """Total orders, so that numbered pages never repeat an item."""
        return self.order_by(*ORDERS[order])

    def newest_first(self) -> Self:
        return self.in_order(ArticleOrder.NEWEST)

    def published_from(self, day: dt.date) -> Self:
        return self.filter(first_published_at__gte=day_start(day))

    def published_until(self, day: dt.date) -> Self:
        """By the end of that day, in the portal's time zone."""
        return self.filter(first_published_at__lt=day_start(day + DAY))

    def keys(self) -> "models.QuerySet[ListedArticle, int]":
        """The keys of the pages, to be counted and cut into pages before any page is loaded."""
        return self.values_list("article_id", flat=True)

    def edition(self) -> tuple[int, int]:
        """Two numbers that are others as soon as any of these rows is another one, comes or goes."""
        found = self.order_by().aggregate(rows=Count("pk"), editions=Sum("edition"))
        return found["rows"], found["editions"] or 0

    @transaction.atomic
    def remake(self, keys: Iterable[int]) -> None:
        """Brings the rows of some articles up to date, in a constant number of queries; what is not public has none.

        Two at once wait for one another.
        """
        wanted = {row.pk: row for row in _rows_of(list(keys))}
        stale, changed = [], []
        for row in self.filter(pk__in=wanted):
            new = wanted.pop(row.pk)
            if new.is_public:
                changed += [] if new.facts == row.facts else [new]
            else:
                stale.append(row.pk)
        if stale:
            self.filter(pk__in=stale).delete()
        if changed:
            ListedArticle.objects.bulk_update(changed, FACTS, batch_size=BATCH)
        ListedArticle.objects.bulk_create((row for row in wanted.values() if row.is_public), batch_size=BATCH)


def new_edition() -> int:
    return random.getrandbits(31)


class ListedArticle(models.Model):
    """A public article with the facts that lists filter, count and sort by. They are copies of the article's.

    `ArticlePage.save` and `articles.signals` keep the rows, and `remake_listed_articles` mends the rest once a day.
    """

    article = models.OneToOneField(
        "articles.ArticlePage", on_delete=models.CASCADE, primary_key=True, related_name="listed"
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    # Whether the text is in the language of its tree, which that of a mirror is not.
    is_in_language = models.BooleanField()
    kind = models.CharField(max_length=30, choices=ArticleKind)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="+")
    topics = ArrayField(models.IntegerField())
    # Of `ListedName`.
    keywords = ArrayField(models.IntegerField())
    authors = ArrayField(models.IntegerField())
    first_published_at = models.DateTimeField()
    last_published_at = models.DateTimeField()
    # See `core.collation`; what sorts by bytes is told so, whatever the database makes of languages.
    title_key = models.CharField(max_length=LONGEST_KEY, db_collation="C")
    # Another number whenever anything of the row changes.
    edition = models.IntegerField(default=new_edition)

    # No use of a page that an editor should be told of before deleting it.
    wagtail_reference_index_ignore = True

    objects = ListedArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["locale", "-first_published_at", "-article"], name="listed_by_first"),
            models.Index(fields=["locale", "-last_published_at", "-article"], name="listed_by_last"),
            models.Index(fields=["locale", "title_key", "article"], name="listed_by_title"),
            models.Index(fields=["locale", "edition"], name="listed_edition"),
            GinIndex(fields=["keywords"], name="listed_keywords"),
            GinIndex(fields=["authors"], name="listed_authors"),
        ]

    def __str__(self) -> str:
        return self.title_key.partition("\x01")[0]

    # Of rows that are made anew only.
    is_public = True

    @cached_property
    def facts(self) -> tuple[Any, ...]:
        """What the row says, without its edition."""
        return tuple(getattr(self, name) for name in FACTS if name != "edition")


# What a row says besides whose it is.
FACTS = tuple(field.attname for field in ListedArticle._meta.concrete_fields if field.name != "article")


def _rows_of(keys: Collection[int]) -> list[ListedArticle]:
    """A row for each article that exists, not saved; `is_public` says whether it should be. Locks the articles."""
    from articles.models.pages import ArticlePage

    found = ArticlePage.objects.filter(pk__in=keys).select_related("locale").prefetch_related("topics").defer("body")
    articles = list(found.order_by("pk").select_for_update(of=("self",)))
    public = set(ArticlePage.objects.published().filter(pk__in=keys).values_list("pk", flat=True))
    pks = _listed_names([article for article in articles if article.pk in public])
    rows = []
    for article in articles:
        row = _row(article, pks)
        row.is_public = article.pk in public
        rows.append(row)
    return rows


def _row(article: "ArticlePage", pks: dict[tuple[str, str], int]) -> ListedArticle:
    named = _named(article)
    first = article.first_published_at or article.last_published_at or BEFORE_ALL
    return ListedArticle(
        article=article,
        locale_id=article.locale_id,
        is_in_language=not article.is_mirror,
        kind=article.kind,
        partner_id=article.partner_id,
        topics=sorted(topic.pk for topic in article.topics.all()),
        **{
            column: sorted(pks[kind, key] for key in named[kind] if (kind, key) in pks)
            for column, kind in (("keywords", NameKind.KEYWORD), ("authors", NameKind.AUTHOR))
        },
        first_published_at=first,
        last_published_at=article.last_published_at or first,
        title_key=sort_key(article.title, article.locale.language_code)[:LONGEST_KEY],
    )


def _named(article: "ArticlePage") -> dict[NameKind, dict[str, str]]:
    """The names of an article by their keys."""
    return {
        NameKind.KEYWORD: {keyword_key(word): word for word in article.keyword_list},
        NameKind.AUTHOR: {author.key: author.name for author in article.author_list},
    }


def _listed_names(articles: Iterable["ArticlePage"]) -> dict[tuple[str, str], int]:
    """The keys in the database of all names of some articles; new names, and those written anew, are saved."""
    wanted = {
        (kind, key): name
        for article in articles
        for kind, names in _named(article).items()
        for key, name in names.items()
    }
    if not wanted:
        return {}
    known = Q()
    for kind in NameKind:
        known |= Q(kind=kind, key__in=[key for found, key in wanted if found == kind])
    present = {(name.kind, name.key): name for name in ListedName.objects.filter(known)}
    # In one order, so that no two wait for each other.
    to_write = [
        ListedName(kind=kind, key=key, name=name)
        for (kind, key), name in sorted(wanted.items())
        if (kind, key) not in present or present[kind, key].name != name
    ]
    if not to_write:
        return {found: name.pk for found, name in present.items()}
    ListedName.objects.bulk_create(
        to_write, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["name"]
    )
    return {(kind, key): pk for kind, key, pk in ListedName.objects.filter(known).values_list("kind", "key", "pk")}
