"""Terms that stand for one another, as the editorial board keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.configuration import acronym, is_like_stop_word, plain, words_of
from search.models import SynonymGroup
from search.parsing import Clause

LONGEST_PLURAL = 3  # signs of a word that ends in s or x without being a plural, « IoS » say


@dataclass(frozen=True)
class Alternatives:
    """What any of is looked for: each a list of phrases that must all be there."""

    choices: tuple[tuple[str, ...], ...]


class Thesaurus:
    """All groups, by the terms in them. Read anew for each search, so that an edit holds at once."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups: dict[tuple[str, ...], list[str]] = {}
        for group in groups:
            terms = [_as_written(term) for term in group]
            for term in terms:
                # A term in two groups leads to both.
                self._groups.setdefault(_key(term.split()), []).extend(terms)
        self._longest = max(map(len, self._groups), default=0)

    def expand(self, clauses: Sequence[Clause]) -> list[Alternatives]:
        """What to look for, in the order of `clauses`; phrases between quotation marks stand for themselves."""
        found = []
        position = 0
        while position < len(clauses):
            taken, terms = self._longest_term(clauses[position:])
            own = clauses[position : position + taken]
            choices = [tuple(clause.words for clause in own), *((term,) for term in terms)]
            found.append(Alternatives(tuple(dict.fromkeys(choices))))
            position += taken
        return found

    def _longest_term(self, clauses: Sequence[Clause]) -> tuple[int, list[str]]:
        """How many of the clauses make a term together, and what stands for it; one and nothing where they don't."""
        words: list[str] = []
        best: tuple[int, list[str]] = (1, [])
        for count, clause in enumerate(clauses, 1):
            words += clause.words.split()
            if clause.is_phrase or len(words) > self._longest:
                break
            if terms := self._groups.get(_key(words)):
                best = (count, terms)
        return best


def thesaurus() -> Thesaurus:
    return Thesaurus(SynonymGroup.objects.values_list("terms", flat=True))


def _as_written(term: str) -> str:
    """A term as it stands in the index, even where it was kept in small letters."""
    words = words_of(term)
    return acronym(words) if is_like_stop_word(words) else words


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """How terms are compared: without capitals, accents and plurals."""
    return tuple(_singular(plain(word)) for word in words)


def _singular(word: str) -> str:
    # What stands for an acronym is met by whoever types it in small letters.
    word = word.removesuffix("0") if is_like_stop_word(word.removesuffix("0")) else word
    return word[:-1] if len(word) > LONGEST_PLURAL and word[-1] in "sx" else word
