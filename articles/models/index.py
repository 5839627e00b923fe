"""The list of all articles."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.forms import ArticleFilterForm
from articles.models.pages import ArticlePage
from core.pagination import page_of
from partners.models import PlatformPage

ITEMS_PER_PAGE = 12


class ArticleIndexPage(PlatformPage):
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
        context = super().get_context(request, *args, **kwargs)
        form = ArticleFilterForm(request.GET)
        articles = form.narrow(ArticlePage.objects.published().in_locale(self.locale))
        context["filter_form"] = form
        context["listing"] = page_of(articles.newest_first().for_cards(), request, ITEMS_PER_PAGE)
        return context
