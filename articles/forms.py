"""The filter of the article index: one form for the page, its archive and its feeds."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.enums import ArticleKind, ArticleOrder
from articles.models.listed import ListedName, NameKind, is_about
from articles.names import author_key, keyword_key
from core.days import day_field
from core.facets import Counted, Facets
from partners.forms import ContentFilterForm, choice_field, query_without

if TYPE_CHECKING:
    from articles.models.listed import ListedArticleQuerySet

UNREADABLE_DAY = _("This date cannot be read (write 2026-11-22); articles of any date are shown.")
# How many keywords, and how many authors, are offered.
MOST_NAMES = 40


class NameField(forms.ModelChoiceField):
    """A keyword or an author by its key, or by its name: accents and capitals of what is asked for do not matter."""

    def __init__(self, kind: NameKind, key: Callable[[str], str], *, label: Any, blank: Any, error: Any) -> None:
        self.key = key
        super().__init__(
            ListedName.objects.filter(kind=kind),
            to_field_name="key",
            required=False,
            label=label,
            empty_label=blank,
            error_messages={"invalid_choice": error},
        )

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        # What has no letters, or cannot be stored, names nothing: the field reports it.
        return super().to_python(self.key(value).replace("\x00", "") or "-")

    def prepare_value(self, value: Any) -> Any:
        """As the options have it, so that the one asked for is the one that is chosen."""
        return super().prepare_value(self.key(value) if isinstance(value, str) else value)


class ArticleFilterForm(ContentFilterForm):
    """What of the articles is shown, and in which order. A value that means nothing is reported and does not filter."""

    # Not a filter.
    sort = forms.ChoiceField(
        choices=ArticleOrder,
        required=False,
        label=_("Sort by"),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such order; the newest come first.")},
    )
    kind = choice_field(_("Kind"), _("All kinds"), ArticleKind.choices, _("There is no such kind; all are shown."))
    keyword = NameField(
        NameKind.KEYWORD,
        keyword_key,
        label=_("Keyword"),
        blank=_("All keywords"),
        error=_("There is no such keyword; all are shown."),
    )
    author = NameField(
        NameKind.AUTHOR,
        author_key,
        label=_("Author"),
        blank=_("All authors"),
        error=_("There is no such author; all are shown."),
    )
    start = day_field(pgettext_lazy("first day", "From"), UNREADABLE_DAY)
    end = day_field(pgettext_lazy("last day", "To"), UNREADABLE_DAY)

    rarely_used = frozenset({"author", "start", "end", "only"})

    field_order = ("topic", "partner", "kind", "keyword", "author", "start", "end", "only", "sort")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            cleaned.pop("end")
            self.add_error("end", _("The last day is before the first one; what follows the first is shown."))
        return cleaned

    @property
    def order(self) -> ArticleOrder:
        return ArticleOrder(self.cleaned_data.get("sort") or ArticleOrder.NEWEST)

    @property
    def without_period(self) -> str:
        """The query of the same list, whatever the days, and in the usual order."""
        return query_without(self.data, "start", "end", "sort")

    @property
    def orders(self) -> list[tuple[str, Any, bool]]:
        """The orders to choose from: the value in the address, blank for the usual one, its name, and whether it is."""
        usual = ArticleOrder.NEWEST
        return [(order if order != usual else "", order.label, order == self.order) for order in ArticleOrder]

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What articles must meet, by the names of the fields that say so; the period is not among them."""
        return {name: CONDITIONS[name](value) for name, value in self.active.items() if name in CONDITIONS}

    def narrow(self, items: "ListedArticleQuerySet") -> "ListedArticleQuerySet":  # type: ignore[override]
        """`items` as far as the filters let them through, whatever the period."""
        return items.filter(*self.conditions.values())

    def in_period(self, items: "ListedArticleQuerySet") -> "ListedArticleQuerySet":
        """`items` first published from the first day asked for to the last one."""
        first, last = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        items = items.published_from(first) if first else items
        return items.published_until(last) if last else items

    def tell_counts(self, facets: Facets) -> None:
        """Of keywords and authors, the most frequent ones are offered, and the one that is chosen."""
        for name in ("keyword", "author"):
            self._tell_names(name, facets)
        super().tell_counts(facets.without("keyword", "author"))

    def _tell_names(self, field_name: str, facets: Facets) -> None:
        blank = cast(NameField, self.fields[field_name]).empty_label
        chosen = self.cleaned_data.get(field_name)
        counts = {int(pk): number for pk, number in facets.counts.get(field_name, {}).items()}
        if chosen:
            # It may not be among the most frequent ones.
            counts[chosen.pk] = facets.total
        names = _by_name(ListedName.objects.filter(pk__in=counts)) if counts else []
        self._offer(field_name, str(blank), [(name.key, name, counts[name.pk]) for name in names])


def _by_name(names: Iterable[ListedName]) -> list[ListedName]:
    return sorted(names, key=lambda name: name.key)


class ArchiveFilterForm(ArticleFilterForm):
    """The same filter without days: an archive offers them."""

    start = None  # type: ignore[assignment]
    end = None  # type: ignore[assignment]


# What the options of the filters count by.
COUNTED = {
    "topic": Counted("topics", is_list=True),
    "partner": Counted("partner_id"),
    "kind": Counted("kind"),
    "keyword": Counted("keywords", is_list=True, most=MOST_NAMES),
    "author": Counted("authors", is_list=True, most=MOST_NAMES),
    "only": Counted("is_in_language"),
}

# What of an article each filter asks for.
CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "topic": is_about,
    "partner": lambda partner: Q(partner=partner),
    "kind": lambda kind: Q(kind=kind),
    "keyword": lambda name: Q(keywords__contains=[name.pk]),
    "author": lambda name: Q(authors__contains=[name.pk]),
    "only": lambda _is_asked: Q(is_in_language=True),
}
