"""Answers with the archive and the feeds of articles."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.feeds import atom, json_feed
from articles.feeds.selection import Selection
from articles.forms import ArchiveFilterForm
from articles.listing import ArticleList
from core.feeds.answers import for_scripts
from core.feeds.atom import CONTENT_TYPE as ATOM
from core.feeds.json_feed import CONTENT_TYPE as JSON_FEED
from partners.feeds.selection import answer
from partners.models import PlatformPage

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage

# Below the address of the index; see `articles.feeds.routes`.
ARCHIVE = "archives/"


def archive(page: "ArticleIndexPage", request: HttpRequest) -> HttpResponse:
    """The months that have articles, for what the filter lets through."""
    form = ArchiveFilterForm(request.GET)
    context = PlatformPage.get_context(page, request)
    context |= {"filter_form": form, "articles": ArticleList(page.locale, form), "subpath": ARCHIVE}
    return TemplateResponse(request, "articles/article_archive.html", context)


def articles_atom(page: "ArticleIndexPage", request: HttpRequest) -> HttpResponse:
    return answer(Selection, page, request, ATOM, atom.atom)


def articles_json(page: "ArticleIndexPage", request: HttpRequest) -> HttpResponse:
    """The only one that scripts of other sites may read."""
    return for_scripts(answer(Selection, page, request, JSON_FEED, json_feed.json_feed))
