"""Where a result is."""

from django.http import HttpRequest
from django.urls import reverse

from search.enums import ResultKind
from search.models import SearchEntry
from search.people import author_of


def address_of(entry: SearchEntry, request: HttpRequest) -> str:
    """Of a page, of the document itself, or of what a person has written."""
    if entry.kind == ResultKind.PERSON:
        return reverse("author", args=[author_of(entry.key)])
    if entry.document:
        return str(entry.document.url)
    return str(entry.page.get_url(request) or "")
