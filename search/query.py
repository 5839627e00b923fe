"""Makes of words what PostgreSQL looks for: in French texts by French stems, in English texts by English ones."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, TextField, Value
from django.db.models.expressions import Func

from core.folding import fold
from search.configuration import CONFIGURATIONS, parameters, phrase_sql
from search.models import SearchWord
from search.parsing import Clause, Parsed
from search.synonyms import Alternatives, thesaurus

Sql = tuple[str, list[str]]
_EMPTY: Sql = ("''::tsquery", [])


def tsquery_for(parsed: Parsed, *, any_word: bool = False) -> str:
    """The query as PostgreSQL writes it; blank where no word is left that means something.

    All clauses must be there, or `any_word` of them. The languages stand beside one another: a French text is found by
    the French form of all words, or by the English form of all words, as far as it has those.
    """
    if not parsed.wanted:
        return ""
    wanted = thesaurus().expand(with_accents(parsed.wanted))
    excluded = with_accents(parsed.excluded)
    found = _joined("||", (_in_language(language, wanted, any_word=any_word) for language in CONFIGURATIONS))
    # Whichever form found a text, none of what is excluded is in it.
    left = [_not(_phrase(language, clause.words)) for clause in excluded for language in CONFIGURATIONS]
    both, params = _joined("&&", [("found", []), *left])
    # Words are parameters. What is excluded from nothing would be everything.
    sql = (
        f"SELECT (CASE WHEN numnode(found) = 0 THEN found ELSE {both} END)::text FROM (SELECT {found[0]}) AS w (found)"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *found[1]])
        return str(cursor.fetchone()[0])


def with_accents(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses with the accents that public texts give to words that were typed without."""
    bare = {word for clause in clauses for word in clause.words.split() if word.isascii()}
    known = SearchWord.objects.filter(word__in=[fold(word) for word in bare])
    # In both languages with accents, in French: that one stands last.
    spelled = dict(known.order_by("language").values_list("word", "spelled"))
    return [
        Clause(
            " ".join(spelled.get(fold(word), word) if word in bare else word for word in clause.words.split()),
            clause.is_phrase,
            clause.is_excluded,
        )
        for clause in clauses
    ]


def _in_language(language: str, wanted: Iterable[Alternatives], *, any_word: bool) -> Sql:
    """What is wanted; nothing where that is only words without meaning in this language."""
    return _joined("||" if any_word else "&&", (_one_of(language, alternatives) for alternatives in wanted))


def _one_of(language: str, alternatives: Alternatives) -> Sql:
    return _joined(
        "||",
        (_joined("&&", (_phrase(language, words) for words in choice)) for choice in alternatives.choices),
    )


def _phrase(language: str, words: str) -> Sql:
    return phrase_sql(language), parameters(language, words)


def _not(query: Sql) -> Sql:
    return f"(!! {query[0]})", query[1]


def _joined(operator: str, queries: Iterable[Sql]) -> Sql:
    """An empty query on one side leaves the other."""
    parts = list(queries)
    if not parts:
        return _EMPTY
    return f"({f' {operator} '.join(sql for sql, _ in parts)})", [value for _, params in parts for value in params]


class _Matches(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def matching(tsquery: str, *, column: str = "vector") -> Q:
    """That the words of an entry, or those of its title, are what is looked for."""
    found = _Matches(F(column), as_tsquery(tsquery))
    return Q(ExpressionWrapper(found, BooleanField()))


def as_tsquery(tsquery: str) -> Func:
    return Func(Value(tsquery, TextField()), template="%(expressions)s::tsquery", output_field=TextField())


def without_order(tsquery: str) -> str:
    """The same words, wherever they stand: what the index answers without reading the vectors."""
    return re.sub(r"<(?:-|\d+)>", "&", tsquery)


@contextmanager
def by_words() -> Iterator[None]:
    """Has PostgreSQL go by the index of words in the statements within, whatever else it thinks is cheaper.

    Its planner does not know that reading a vector, which is kept out of the row, costs a hundred times what comparing
    a number does; for a word of many texts it would read them all. The index knows without.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)")
        yield
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true), set_config('enable_indexscan', 'on', true)")
