"""The filter of the search: one form for every face of it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.facets import Counted, Facets
from partners.forms import ContentFilterForm
from search.enums import Languages, Period, ResultKind
from search.models import is_about, is_of

MAX_QUERY_LENGTH = 200
MONTH, YEAR = dt.timedelta(days=30), dt.timedelta(days=365)

# What the options of the filters count by.
COUNTED = {
    "kind": Counted("kind"),
    "topic": Counted("topics", is_list=True),
    "partner": Counted("partners", is_list=True),
    "languages": Counted("in_language"),
}


class SearchForm(ContentFilterForm):
    """The words to look for, under the name `q`, and what narrows the results. What means nothing is reported."""

    q = forms.CharField(
        required=False,
        max_length=MAX_QUERY_LENGTH,
        strip=True,
        label=_("Search"),
        error_messages={
            "max_length": _("Please search with fewer words."),
            "null_characters_not_allowed": _("This has signs that cannot be searched for."),
        },
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MAX_QUERY_LENGTH, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        choices=[("", _("All kinds")), *ResultKind.choices],
        required=False,
        label=_("Kind"),
        error_messages={"invalid_choice": _("There is no such kind; all are shown.")},
    )
    period = forms.ChoiceField(
        choices=[("", _("Any time")), *Period.choices],
        required=False,
        label=_("Period"),
        error_messages={"invalid_choice": _("There is no such period; all are shown.")},
    )
    languages = forms.ChoiceField(
        # Translators: name your own language, as English does here.
        choices=[("", _("English only")), *Languages.choices],
        required=False,
        label=_("Language"),
        error_messages={"invalid_choice": _("There is no such choice of languages; it is left out.")},
    )
    # Said by `languages`.
    only = None  # type: ignore[assignment]  # as Django takes a field away

    field_order = ("q", "kind", "topic", "partner", "period", "languages")

    @property
    def query(self) -> str:
        """What was typed; blank when nothing usable was."""
        return str(self.cleaned_data.get("q") or "")

    @property
    def filters(self) -> list[forms.BoundField]:
        """What narrows the results, besides the words."""
        return [field for field in self.visible_fields() if field.name != "q"]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set that may leave results out."""
        return any(name not in ("q", "languages") for name in self.active)

    @property
    def chips(self) -> list[Any]:
        """The words stand in their field."""
        return [chip for name, chip in zip(self.active, super().chips, strict=True) if name != "q"]

    @property
    def unfiltered(self) -> str:
        """The query of the same words without any filter."""
        return self.without(*(field.name for field in self.filters))

    def conditions(self, language: str, at: dt.datetime) -> dict[str, Q]:
        """What entries must meet, by the names of the fields that say so.

        Unless both languages are asked for, texts must be in that of the page.
        """
        value = self.cleaned_data.get
        found: dict[str, Q] = {}
        if kind := value("kind"):
            found["kind"] = Q(kind=kind)
        if topic := value("topic"):
            found["topic"] = is_about(topic)
        if partner := value("partner"):
            found["partner"] = is_of(partner)
        if period := value("period"):
            found["period"] = _within(Period(period), at)
        if not self.has_both_languages:
            found["languages"] = Q(in_language=language)
        return found

    @property
    def has_both_languages(self) -> bool:
        return self.cleaned_data.get("languages") == Languages.BOTH

    def tell_counts(self, facets: Facets) -> None:
        """The languages are told of beside the results, not in their list."""
        offered = [name for name in facets.counted if name != "languages"]
        super().tell_counts(replace(facets, counted=offered))


def _within(period: Period, at: dt.datetime) -> Q:
    if period is Period.COMING:
        return Q(until__gte=at)
    # What is still to come was not published in the last days; it takes place.
    past = Q(until=None) | Q(until__lt=at)
    if period is Period.OLDER:
        return past & Q(date__lt=at - YEAR)
    return past & Q(date__gte=at - (MONTH if period is Period.MONTH else YEAR), date__lte=at)
