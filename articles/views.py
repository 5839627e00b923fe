"""Pages that no editor writes: what somebody has written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from articles.enums import ArticleKind
from articles.listing import numbered
from articles.models import ArticlePage
from articles.models.listed import ListedArticle
from core.page_cache import may_be_kept

ITEMS_PER_PAGE = 12


@require_safe
def author(request: HttpRequest, key: str) -> HttpResponse:
    """The public articles of a person or a team, in the language of the address; who has none is not known here.

    An author is a name (see `articles.names`): two people of the same name share a page.
    """
    locale = Locale.get_active()
    listing = numbered(ListedArticle.objects.in_locale(locale).by_author(key).newest_first(), request, ITEMS_PER_PAGE)
    items = list(listing.page.object_list)
    if not items:
        raise Http404
    name = next(author for author in items[0].author_list if author.key == key)
    context = {
        "author": name,
        "listing": listing,
        "profile": _profile_of(name.name, locale),
        "site": Site.find_for_request(request),
    }
    may_be_kept(request)
    return render(request, "articles/author.html", context)


def _profile_of(name: str, locale: Locale) -> ArticlePage | None:
    """The newest public profile of who is called so."""
    profiles = ArticlePage.objects.published().in_locale(locale).filter(kind=ArticleKind.PROFILE)
    return profiles.filter(profile_name__iexact=name).newest_first().first()
