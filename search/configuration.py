"""How texts become what the index holds: the same way for what is written and for what is looked for.

All but letters and digits is taken out before PostgreSQL sees a text. Its parser would else take
« IA/données » for a path and « main-d’œuvre » for one word, and tell elisions apart by their apostrophe. Capitals and
accents then go by the configurations, which `migrations/0001_index.py` makes.

French is stemmed twice: with its accents, by which the rules of the stemmer go (« financée » is « financ »), and
without them, as readers type (« financee » is « finance »). The index holds both forms at one position, a query asks
for either.
"""

import re
import unicodedata

from core.folding import fold

CONFIGURATIONS = {"fr": "fr_unaccent", "en": "en_unaccent"}
# Stems of accented French; PostgreSQL's own.
ACCENTED = "pg_catalog.french"

# Signs of a text that are indexed; a tsvector holds a megabyte at most.
MOST_SIGNS = 100_000
# Around words that were found; for private use in Unicode, so that no text has them.
MARK_START, MARK_END = "\ue000", "\ue001"
# Acronyms that are spelled like words without meaning, which the configurations leave out: « j’ai », “it”.
_LIKE_STOP_WORDS = re.compile(r"\b(AI|IT)\b")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_NOT_A_WORD = re.compile(r"[\W_]+")


def words_of(text: str) -> str:
    """`text` as words with one space between them, accents and capitals kept: « L’œuvre d’IA » as "L oeuvre d IA"."""
    composed = unicodedata.normalize("NFKC", text[:MOST_SIGNS]).translate(_LIGATURES)
    kept_apart = _LIKE_STOP_WORDS.sub(lambda found: acronym(found[0]), composed)
    return _NOT_A_WORD.sub(" ", kept_apart).strip()


def acronym(word: str) -> str:
    """How an acronym that is spelled like a stop word stands in the index."""
    return f"{word.lower()}0"


def plain(words: str) -> str:
    """The same words without accents and capitals."""
    return fold(words)


def bare(text: str) -> str:
    """The words of a title or a name as they are compared whole: « L’œuvre d’IA » as "l oeuvre d ia"."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text)).split())


def is_like_stop_word(word: str) -> bool:
    return bool(_LIKE_STOP_WORDS.fullmatch(word.upper()))


# The expressions of SQL. Each takes words with their accents, then without.


def vector_sql(language: str) -> str:
    """The positions of all stems of a text."""
    plain_stems = f"to_tsvector('{CONFIGURATIONS[language]}', %s)"
    if language != "fr":
        return plain_stems
    return f"(unaccent(to_tsvector('{ACCENTED}', %s)::text) || ' ' || {plain_stems}::text)::tsvector"


def phrase_sql(language: str) -> str:
    """A query for these words one after the other; for a single word, for that."""
    plain_phrase = f"phraseto_tsquery('{CONFIGURATIONS[language]}', %s)"
    if language != "fr":
        return plain_phrase
    return f"(unaccent(phraseto_tsquery('{ACCENTED}', %s)::text)::tsquery || {plain_phrase})"


def parameters(language: str, words: str) -> list[str]:
    """What the expressions above take for the words."""
    return [words, plain(words)] if language == "fr" else [plain(words)]
