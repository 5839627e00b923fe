"""What a reader types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_QUERY_LENGTH = 200


class SearchForm(forms.Form):
    """The words to look for, under the name `q`."""

    q = forms.CharField(
        required=False,
        max_length=MAX_QUERY_LENGTH,
        label=_("Search"),
        error_messages={"max_length": _("Please search with fewer words.")},
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="search-%s")
        self.is_valid()

    @property
    def query(self) -> str:
        """The words, blank when nothing usable was typed; with the apostrophe that texts are printed with."""
        return str(self.cleaned_data.get("q", "")).replace("'", "’")
