"""Keeps the entries in step with what is public. Everything that writes entries goes through `follow`."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Func, Q, TextField
from django.db.models.expressions import Combinable
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Locale, Page

from core.models import public_pages
from search.configuration import bare, parameters, plain, vector_sql, words_of
from search.contents import Content, contents_of, keys_of_names, load
from search.enums import ResultKind
from search.models import SearchEntry, SearchEntryQuerySet, SearchText, SearchWord
from search.people import key_of, people_entries

HOME_DEPTH = 2  # of the home pages in the tree; the search leads to what stands below them
BATCH = 200
# Words that help with spelling: letters only, long enough to be misspelt.
_WORD = re.compile(r"[^\W\d_]{4,30}")

# By the word as it is compared and its language, how it is written.
Words = dict[tuple[str, str], str]

FACTS = ("page_id", "document_id", "locale_id", "in_language", "kind", "topics", "partners", "date", "until")
DATES = ("date", "until")


@dataclass
class Drift:
    """How the entries differed from what is public, by their keys."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    superfluous: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.superfluous)

    def add(self, other: "Drift") -> None:
        self.missing += other.missing
        self.stale += other.stale
        self.superfluous += other.superfluous


@transaction.atomic
def follow(keys: Collection[int], at: dt.datetime, *, anew: bool = False) -> Drift:
    """Brings the entries of the pages with those keys to what is public of them, and of the people who wrote them.

    Returns what was different. `anew` writes all.
    """
    drift, authors, _words = follow_pages_only(keys, at, anew=anew)
    drift.add(follow_people(authors) if authors else Drift())
    return drift


@transaction.atomic
def follow_pages_only(
    keys: Collection[int], at: dt.datetime, *, anew: bool = False
) -> tuple[Drift, set[str], set[tuple[str, str]]]:
    """The same without the people. Returns what was different, who wrote or had written, and all words."""
    # Two at once would each write what they have read before the other.
    list(Page.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    wanted = _wanted(keys, at)
    authors = authors_in(keys) | {author for content in wanted.values() for author in content.authors}
    drift, passed = _compare(_entries_of(keys), wanted)
    SearchEntry.objects.filter(key__in=drift.superfluous).delete()
    words = words_in(wanted.values())
    if anew or drift.missing or drift.stale:
        remember_words(words)
    _write(list(wanted.values()) if anew else [wanted[key] for key in (*drift.missing, *drift.stale, *passed)])
    return drift, authors, set(words)


@transaction.atomic
def follow_people(authors: Collection[str] | None) -> Drift:
    """Brings the entries of people up to date; all people's with None."""
    wanted = people_entries(authors)
    drift, _passed = _compare(_entries_of_people(authors), wanted)
    SearchEntry.objects.filter(key__in=drift.superfluous).delete()
    changed = [wanted[key] for key in (*drift.missing, *drift.stale)]
    remember_words(words_in(changed))
    _write(changed)
    return drift


def authors_in(keys: Collection[int]) -> set[str]:
    """Who wrote the pages with those keys, as far as the entries know."""
    written = SearchText.objects.filter(entry__page__in=keys).values_list("authors", flat=True)
    return {author for authors in written for author in authors}


def compare(keys: Collection[int], at: dt.datetime) -> Drift:
    """The same without writing, and without the people."""
    return _compare(_entries_of(keys), _wanted(keys, at))[0]


def compare_people() -> Drift:
    return _compare(_entries_of_people(None), people_entries(None))[0]


def _entries_of(keys: Collection[int]) -> SearchEntryQuerySet:
    return SearchEntry.objects.filter(page__in=keys).exclude(kind=ResultKind.PERSON)


def _entries_of_people(authors: Collection[str] | None) -> SearchEntryQuerySet:
    people = SearchEntry.objects.filter(kind=ResultKind.PERSON)
    if authors is None:
        return people
    languages = Locale.objects.values_list("language_code", flat=True)
    return people.filter(key__in=[key_of(language, author) for language in languages for author in authors])


def hide(below: Page) -> None:
    """At once takes out what is not public any more of a page, what stands below it, and what mirrors it."""
    entries = SearchEntry.objects.filter(
        Q(page__path__startswith=below.path) | Q(page__alias_of__path__startswith=below.path)
    )
    entries.exclude(page__in=public_pages()).delete()


def all_keys() -> list[int]:
    """The pages that have or should have entries."""
    own = set(SearchEntry.objects.values_list("page", flat=True))
    return sorted(own | set(public_pages().filter(depth__gt=HOME_DEPTH).values_list("pk", flat=True)))


def batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _wanted(keys: Iterable[int], at: dt.datetime) -> dict[str, Content]:
    public = public_pages().filter(pk__in=keys, depth__gt=HOME_DEPTH).values_list("pk", flat=True)
    contents = [content for page in load(list(public)) for content in contents_of(page, at)]
    open_documents = _open({content.document_id for content in contents if content.document_id})
    return {
        content.key: content
        for content in contents
        if content.document_id is None or content.document_id in open_documents
    }


def _open(documents: Collection[int]) -> set[int]:
    """Those of the documents that everybody may download."""
    if not documents:
        return set()
    found = get_document_model().objects.filter(pk__in=documents)
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        found = found.exclude(collection__path__startswith=path)
    return set(found.values_list("pk", flat=True))


def _compare(entries: SearchEntryQuerySet, wanted: dict[str, Content]) -> tuple[Drift, list[str]]:
    """What differs; and of which events only the dates do, because time has passed."""
    drift = Drift(missing=[])
    passed, present = [], set()
    for key, digest, date, until in entries.values_list("key", "text__digest", *DATES):
        present.add(key)
        content = wanted.get(key)
        if content is None:
            drift.superfluous.append(key)
        elif content.digest != digest:
            drift.stale.append(key)
        elif (content.date, content.until) != (date, until):
            passed.append(key)
    drift.missing = [key for key in wanted if key not in present]
    return drift, passed


def _write(contents: list[Content]) -> None:
    if not contents:
        return
    rows = [
        SearchEntry(key=content.key, **{name: getattr(content, name) for name in FACTS}, **_vectors(content))
        for content in contents
    ]
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*(name.removesuffix("_id") for name in FACTS), "title_vector", "vector"],
    )
    texts = [_text(row.pk, content) for row, content in zip(rows, contents, strict=True)]
    names = [field.name for field in SearchText._meta.concrete_fields if not field.primary_key]
    SearchText.objects.bulk_create(texts, update_conflicts=True, unique_fields=["entry"], update_fields=names)


