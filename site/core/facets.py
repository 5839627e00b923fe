"""How many rows of a list each option of its filter would leave, in one query whatever the filter and the content."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet


class Counted(NamedTuple):
    """What the options of a filter count by: a column of the rows, which holds one value or a list of them.

    `most`, where it is not 0, is how many values are told: the most frequent ones.
    """

    column: str
    is_list: bool = False
    most: int = 0

    @property
    def sql(self) -> str:
        return f"unnest({self.column})" if self.is_list else self.column

    @property
    def limit(self) -> str:
        return f"ORDER BY 2 DESC, 1 LIMIT {self.most}" if self.most else ""


@dataclass(frozen=True)
class Facets:
    """`total` rows pass all filters; `counts[filter][value]` would if that option were chosen, others kept."""

    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # The names of the filters whose options are counted.
    counted: Iterable[str] = ()
    # Whether there are more rows than were counted: the numbers then say nothing.
    is_cut: bool = False

    def without(self, *names: str) -> "Facets":
        """The same, but for some filters, of which something else is told."""
        return replace(self, counted=[name for name in self.counted if name not in names])

    def of(self, name: str, value: object) -> int:
        return self.counts.get(name, {}).get(str(value), 0)


def count(
    rows: QuerySet[Any], conditions: Mapping[str, Q], counted: Mapping[str, Counted], most: int | None = None
) -> Facets:
    """The numbers for `rows` under the conditions of the filter by name.

    `counted` says by what the options of each filter count. Where a filter is not counted, its condition holds for all.
    Where there are more than `most` rows, so many are looked at, and the answer says so.
    """
    own = {name: condition for name, condition in conditions.items() if name in counted}
    for name, condition in conditions.items():
        if name not in counted:
            rows = rows.filter(condition)
    passes = {f"passes_{name}": ExpressionWrapper(condition, BooleanField()) for name, condition in own.items()}
    columns = dict.fromkeys(by.column for by in counted.values())
    found_rows = rows.order_by().annotate(**passes).values(*columns, *passes)
    if most is not None:
        found_rows = found_rows[: most + 1]
    try:
        candidates, params = found_rows.query.sql_with_params()
    except EmptyResultSet:
        return Facets(counted=tuple(counted))

    def where(*, without: str = "") -> str:
        found = [f"passes_{name}" for name in own if name != without]
        return f"WHERE {' AND '.join(found)}" if found else ""

    def branch(name: str, by: Counted) -> str:
        # Grouped as they are, and written as texts when there are few.
        values = f"SELECT {by.sql} AS value, count(*) AS number FROM candidates {where(without=name)} GROUP BY 1"  # noqa: S608
        return f"SELECT '{name}', value::text, number FROM ({values} {by.limit}) AS of_{name}"  # noqa: S608

    # Only names of columns and filters, which are code, stand in the text; values are parameters.
    total = f"SELECT '', '', count(*) FROM candidates {where()}"  # noqa: S608
    everything = "SELECT '', 'all', count(*) FROM candidates"
    branches = [total, everything, *(branch(name, by) for name, by in counted.items())]
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"WITH candidates AS MATERIALIZED ({candidates}) " + " UNION ALL ".join(branches), params)
        found = cursor.fetchall()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, number in found:
        counts[name][value] = number
    totals = counts.pop("", {})
    is_cut = most is not None and totals["all"] > most
    return Facets(totals[""], counts, tuple(counted), is_cut)
