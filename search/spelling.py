"""“Try …”: the words of a search that found nothing, as public texts spell them."""

from django.db import connection
from wagtail.models import Locale

from core.folding import fold
from search.configuration import plain
from search.models import SearchEntry, SearchWord
from search.parsing import Parsed, parse
from search.query import matching, tsquery_for

# Words shorter than this have too many neighbours.
_SHORTEST = 4
_CLOSEST = 3
_LIKENESS = 0.35


def corrected(parsed: Parsed, locale: Locale) -> str:
    """What to search for instead; blank where nothing alike is found, among what is public at this moment."""
    unknown = [word for word in map(plain, parsed.words) if len(word) >= _SHORTEST]
    close = _close_to(unknown, locale.language_code)
    if not close:
        return ""
    # The closest of each word first, then the next ones.
    for rank in range(_CLOSEST):
        suggestion = " ".join(_at(close.get(plain(word), [word.lower()]), rank) for word in parsed.words)
        tsquery = tsquery_for(parse(suggestion))
        if tsquery and SearchEntry.objects.in_locale(locale).filter(matching(tsquery)).exists():
            return suggestion
    return ""


def _at(words: list[str], rank: int) -> str:
    """The word at that place, else the last one."""
    return words[min(rank, len(words) - 1)]


def _close_to(words: list[str], language: str) -> dict[str, list[str]]:
    """For words that no public text has, those most alike, with their accents, the likeliest first.

    Of words alike, those of `language`.
    """
    if not words:
        return {}
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    found = {}
    for word in dict.fromkeys(words):
        if word not in known and (alike := _alike(word, language)):
            found[word] = alike
    return found


def _alike(word: str, language: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT spelled FROM search_searchword WHERE word %% %s AND similarity(word, %s) >= %s "
            "ORDER BY similarity(word, %s) DESC, language <> %s, abs(length(word) - length(%s)), word LIMIT %s",
            [word, word, _LIKENESS, word, language, word, 2 * _CLOSEST],
        )
        found = [row[0] for row in cursor.fetchall()]
    # The same word in both languages is one.
    return list({fold(spelled): spelled for spelled in reversed(found)}.values())[::-1][:_CLOSEST]