def _text(entry: int, content: Content) -> SearchText:
    return SearchText(
        entry_id=entry,
        title=content.title,
        title_key=bare(content.title),
        names=keys_of_names(content),
        summary=content.summary,
        body=content.body,
        is_sample=content.is_sample,
        authors=list(content.authors),
        digest=content.digest,
    )


class _Sql(Func):
    """An expression with parameters of its own."""

    def __init__(self, sql: str, params: list[Any]) -> None:
        super().__init__(output_field=TextField())
        self.sql, self.params = sql, params

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        return self.sql, self.params


def _vectors(content: Content) -> dict[str, Combinable]:
    language = "en" if content.in_language == "en" else "fr"
    parts = [words_of(text) for text in content.weighted]
    weighted = " || ".join(f"setweight({vector_sql(language)}, '{weight}')" for weight in "ABCD")
    params = [value for words in parts for value in parameters(language, words)]
    return {
        "title_vector": _Sql(f"strip({vector_sql(language)})", parameters(language, parts[0])),
        "vector": _Sql(weighted, params),
    }


def words_in(contents: Iterable[Content]) -> Words:
    """The words that help with spelling, as they are compared and with their language, and how each is written."""
    found: Words = {}
    for content in contents:
        written = words_of(" ".join(content.weighted)).lower()
        # Without accents the same words stand at the same places.
        pairs = zip(plain(written).split(), written.split(), strict=True)
        found |= {(word, content.in_language): spelled for word, spelled in pairs if _WORD.fullmatch(spelled)}
    return found


def remember_words(words: Words) -> None:
    keys = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_searchword (word, language, spelled) "
            "SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING",
            [[word for word, _ in keys], [language for _, language in keys], [words[key] for key in keys]],
        )


def forget_words(kept: Collection[tuple[str, str]]) -> None:
    """Forgets words that no public text has any more."""
    words = SearchWord.objects.values_list("pk", "word", "language").iterator()
    gone = [pk for pk, word, language in words if (word, language) not in kept]
    SearchWord.objects.filter(pk__in=gone).delete()
