"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from core.models import all_pages
from core.pagination import page_of
from search.forms import SearchForm

RESULTS_PER_PAGE = 20
HOME_DEPTH = 2  # of the home pages in the tree; the search leads to what stands below them


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Public pages in the language of the address that hold the words asked for, the best first."""
    form = SearchForm(request.GET)
    listing = None
    if form.query:
        pages = all_pages().published_for_search().filter(locale=Locale.get_active(), depth__gt=HOME_DEPTH)
        listing = page_of(pages.search(form.query), request, RESULTS_PER_PAGE)
    context = {"form": form, "listing": listing, "site": Site.find_for_request(request)}
    return render(request, "search/search.html", context)
