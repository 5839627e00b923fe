"""How many dates each option of the filter would leave, in one query whatever the filter and the content."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from events.models.occurrences import EventOccurrenceQuerySet

# What the options of a filter count by, as SQL over the columns of an occurrence.
COUNTED = {
    "topic": "unnest(topics)",
    "partner": "unnest(partners)",
    "kind": "kind",
    "attendance_mode": "attendance_mode",
    "region": "region",
    "language": "unnest(languages)",
    "audience": "unnest(audiences)",
    "free": "is_free",
}
COLUMNS = ("topics", "partners", "kind", "attendance_mode", "region", "languages", "audiences", "is_free")


@dataclass(frozen=True)
class Facets:
    """`total` dates pass all filters; `counts[filter][value]` would if that option were chosen, others kept."""

    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def counted(self) -> Iterable[str]:
        """The names of the filters whose options are counted."""
        return COUNTED

    def of(self, name: str, value: object) -> int:
        return self.counts.get(name, {}).get(str(value), 0)


def count(dates: EventOccurrenceQuerySet, conditions: Mapping[str, Q]) -> Facets:
    """The numbers for `dates`, already of one period and language, under the conditions of the filter by name."""
    counted = {name: condition for name, condition in conditions.items() if name in COUNTED}
    for name, condition in conditions.items():
        if name not in COUNTED:
            dates = dates.filter(condition)
    passes = {f"passes_{name}": ExpressionWrapper(condition, BooleanField()) for name, condition in counted.items()}
    candidates, params = dates.order_by().annotate(**passes).values(*COLUMNS, *passes).query.sql_with_params()

    def where(*, without: str = "") -> str:
        found = [f"passes_{name}" for name in counted if name != without]
        return f"WHERE {' AND '.join(found)}" if found else ""

    # Only names of this module stand in the text; values are parameters.
    branches = [f"SELECT '', '', count(*) FROM candidates {where()}"] + [  # noqa: S608
        f"SELECT '{name}', ({by})::text, count(*) FROM candidates {where(without=name)} GROUP BY 2"  # noqa: S608
        for name, by in COUNTED.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH candidates AS MATERIALIZED ({candidates}) " + " UNION ALL ".join(branches), params)
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, number in rows:
        counts[name][value] = number
    return Facets(counts.pop("", {}).get("", 0), counts)
