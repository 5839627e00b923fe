"""The filter of a feed: as a query that means the same, and in words."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model

from partners.forms import ContentFilterForm


def query_of(form: ContentFilterForm) -> str:
    """What filters, as the query of an address, "?topic=management&free=on", or blank. What means nothing is left out.

    Values stand in the order of the form, so that one filter has one address.
    """
    pairs = {name: _written(value) for name, value in form.active.items()}
    return f"?{urlencode(pairs)}" if pairs else ""


def words_of(form: ContentFilterForm) -> str:
    """What filters, in the active language: « Gestion, CRIM, gratuit », or blank."""
    return ", ".join(form.in_a_row(name, value) for name, value in form.active.items())


def _written(value: Any) -> str:
    if isinstance(value, Model):
        # A topic, a partner: whatever an address names by its key.
        return str(value.key)  # type: ignore[attr-defined]
    if isinstance(value, dt.date):
        return value.isoformat()
    return "on" if value is True else str(value)
