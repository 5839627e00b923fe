"""Typography of plain text that people typed: quotes, apostrophes, and the spaces that hold a line together.

Rules: for French, the Office québécois de la langue française (Vitrine linguistique, « Espacement avant et après les
signes de ponctuation et les symboles ») without thin spaces, so none before ; ? !; for English, the Translation Bureau
of Canada (Writing Tips Plus).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import cycle

from core.formatting import NBSP, Lang

# Left exactly as typed: addresses, e-mail addresses and `code`. An address ends before the punctuation that follows it.
# The repetitions are bounded or possessive, so that no text makes the search slow.
_ADDRESS_END = r"""[^\s<>"«»“”‘’`'.,;:!?)\]…]"""
_KEPT = (
    r"`[^`\n]++`"
    rf"""|(?<!\w)(?:[A-Za-z][A-Za-z0-9+.-]{{0,15}}+://|www\.|mailto:)(?:[^\s<>"«»“”‘’`]*{_ADDRESS_END})?"""
    r"|(?<!\w)\w[\w.!#$%&'*+/=?^{|}~-]{0,63}+@[\w-]++(?:\.[\w-]++)++"
)
_SPACE = r"[ \u00a0\u2009\u202f]"

# Before an opening quote stands nothing, a space, an opening mark, a dash or an apostrophe: d’« avance ».
_BEFORE_OPENING = r"""(?<![^\s(\[{«“‘’'—–/-])"""
_OPENING_QUOTE = re.compile(rf'{_BEFORE_OPENING}"(?=[^\s"])')
_CLOSING_QUOTE = re.compile(r'(?<=\S)"(?!\w)')
_KEPT_OR_QUOTE = re.compile(rf'{_KEPT}|"')
_UNITS = "h|min|s|ms|mm|cm|m|km|mg|g|kg|Hz|kHz|MHz|GHz|W|kW|MW|ko|Mo|Go|To|Po|Kbit/s|Mbit/s|Gbit/s|[kMG]\\$"


# Titles and summaries are the same on page after page.
@lru_cache(maxsize=4096)
def tidy(text: str, lang: Lang) -> str:
    """`text` (plain, not HTML) with the marks and no-break spaces of `lang`.

    Letters and digits never change, nor do addresses, e-mail addresses and `code`. Tidying twice changes nothing more.
    """
    for rule in _RULES[lang]:
        text = rule(text)
    return text


def _replace(pattern: str, replacement: str) -> Callable[[str], str]:
    """A rule that replaces `pattern`, except within what is kept."""
    search = re.compile(rf"(?P<kept>{_KEPT})|{pattern}")
    return lambda text: search.sub(lambda match: match["kept"] or replacement, text)


def _double_quotes(opening: str, closing: str) -> Callable[[str], str]:
    """A rule that curls the straight double quotes of each line on which they pair up.

    A line on which they don't (a screen of 15") is left alone: a wrong quote reads worse than a straight one.
    """

    def curled(line: str) -> str:
        places = [mark.start() for mark in _KEPT_OR_QUOTE.finditer(line) if mark[0] == '"']
        roles = cycle((_OPENING_QUOTE, _CLOSING_QUOTE))
        if len(places) % 2 or not all(role.match(line, place) for role, place in zip(roles, places, strict=False)):
            return line
        characters = list(line)
        for place, mark in zip(places, cycle((opening, closing)), strict=False):
            characters[place] = mark
        return "".join(characters)

    return lambda text: "\n".join(curled(line) for line in text.split("\n"))


_RULES: dict[Lang, list[Callable[[str], str]]] = {
    "fr": [
        # Quotes first: the spaces that they bring count for the marks beside them.
        _double_quotes(f"«{NBSP}", f"{NBSP}»"),
        _replace(rf"«{_SPACE}*(?=\S)", f"«{NBSP}"),
        _replace(rf"(?<=\S){_SPACE}*»", f"{NBSP}»"),
        _replace(r"""(?<=[^\W\d_])'(?=[\w«“"])""", "’"),
        # Only a colon that ends a word: the one of 10:30 or of a ratio has no space after it.
        _replace(rf"(?<=[^\s:]){_SPACE}*:(?=\s|$)", f"{NBSP}:"),
        _replace(rf"""(?<=[^\s«]){_SPACE}+(?=[;?!]+(?:\s|$|[»”"')\]]))""", ""),
        _replace(rf"(?<=\d){_SPACE}*(?=[%$€¢](?!\w))", NBSP),
        _replace(rf"(?<=\d){_SPACE}+(?=(?:{_UNITS})(?!\w)|°)", NBSP),
        _replace(rf"(?<=\d{NBSP}h){_SPACE}+(?=\d)", NBSP),
        # Thousands; not after four digits, which are a year or a number of their own.
        _replace(rf"(?<!\d{{4}})(?<=\d){_SPACE}(?=\d{{3}}(?!\d))", NBSP),
    ],
    "en": [
        _double_quotes("“", "”"),
        # Apostrophes and closing single quotes are one character; words and years cut at the front take it too.
        _replace(r"(?<=[^\W\d_])'|(?<=[.,!?…])'(?!\w)", "’"),
        _replace(rf"{_BEFORE_OPENING}'(?=\d\ds?\b|(?:tis|twas|em|til|cause|n)\b)", "’"),
        _replace(rf"{_BEFORE_OPENING}'(?=[\w“])", "‘"),
        _replace(rf"(?<=\d){_SPACE}+(?=%(?!\w))", ""),
        _replace(rf"(?<=\d){_SPACE}+(?=[ap]\.m\.)", NBSP),
    ],
}
