"""What a search gives: one page of results in one language, at a moment, and what is told of the rest."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Locale

from articles.enums import ArticleKind
from core import facets
from core.facets import Facets
from core.languages import tag
from core.pagination import PARAMETER, Listing, page_of
from events.models import EventPage
from partners.models import Partner
from search.addresses import address_of
from search.configuration import bare
from search.enums import Languages, ResultKind
from search.excerpts import Excerpt, excerpt_of, headlines
from search.forms import COUNTED, SearchForm
from search.models import SearchEntry, SearchEntryQuerySet
from search.parsing import parse
from search.promotion import promoted
from search.query import by_words, matching, tsquery_for, without_order
from search.ranking import MOST_RANKED, ranked
from search.spelling import corrected

PER_PAGE = 20
# Results that are counted; of words that stand in more texts than that, nobody reads the number.
MOST_COUNTED = 5_000
# Texts of which it is read whether words follow one another there; the newest that have the words.
MOST_READ = 2_000


@dataclass(frozen=True)
class Result:
    """One entry as it is shown. `lang` is blank where the text is in the language of the page."""

    entry: SearchEntry
    excerpt: Excerpt
    url: str
    lang: str
    partners: list[Partner]
    event: EventPage | None = None
    is_promoted: bool = False

    @property
    def kind(self) -> str:
        return str(ResultKind(self.entry.kind).label)

    @property
    def has_date(self) -> bool:
        """Whether it matters to readers when it was published."""
        return self.entry.kind in ArticleKind and self.entry.date is not None


class Search:
    """Every part is asked for once, and only when it is shown."""

    def __init__(self, form: SearchForm, locale: Locale, request: HttpRequest, at: dt.datetime) -> None:
        self.form, self.locale, self.request, self.at = form, locale, request, at
        self.language = locale.language_code
        self.parsed = parse(form.query)
        self._known: dict[str, list[int]] = {}

    @cached_property
    def all_words(self) -> str:
        """What PostgreSQL looks for."""
        return tsquery_for(self.parsed)

    @cached_property
    def tsquery(self) -> str:
        """The same; where nothing has all of the words, what has some."""
        if self.all_words and len(self.parsed.wanted) > 1 and not self._has_some():
            return tsquery_for(self.parsed, any_word=True)
        return self.all_words

    def _has_some(self) -> bool:
        with by_words():
            return self._matching(self.all_words).exists()

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.all_words)

    @property
    def has_some_words_only(self) -> bool:
        return self.tsquery != self.all_words and self.total > 0

    def _matching(self, tsquery: str) -> SearchEntryQuerySet:
        entries = SearchEntry.objects.in_locale(self.locale)
        anywhere = without_order(tsquery)
        if anywhere != tsquery:
            # Whether words stand beside one another is read in each text; so in the newest that have them.
            entries = entries.filter(pk__in=self._newest(anywhere))
        return entries.filter(matching(tsquery))

    def _newest(self, tsquery: str) -> list[int]:
        """The newest that match, asked for once."""
        if tsquery not in self._known:
            entries = SearchEntry.objects.in_locale(self.locale).filter(matching(tsquery))
            with by_words():
                self._known[tsquery] = list(entries.newest_first().values_list("pk", flat=True)[:MOST_READ])
        return self._known[tsquery]

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        return self.form.conditions(self.language, self.at)

    @cached_property
    def facets(self) -> Facets:
        """How many results each option of the filter leaves."""
        return self._facets(self._conditions)

    def _facets(self, conditions: dict[str, Q]) -> Facets:
        with by_words():
            return facets.count(self._matching(self.tsquery), conditions, COUNTED, most=MOST_COUNTED)

    @property
    def options(self) -> Facets:
        """The same, of what is shown."""
        if self.is_in_both and not self.form.has_both_languages:
            conditions = {name: condition for name, condition in self._conditions.items() if name != "languages"}
            return self._facets(conditions)
        return self.facets

    @cached_property
    def _in_own_language(self) -> int:
        """How many there are with all filters; in the language of the page unless both are asked for."""
        return self._count(self._conditions) if self.facets.is_cut else self.facets.total

    @cached_property
    def elsewhere(self) -> int:
        """How many more there are in the other language."""
        if self.form.has_both_languages:
            return 0
        if self.facets.is_cut:
            return self._count(self._conditions | {"languages": ~self._conditions["languages"]})
        found = self.facets.counts.get("languages", {})
        return sum(number for language, number in found.items() if language != self.language)

    def _count(self, conditions: dict[str, Q]) -> int:
        """How many there are, as far as they are counted."""
        with by_words():
            return self._matching(self.tsquery).filter(*conditions.values())[: MOST_COUNTED + 1].count()

    @property
    def is_in_both(self) -> bool:
        """Whether texts in the other language are shown: on request, or because there are none in that of the page."""
        return self.form.has_both_languages or (self._in_own_language == 0 and self.elsewhere > 0)

    @property
    def total(self) -> int:
        """How many results there are; at most `MOST_COUNTED`, and `has_more` says that there are more."""
        return min(self.elsewhere if self._in_own_language == 0 else self._in_own_language, MOST_COUNTED)

    @property
    def has_more(self) -> bool:
        return max(self._in_own_language, self.elsewhere if self.is_in_both else 0) > MOST_COUNTED

    @cached_property
    def listing(self) -> Listing:
        """The numbered page that the address asks for; `results` shows it."""
        return page_of(self._ranked(), self.request, PER_PAGE, count=min(self.total, MOST_RANKED))

    def _ranked(self) -> SearchEntryQuerySet:
        conditions = (
            condition for name, condition in self._conditions.items() if not (self.is_in_both and name == "languages")
        )
        entries = self._matching(self.tsquery).filter(*conditions)
        best = ranked(entries, self.tsquery, bare(self.form.query), self.at)
        return best.select_related("text", "page", "document").annotate(**headlines(self.tsquery))

    @cached_property
    def results(self) -> list[Result]:
        return present(list(self.listing.page.object_list), self.request, self.language)

    @cached_property
    def promoted(self) -> list[Result]:
        """What the editorial board shows first for these words; on the first page, whatever the filters."""
        if not self.is_asked or self.listing.page.number > 1 or self.form.is_narrowed:
            return []
        entries = promoted(self.form.query, self.locale).annotate(**headlines(self.tsquery))
        return present(list(entries), self.request, self.language, is_promoted=True)

    @property
    def is_cut(self) -> bool:
        """Whether more was found than is listed."""
        return self.total > MOST_RANKED

    @cached_property
    def correction(self) -> str:
        """The words spelled as public texts do, if that finds something; asked for where these words find nothing."""
        return corrected(self.parsed, self.locale)

    @property
    def correction_url(self) -> str:
        return self._address(q=self.correction)

    @property
    def both_languages_url(self) -> str:
        return self._address(languages=Languages.BOTH.value)

    def _address(self, **changed: str) -> str:
        """The same search with other values, from its first page on."""
        query = self.request.GET.copy()
        for name, value in changed.items():
            query[name] = value
        query.pop(PARAMETER, None)
        return f"{reverse('search')}?{query.urlencode()}"


def present(
    entries: list[SearchEntry], request: HttpRequest, language: str, *, is_promoted: bool = False
) -> list[Result]:
    """Entries as they are shown: one query for their partners, one for their events."""
    partners = Partner.objects.in_bulk({pk for entry in entries for pk in entry.partners})
    keys = [entry.page_id for entry in entries if entry.kind == ResultKind.EVENT]
    events = EventPage.objects.defer("body").in_bulk(keys) if keys else {}
    return [
        Result(
            entry=entry,
            excerpt=excerpt_of(entry),
            url=address_of(entry, request),
            lang="" if entry.in_language == language else tag(entry.in_language),
            partners=[partners[pk] for pk in entry.partners if pk in partners],
            event=events.get(entry.page_id) if entry.kind == ResultKind.EVENT else None,
            is_promoted=is_promoted,
        )
        for entry in entries
    ]
