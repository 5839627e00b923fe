"""What the components of the search are shown with. The search is another app: its objects are played here."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.languages import tag
from core.pagination import Listing
from core.templatetags.portal import Navigation
from events.forms import EventFilterForm
from events.models import EventPage
from home.styleguide import objects
from home.styleguide.objects import NOWHERE
from home.styleguide.texts import Texts

PUBLISHED = objects.MOMENT


def result(texts: Texts, **fields: Any) -> SimpleNamespace:
    """A result whose first word was looked for."""
    title, summary = fields.pop("title", texts.title), fields.pop("summary", texts.summary)
    event: EventPage | None = fields.pop("event", None)
    defaults = {
        "kind": _("Article"),
        "url": NOWHERE,
        "lang": "",
        "excerpt": SimpleNamespace(title=_marked(title), text=_marked(summary) if summary else ""),
        "partners": [objects.partner(texts)],
        "event": event,
        "has_date": event is None,
        "is_promoted": False,
        "entry": SimpleNamespace(
            date=PUBLISHED,
            in_language=fields.get("in_language", texts.code),
            text=SimpleNamespace(is_sample=True),
        ),
    }
    return SimpleNamespace(**defaults | fields)


def _marked(text: str) -> str:
    first, _space, rest = text.partition(" ")
    return format_html("<mark>{}</mark> {}", first, rest)


def form(texts: Texts, **fields: Any) -> SimpleNamespace:
    events = EventFilterForm(QueryDict(mutable=True) | {"q": texts.acronym, "free": "on"})
    defaults = {
        "q": events["q"],
        "query": texts.acronym,
        "filters": [events["kind"], events["region"]],
        "chips": events.chips,
        "errors": {},
        "is_narrowed": True,
        "has_both_languages": False,
        "unfiltered": "?",
    }
    return SimpleNamespace(**defaults | fields)


def search(texts: Texts, **fields: Any) -> SimpleNamespace:
    """A search that found three things and a promoted one; `fields` say what is otherwise."""
    other = objects.other(texts)
    mirror = result(texts, title=other.long_title, summary=other.summary, lang=tag(other.code), in_language=other.code)
    defaults = {
        "is_asked": True,
        "language": texts.code,
        "form": form(texts),
        "total": 3,
        "has_more": False,
        "results": [result(texts), mirror, result(texts, event=objects.event(texts), title=texts.long_event)],
        "promoted": [result(texts, is_promoted=True)],
        "is_in_both": False,
        "is_cut": False,
        "elsewhere": 3,
        "has_some_words_only": False,
        "correction": "",
        "correction_url": NOWHERE,
        "both_languages_url": NOWHERE,
    }
    return SimpleNamespace(**defaults | fields)


def cases(texts: Texts) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Component, case, data."""
    listing = Listing(Paginator(range(3), 1).page(1))
    plain, narrowed = form(texts, is_narrowed=False, chips=[]), form(texts)
    context = {"nav": Navigation(), "filter_form": narrowed, "search": search(texts), "listing": listing}
    nothing = search(texts, results=[], promoted=[], total=0, elsewhere=0)
    misspelt = search(texts, correction=texts.long_title, results=[], total=0, elsewhere=0)
    name = "components/search_result.html"
    yield name, _("Long title"), {"item": result(texts, title=texts.long_title, summary=texts.long_summary)}
    yield name, _("Without summary"), {"item": result(texts, summary="")}
    yield name, _("An event"), {"item": result(texts, event=objects.event(texts, status="cancelled"))}
    yield name, _("Chosen by the editorial board"), {"item": result(texts, is_promoted=True)}
    name = "components/search_form.html"
    yield name, _("Filtered"), context
    yield name, _("Before a search"), context | {"search": search(texts, is_asked=False)}
    name = "components/search_results.html"
    yield name, _("Several items"), context
    yield name, _("No item"), context | {"search": nothing, "filter_form": plain}
    name = "components/search_languages.html"
    yield name, _("More in the other language"), context
    yield name, _("In the other language"), context | {"search": search(texts, is_in_both=True)}
    name = "components/search_nothing.html"
    yield name, _("Filtered"), context | {"search": nothing}
    yield name, _("Without filters"), context | {"search": nothing, "filter_form": plain}
    yield "components/search_correction.html", "", context | {"search": misspelt}
