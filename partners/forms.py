"""Filters that every list of what partners publish has in common."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Topic
from partners.models import Partner, PartnerContentQuerySet

QS = TypeVar("QS", bound=PartnerContentQuerySet)


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

    @property
    def is_active(self) -> bool:
        """Whether anything filters."""
        return any(self.cleaned_data.get(name) for name in self.fields)

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
