"""The people and words of an article, as they stand in its lines, and as they are compared and stand in addresses."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.text import slugify

from core.folding import fold

BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:et|and|&)\s+")
BETWEEN_KEYWORDS = re.compile(r"\s*[,;\n]\s*")


class Author(NamedTuple):
    """Who wrote: a person, or a team whose name is no person's. `key` stands in the address of the author's page."""

    name: str
    key: str
    is_person: bool


def authors_of(line: str) -> list[Author]:
    """The people of an author line; a line that is no list of people's names is the one of a team.

    People are named by two words or more, of which the first and the last begin with a capital.
    """
    names = [name for name in BETWEEN_NAMES.split(line.strip()) if name]
    if names and all(_is_of_a_person(name) for name in names):
        return _known([Author(name, author_key(name), is_person=True) for name in names])
    return _known([Author(line.strip(), author_key(line), is_person=False)]) if names else []


def keywords_of(line: str) -> list[str]:
    """The keywords of a line that separates them by commas; of two that are compared as the same one, the first."""
    found: dict[str, str] = {}
    for word in BETWEEN_KEYWORDS.split(line):
        found.setdefault(keyword_key(word), " ".join(word.split()))
    found.pop("", None)
    return list(found.values())


def keyword_key(word: str) -> str:
    """How a keyword is compared, and stands in the address of a list: « Édition génique » as "edition genique"."""
    return fold(word)


def author_key(name: str) -> str:
    """« Noé Gagnon » as "noe-gagnon"."""
    return slugify(fold(name))


def _known(authors: Iterable[Author]) -> list[Author]:
    return [author for author in authors if author.key]


def _is_of_a_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
