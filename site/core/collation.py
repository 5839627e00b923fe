"""The order of titles in a list, the same on every database: a text that sorts byte by byte as people sort."""

import unicodedata

from core.folding import fold


def sort_key(text: str, language: str) -> str:
    """What to sort a title by: letters and digits first; accents decide between words that are otherwise the same.

    French of Canada compares accents from the end of the text: cote, côte, coté, côté (CLDR, fr-CA); English does from
    its beginning. Signs count for nothing, so that « Cloud » stands under C.
    """
    letters = "".join(sign if sign.isalnum() else " " for sign in fold(text))
    accents = [mark for sign in text.casefold() if (mark := _accent(sign)) is not None]
    if language == "fr":
        accents.reverse()
    return f"{' '.join(letters.split())}\x01{''.join(accents).rstrip('0')}"


def _accent(sign: str) -> str | None:
    """One hexadecimal digit and more for a letter: 0 for one without accent; None for what is no letter."""
    signs = unicodedata.normalize("NFD", sign)
    if not signs[0].isalnum():
        return None
    return "".join(f"{ord(mark):x}" for mark in signs[1:]) or "0"
