"""What the article index has besides its list: its archive by month, and its feeds."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin

from core.feeds.routes import itself, route


class ArticleFeedsMixin(RoutablePageMixin):
    """The addresses below that of the article index."""

    @route("archives/")
    def archives(self, request: HttpRequest) -> HttpResponse:
        from articles.feeds import responses

        return responses.archive(itself(self), request)

    @route("articles.atom/")
    def articles_atom(self, request: HttpRequest) -> HttpResponse:
        from articles.feeds import responses

        return responses.articles_atom(itself(self), request)

    @route("articles.json/")
    def articles_json(self, request: HttpRequest) -> HttpResponse:
        from articles.feeds import responses

        return responses.articles_json(itself(self), request)
