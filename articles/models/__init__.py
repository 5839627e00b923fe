"""Articles, their parts, and what stands beside them."""

from articles.models.index import ArticleIndexPage
from articles.models.links import CheckedLink, LinkState
from articles.models.listed import ListedArticle, ListedName
from articles.models.pages import ArticlePage, ArticleQuerySet
from articles.models.parts import ArticleSource, ReportItem
from articles.models.related import RelatedText

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleQuerySet",
    "ArticleSource",
    "CheckedLink",
    "LinkState",
    "ListedArticle",
    "ListedName",
    "RelatedText",
    "ReportItem",
]
