"""The list of all articles."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.feeds.routes import ArticleFeedsMixin
from partners.models import PlatformPage


class ArticleIndexPage(ArticleFeedsMixin, PlatformPage):
    """Industry intelligence: the articles of all partners, gathered by query."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "articles/article_index_page.html"
    schema_type = "CollectionPage"
    page_description = _("Gathers the articles of all partners.")

    class Meta:
        verbose_name = _("article index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # They ask for articles themselves.
        from articles.feeds.subscription import subscription_of
        from articles.forms import ArticleFilterForm
        from articles.listing import ArticleList

        context = super().get_context(request, *args, **kwargs)
        form = ArticleFilterForm(request.GET)
        articles = ArticleList(self.locale, form)
        form.tell_counts(articles.facets)
        context["filter_form"] = form
        context["articles"] = articles
        context["listing"] = articles.listing(request)
        context["subscription"] = subscription_of(self, form, request)
        return context
