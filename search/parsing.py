"""Reads what somebody typed: words, “phrases”, -excluded words. Nothing is an error."""

import re
from dataclasses import dataclass

from search.configuration import words_of

# What one search asks for at most; more is left out.
MOST_CLAUSES = 20
# Words that mean little to French readers, and that the configuration keeps; left out where others stand beside them.
_LITTLE = frozenset(("les", "cette", "cet", "quel", "quels", "quelle", "quelles", "comment"))
_OPENING = '"“„«»”″'
_CLOSING = '"”“»«″'
# An excluding minus stands before a word and after a space; so does no hyphen.
_CLAUSE = re.compile(
    rf"(?P<minus>(?<!\S)[-−–])?(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]*)(?:[{_CLOSING}]|$)|(?P<word>[^\s{_OPENING}]+))"
)


@dataclass(frozen=True)
class Clause:
    """Words that are looked for one after the other; mostly one. `words` are as `configuration.words_of` gives them."""

    words: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Parsed:
    """What is looked for, and what must not be there."""

    wanted: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words looked for, one by one."""
        return [word for clause in self.wanted for word in clause.words.split()]


def parse(text: str) -> Parsed:
    """`text` as clauses: « "mise en marché" réseau -wifi » is a phrase, a word and an excluded word."""
    clauses = []
    for found in _CLAUSE.finditer(text):
        is_phrase = found["phrase"] is not None
        if words := words_of(found["phrase"] if is_phrase else found["word"]):
            clauses.append(Clause(words, is_phrase, is_excluded=bool(found["minus"])))
    if any(_means_something(clause) for clause in clauses):
        clauses = [clause for clause in clauses if clause.is_excluded or _means_something(clause)]
    del clauses[MOST_CLAUSES:]
    return Parsed(
        tuple(clause for clause in clauses if not clause.is_excluded),
        tuple(clause for clause in clauses if clause.is_excluded),
    )


def _means_something(clause: Clause) -> bool:
    return not clause.is_excluded and clause.words.lower() not in _LITTLE
