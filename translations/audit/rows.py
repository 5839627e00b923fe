"""All pages as rows, with the questions that are asked about their places."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from wagtail.models import Locale, Page

from partners.findings import Finding
from partners.models import Partner, PartnerPage


class Row(NamedTuple):
    """What is compared of a page."""

    pk: int
    path: str
    depth: int
    slug: str
    title: str
    live: bool
    translation_key: UUID
    locale_id: int
    alias_of_id: int | None
    content_type_id: int


@dataclass(frozen=True)
class Trees:
    """The trees of all languages at one moment."""

    by_pk: dict[int, Row]
    by_path: dict[str, Row]
    # The versions of a text, by the key of their locale, in the order in which they were made.
    families: dict[UUID, dict[int, Row]]
    # Children by the path of their parent, in their order.
    children: dict[str, list[Row]]
    # The default language first.
    locales: dict[int, Locale]
    partners: dict[str, Partner]

    @classmethod
    def read(cls) -> "Trees":
        rows = [Row(*values) for values in Page.objects.order_by("path").values_list(*Row._fields)]
        families: dict[UUID, dict[int, Row]] = defaultdict(dict)
        for row in sorted(rows, key=lambda row: row.pk):
            if row.depth > 1:
                families[row.translation_key][row.locale_id] = row
        children: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            children[row.path[: -Page.steplen]].append(row)
        first = Locale.get_default().pk
        locales = sorted(Locale.objects.all(), key=lambda locale: (locale.pk != first, locale.pk))
        areas = PartnerPage.objects.values_list("path", "partner_id")
        partners = Partner.objects.in_bulk()
        return cls(
            by_pk={row.pk: row for row in rows},
            by_path={row.path: row for row in rows},
            families=dict(families),
            children=dict(children),
            locales={locale.pk: locale for locale in locales},
            partners={path: partners[key] for path, key in areas},
        )

    def pages(self) -> Iterator[Row]:
        """All but the root, parents before their children."""
        return (row for row in self.by_path.values() if row.depth > 1)

    def parent(self, row: Row) -> Row:
        return self.by_path[row.path[: -Page.steplen]]

    def place(self, row: Row, locale_id: int) -> Row | None:
        """The page below which the version of `row` in a language belongs; None where there is none."""
        parent = self.parent(row)
        return parent if parent.depth == 1 else self.families[parent.translation_key].get(locale_id)

    def mirrors(self) -> Iterator[tuple[Row, Row]]:
        """Each mirror with its original, which stands in another language."""
        for row in self.pages():
            original = self.by_pk.get(row.alias_of_id) if row.alias_of_id else None
            if original is not None and original.locale_id != row.locale_id:
                yield row, original

    def language(self, locale_id: int) -> str:
        locale = self.locales.get(locale_id)
        return str(locale.get_display_name()) if locale else str(locale_id)

    def partner(self, row: Row) -> Partner | None:
        steps = range(Page.steplen, len(row.path) + 1, Page.steplen)
        return next((self.partners[row.path[:step]] for step in steps if row.path[:step] in self.partners), None)

    def finding(self, row: Row, what: str, mend: Callable[[], object] | None = None, **words: str) -> Finding:
        """What is wrong with `row`; `what` may name its `page`, its `language`, and `words`."""
        words |= {"page": row.title, "language": self.language(row.locale_id)}
        return Finding(self.partner(row), what % words, mend)


def in_default_order(rows: Iterable[Row], trees: Trees) -> list[Row]:
    """The versions of a text, the one in the default language first."""
    places = {key: place for place, key in enumerate(trees.locales)}
    return sorted(rows, key=lambda row: places.get(row.locale_id, len(places)))
