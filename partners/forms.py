"""Filters that every list of what partners publish has in common."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.facets import Facets
from core.formatting import long_date, number
from core.languages import writing_language
from core.models import Topic
from core.pagination import PARAMETER
from partners.models import Partner, PartnerContentQuerySet

QS = TypeVar("QS", bound=PartnerContentQuerySet)


class Chip(NamedTuple):
    """A filter that is set, in words, and the query of the list without it."""

    text: str
    query: str


def choice_field(label: Any, blank: Any, choices: Any, error: Any) -> forms.ChoiceField:
    """One of some options, or `blank`; `error` is said of anything else."""
    return forms.ChoiceField(
        choices=[("", blank), *choices], required=False, label=label, error_messages={"invalid_choice": error}
    )


class ContentFilterForm(forms.Form):
    """Reads the GET parameters of a list. A value that means nothing is reported and does not filter."""

    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        to_field_name="key",
        required=False,
        label=_("Topic"),
        empty_label=_("All topics"),
        error_messages={"invalid_choice": _("There is no such topic; all are shown.")},
    )
    partner = forms.ModelChoiceField(
        Partner.objects.all(),
        to_field_name="key",
        required=False,
        label=_("Partner"),
        empty_label=_("All partners"),
        error_messages={"invalid_choice": _("There is no such partner; all are shown.")},
    )

    # Not the mirrors, which stand under this language in the words of another.
    only = forms.BooleanField(
        required=False,
        # Translators: name your own language, as English does here.
        label=_("In English only"),
    )

    field_order: Sequence[str] = ("topic", "partner", "kind", "attendance_mode", "start", "only")

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.is_valid()

    # Fields of less use, which stand behind a line that opens.
    rarely_used: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def active(self) -> dict[str, Any]:
        """What filters: the values by the names of their fields."""
        names = (name for name, field in self.fields.items() if not isinstance(field.widget, forms.HiddenInput))
        return {name: value for name in names if (value := self.cleaned_data.get(name))}

    @property
    def is_active(self) -> bool:
        """Whether anything filters."""
        return bool(self.active)

    @property
    def is_plain(self) -> bool:
        """Whether the address asks for nothing in particular."""
        return not self.errors and not any(self.cleaned_data.values())

    @property
    def unfiltered(self) -> str:
        """The query of the same view without any filter."""
        return self.without(*(field.name for field in self.visible_fields()))

    def without(self, *names: str) -> str:
        """The query of the same view without some of its parameters."""
        return query_without(self.data, *names)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.rarely_used]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.rarely_used]

    @property
    def is_opened(self) -> bool:
        """Whether one of the other fields filters, or is wrong, and must be seen."""
        return any(name in self.rarely_used for name in (*self.active, *self.errors))

    @property
    def chips(self) -> list[Chip]:
        """What filters, each with the way to do without it."""
        return [Chip(self.in_words(name, value), query_without(self.data, name)) for name, value in self.active.items()]

    def in_words(self, name: str, value: Any) -> str:
        """What a reader is told of a filter that is set."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(options_of(field)).get(value, value))
        if isinstance(value, dt.date):
            return f"{field.label} {long_date(value, writing_language())}"
        return str(value)

    def in_a_row(self, name: str, value: Any) -> str:
        """The same in a row with others, as the title of a feed has it."""
        if isinstance(value, dt.date):
            day = long_date(value, writing_language())
            return (gettext("from %(day)s") if name == "start" else gettext("until %(day)s")) % {"day": day}
        return self.in_words(name, value)

    def tell_counts(self, facets: Facets) -> None:
        """Says beside each option how many items it would leave, and leaves out those that would leave none."""
        for name in facets.counted:
            field = self.fields[name]
            if isinstance(field, forms.BooleanField):
                # The form has bound its fields already, each with its label.
                self[name].label = _with_count(field.label, facets.of(name, "true"))
            elif isinstance(field, forms.ModelChoiceField):
                by_key = {item.pk: item for item in field.queryset or ()}
                options = [(item.key, item, facets.of(name, pk)) for pk, item in by_key.items()]
                self._offer(name, str(field.empty_label), options)
            elif isinstance(field, forms.ChoiceField):
                (_blank, all_of_them), *choices = options_of(field)
                options = [(value, label, facets.of(name, value)) for value, label in choices]
                self._offer(name, str(all_of_them), options)

    def _offer(self, name: str, blank: str, options: list[tuple[str, Any, int]]) -> None:
        chosen = self[name].value()
        self.fields[name].widget.choices = [
            ("", blank),
            *((value, _with_count(label, count)) for value, label, count in options if count or value == chosen),
        ]

    @property
    def notices(self) -> list[str]:
        """What the reader must be told about the address that asked for the list."""
        return [str(error) for errors in self.errors.values() for error in errors]

    def narrow(self, items: QS) -> QS:
        """`items` as far as the parameters let them through."""
        if topic := self.cleaned_data.get("topic"):
            items = items.about(topic)
        if partner := self.cleaned_data.get("partner"):
            items = items.by_partner(partner)
        if self.cleaned_data.get("only"):
            items = items.filter(in_language=models.F("locale__language_code"))
        return items


def _with_count(label: Any, count: int) -> str:
    return f"{label} ({number(count, writing_language())})"


def options_of(field: forms.ChoiceField) -> list[tuple[str, Any]]:
    """The options of a list that has no groups."""
    return [(str(option), label) for option, label in cast(Iterable[tuple[Any, Any]], field.choices)]


def query_without(data: Any, *names: str) -> str:
    """The query of an address, from its first page on, without some parameters."""
    query = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    for name in (*names, PARAMETER):
        query.pop(name, None)
    return f"?{query.urlencode()}"
