"""What the saved version of an article still lacks, beside its form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles import links
from articles.checks import checks, links_of
from articles.models import ArticlePage


@require_GET
@never_cache
def show_checks(request: HttpRequest) -> HttpResponse:
    """The fragment of the panel, in the editor's language."""
    return _answer(request, request.GET.get("page", ""))


@require_POST
@never_cache
def check_links(request: HttpRequest) -> HttpResponse:
    """Has the worker look at the addresses to which the article leads; asks other sites only because somebody asked."""
    article = _article(request.POST.get("page", ""))
    links.have_checked(links_of(article))
    return _answer(request, str(article.pk))


def _answer(request: HttpRequest, pk: str) -> HttpResponse:
    article = _article(pk)
    context = {"checks": checks(article), "links": links.report_on(links_of(article)), "page": article}
    return render(request, "articles/admin/checks.html", context)


def _article(pk: str) -> ArticlePage:
    """The version that was saved last. Raises Http404."""
    if not pk.isdecimal():
        raise Http404
    page = get_object_or_404(ArticlePage, pk=pk)
    version: ArticlePage = page.get_latest_revision_as_object()
    return version
