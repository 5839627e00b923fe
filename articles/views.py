"""Pages that no editor writes: what somebody has written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from articles.enums import ArticleKind
from articles.models import ArticlePage
from core.page_cache import may_be_kept
from core.pagination import page_of

ITEMS_PER_PAGE = 12


@require_safe
def author(request: HttpRequest, key: str) -> HttpResponse:
    """The public articles of a person or a team, in the language of the address; who has none is not known here.

    An author is a name (see `articles.names`): two people of the same name share a page.
    """
    public = ArticlePage.objects.published().in_locale(Locale.get_active())
    listing = page_of(public.by_author(key).newest_first().for_cards(), request, ITEMS_PER_PAGE)
    items = list(listing.page.object_list)
    if not items:
        raise Http404
    name = next(author for author in items[0].author_list if author.key == key)
    context = {
        "author": name,
        "listing": listing,
        "profile": public.filter(kind=ArticleKind.PROFILE, profile_name__iexact=name.name).first(),
        "site": Site.find_for_request(request),
    }
    may_be_kept(request)
    return render(request, "articles/author.html", context)
