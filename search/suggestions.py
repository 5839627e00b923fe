"""Titles that go on as somebody types. Cheap: each way of finding some stops at a few rows."""

from typing import Any, TypedDict

from django.db import connection
from django.http import HttpRequest
from wagtail.models import Locale

from core.languages import tag
from search.addresses import address_of
from search.configuration import bare
from search.enums import ResultKind
from search.models import SearchEntry

SHORTEST = 2
LONGEST = 80
MOST = 8
# Titles looked at for each way of finding some.
_CANDIDATES = 100
_LIKENESS = 0.5


class Suggestion(TypedDict):
    """A public page. `lang` is blank where the title is in the language of the address."""

    title: str
    url: str
    kind: str
    lang: str


def suggestions(typed: str, locale: Locale, request: HttpRequest) -> list[Suggestion]:
    """Public titles that begin with what was typed, then those with a word that does, then those most alike."""
    words = bare(typed[:LONGEST])
    if len(words) < SHORTEST:
        return []
    keys = _beginning(words, locale) or _alike(words, locale)
    entries = SearchEntry.objects.select_related("text", "page", "document").in_bulk(keys)
    return [_suggestion(entries[key], locale, request) for key in keys if key in entries]


def _suggestion(entry: SearchEntry, locale: Locale, request: HttpRequest) -> Suggestion:
    return {
        "title": entry.text.title,
        "url": address_of(entry, request),
        "kind": str(ResultKind(entry.kind).label),
        "lang": "" if entry.in_language == locale.language_code else tag(entry.in_language),
    }


def _beginning(words: str, locale: Locale) -> list[int]:
    """Where the title, one of its words, or another name begins so."""
    # Letters, digits and spaces only: nothing in it means something to LIKE.
    return _keys(
        """
        WITH found AS (
            SELECT e.id, t.title_key, e.date, e.in_language
            FROM search_searchtext AS t JOIN search_searchentry AS e ON e.id = t.entry_id
            WHERE e.locale_id = %s AND (t.title_key LIKE %s OR t.title_key LIKE %s)
            LIMIT %s
        )
        SELECT id FROM found
        ORDER BY in_language <> %s, title_key NOT LIKE %s, date DESC NULLS LAST, id LIMIT %s
        """,
        [locale.pk, f"{words}%", f"% {words}%", _CANDIDATES, locale.language_code, f"{words}%", MOST],
    )


def _alike(words: str, locale: Locale) -> list[int]:
    """Where the title has something alike, for what was misspelt."""
    return _keys(
        """
        SELECT e.id FROM search_searchtext AS t JOIN search_searchentry AS e ON e.id = t.entry_id
        WHERE e.locale_id = %s AND %s <% t.title_key AND word_similarity(%s, t.title_key) >= %s
        ORDER BY word_similarity(%s, t.title_key) DESC, e.date DESC NULLS LAST, e.id LIMIT %s
        """.replace("<%", "<%%"),
        [locale.pk, words, words, _LIKENESS, words, MOST],
    )


def _keys(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
