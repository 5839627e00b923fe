"""The filter of a feed: as a query that means the same, and in words."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.formatting import long_date
from core.languages import writing_language
from core.models import Topic
from core.typography import tidy
from partners.models import Partner

if TYPE_CHECKING:
    from events.forms import EventFilterForm


def query_of(form: "EventFilterForm") -> str:
    """What filters, as the query of an address, "?topic=management&free=on", or blank. What means nothing is left out.

    Values stand in the order of the form, so that one filter has one address.
    """
    pairs = {name: _written(value) for name, value in form.active.items()}
    return f"?{urlencode(pairs)}" if pairs else ""


def title_of(form: "EventFilterForm") -> str:
    """What is subscribed to, in the active language: « Calendrier de Carrefour-TIC : Gestion, CRIM, gratuit »."""
    words = [_in_words(form, name, value) for name, value in form.active.items()]
    if not words:
        return _("Calendar of Carrefour-TIC")
    return _("Calendar of Carrefour-TIC: %(filters)s") % {"filters": ", ".join(words)}


def _written(value: Any) -> str:
    if isinstance(value, Topic | Partner):
        return value.key
    if isinstance(value, dt.date):
        return value.isoformat()
    return "on" if value is True else str(value)


def _in_words(form: "EventFilterForm", name: str, value: Any) -> str:
    """As the calendar says it, but in a row with others."""
    lang = writing_language()
    if name == "q":
        return tidy(f'"{value}"', lang)
    if name == "free":
        return _("free")
    if isinstance(value, dt.date):
        day = long_date(value, lang)
        return (_("from %(day)s") if name == "start" else _("until %(day)s")) % {"day": day}
    return form.in_words(name, value)
