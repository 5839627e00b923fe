"""French words that are often typed without their accents, on keyboards that have none."""

import re
from pathlib import Path

# Only words that mean nothing in French without their accents: no participles, which are mostly verbs without.
_WORDS = (Path(__file__).parent / "data" / "accented-words.txt").read_text(encoding="utf-8").split()
_ACCENTS = str.maketrans("àâäçéèêëîïôöùûüÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ", "aaaceeeeiioouuuAAACEEEEIIOOUUU")
_BETTER = {bare: word for word in _WORDS if (bare := word.translate(_ACCENTS).casefold()) != word.casefold()}
# What is no prose: addresses, e-mail addresses, `code`.
_KEPT = re.compile(r"`[^`\n]*`|\S+://\S+|\bwww\.\S+|\S+@\S+|#\w+|@\w+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def without_accents(text: str) -> dict[str, str]:
    """The words of `text` that lack their accents, each with how it is written, in the order of the text."""
    found: dict[str, str] = {}
    for word in _WORD.findall(_KEPT.sub(" ", text)):
        for part in (word, *re.split(r"[’']", word)[1:]):
            better = _BETTER.get(part.casefold())
            # In capitals a word is an acronym or a brand as often as not.
            if better and not part.isupper() and part != better and part.translate(_ACCENTS) == part:
                found[part] = better.capitalize() if part[0].isupper() else better
    return found
