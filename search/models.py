"""What is searched, as rows; what the editorial board keeps for the search; what readers did not find."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from core.models import CustomDocument, Topic
from partners.models import Partner
from search.configuration import bare
from search.enums import ResultKind


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Queries of entries. Only what is public has entries, so all of these are."""

    def in_locale(self, locale: Locale) -> Self:
        """Of one language's tree, mirrors of the other language included."""
        return self.filter(locale=locale)

    def newest_first(self) -> Self:
        return self.order_by(F("date").desc(nulls_last=True), "-pk")


class SearchEntry(models.Model):
    """One result in one language's tree: a public page, a document that one carries, or a person who wrote.

    Its facts are copies of the page's, so that results are found and counted in one narrow table; what is shown of a
    result stands in `SearchText`. `search.signals` keeps the rows, and `manage.py rebuild_search` mends the rest.
    """

    # Which thing it is: "page:12", "document:3@12", "person:fr:jeanne-tremblay".
    key = models.CharField(max_length=200, unique=True)
    # Where it stands; of a person, the newest article.
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(CustomDocument, on_delete=models.CASCADE, null=True, related_name="+")
    # Without an index: see `query.by_words`.
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", db_index=False)
    in_language = models.CharField(max_length=10)
    kind = models.CharField(max_length=30, choices=ResultKind)
    topics = ArrayField(models.IntegerField())
    partners = ArrayField(models.IntegerField())
    # When it was published; of an event, when its next date begins, else its last one.
    date = models.DateTimeField(null=True)
    # When an event is over.
    until = models.DateTimeField(null=True)
    # Titles, acronyms and other names; and all of the text, with its weights.
    title_vector = SearchVectorField()
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words", fastupdate=False),
            GinIndex(fields=["title_vector"], name="search_by_title", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.key


class SearchText(models.Model):
    """What is shown of an entry, and by what its title is completed while somebody types."""

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    # As `configuration.bare` has it.
    title_key = models.TextField()
    # What it is called: title, acronym, other names; as `title_key`.
    names = ArrayField(models.TextField())
    summary = models.TextField()
    body = models.TextField()
    is_sample = models.BooleanField()
    # Of an article: who wrote it, as `articles.names` knows them.
    authors = ArrayField(models.TextField(), default=list)
    # Of all that the entry is made from, besides dates that pass.
    digest = models.CharField(max_length=32)

    class Meta:
        indexes = [GinIndex(OpClass("title_key", "gin_trgm_ops"), name="search_by_typing")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of public texts, for help with spelling and for accents that were not typed."""

    # As `configuration.plain` has it.
    word = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    # With its accents.
    spelled = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="search_word_once")]
        indexes = [GinIndex(OpClass("word", "gin_trgm_ops"), name="search_by_spelling")]

    def __str__(self) -> str:
        return self.spelled


class SynonymGroup(models.Model):
    """Terms of any language that stand for one another: who looks for one finds all."""

    terms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("terms"),
        size=20,
        help_text=_("In any language, separated by commas. Whoever looks for one of them finds the others as well."),
    )

    class Meta:
        ordering = ["terms"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return ", ".join(self.terms)


class PromotedResult(models.Model):
    """A page that the editorial board shows first for some searches, as long as it is public."""

    queries = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("searches"),
        help_text=_("Separated by commas. Capitals and accents do not matter."),
    )
    # The queries as `configuration.bare` has them.
    keys = ArrayField(models.CharField(max_length=200), editable=False, default=list)
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        verbose_name=_("page"),
        related_name="+",
        help_text=_("In either language; readers are led to the version in theirs."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        indexes = [GinIndex(fields=["keys"], name="promoted_by_query")]

    def __str__(self) -> str:
        return ", ".join(self.queries)

    def save(self, *args: object, **kwargs: object) -> None:
        self.keys = [bare(query) for query in self.queries]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnansweredQuery(models.Model):
    """A search that found nothing, counted by month. Nothing says who searched."""

    query = models.CharField(_("search"), max_length=200)
    language = models.CharField(_("language"), max_length=10)
    # The first day of the month.
    month = models.DateField(_("month"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        constraints = [models.UniqueConstraint(fields=["query", "language", "month"], name="unanswered_once_a_month")]

    def __str__(self) -> str:
        return self.query


def is_about(topic: Topic) -> Q:
    return Q(topics__contains=[topic.pk])


def is_of(partner: Partner) -> Q:
    """Published by the partner, or organized by it too."""
    return Q(partners__contains=[partner.pk])
