"""The search page, and what it suggests while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from search.forms import SearchForm
from search.results import Search
from search.suggestions import suggestions
from search.unanswered import count_unanswered

# Seconds. What is withdrawn is suggested no longer than this after.
KEPT_FOR = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is public, in the tree of the address, that has the words asked for, the best first."""
    form = SearchForm(request.GET)
    found = Search(form, Locale.get_active(), request, at=timezone.now())
    context = {"filter_form": form, "search": found, "site": Site.find_for_request(request)}
    if found.is_asked:
        if not found.facets.is_cut:
            form.tell_counts(found.options)
        context["listing"] = found.listing
        if found.total == 0 or found.has_some_words_only:
            _count(request, found)
    return render(request, "search/search.html", context)


def _count(request: HttpRequest, found: Search) -> None:
    """A search that the filters left without results is none that found nothing."""
    if request.method == "GET" and not found.form.is_narrowed and found.listing.page.number == 1:
        count_unanswered(found.form.query, found.language, found.at)


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def suggest(request: HttpRequest) -> JsonResponse:
    """`{"suggestions": [{"title", "url", "kind", "lang"}, …]}` for what was typed so far."""
    return JsonResponse({"suggestions": suggestions(request.GET.get("q", ""), Locale.get_active(), request)})
