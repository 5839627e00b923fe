"""The portal's own terms, for translators: which of them occur in a text, and what they are in the other language."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from django.utils.html import strip_tags

FILE = Path(__file__).parent / "data" / "glossary.yaml"
# A term is found in the plural too, in either language.
PLURAL = "(?:s|x|es)?"

Entry = dict[str, str]


@cache
def entries() -> list[Entry]:
    """All terms, by language code."""
    found: list[Entry] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def terms_in(sentences: Iterable[str], language: str, target: str) -> list[tuple[str, str]]:
    """The terms of `language` that occur in the sentences, each with its word in `target`; longer ones first.

    What is part of a longer term that was found is not found again in the same place.
    """
    text = "\n".join(strip_tags(sentence) for sentence in sentences).replace("'", "’")
    both = [(entry[language], entry[target]) for entry in entries() if {language, target} <= entry.keys()]
    found = []
    for term, translated in sorted(both, key=lambda pair: (-len(pair[0]), pair[0])):
        text, times = _pattern(term).subn("\n", text)
        if times:
            found.append((term, translated))
    return found


@cache
def _pattern(term: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) + PLURAL for word in term.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
