"""What a feed of articles holds: the newest that a filter lets through, as the article index has them."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.feeds.entries import Entry
from articles.forms import ArticleFilterForm
from articles.models import ArticlePage
from articles.models.listed import ListedArticle
from core.feeds.texts import last_change
from partners.feeds.filters import words_of
from partners.feeds.selection import FeedSelection

# To be raised when a feed is written in another way, so that nobody keeps the former one.
EDITION = 1
MOST_ARTICLES = 50


class _Row(NamedTuple):
    """What is cheap to know of an article, and enough to know whether its entry has changed."""

    pk: int
    edition: int
    path: str
    changed_at: dt.datetime | None


class Selection(FeedSelection[ArticleFilterForm]):
    """The feed that is asked of the article index. In which order the page shows articles makes no other feed."""

    @cached_property
    def form(self) -> ArticleFilterForm:
        return ArticleFilterForm(self.request.GET)

    def title_in_words(self) -> str:
        return title_of(self.form)

    @property
    def changes(self) -> Iterable[dt.datetime | None]:
        return [row.changed_at for row in self._rows]

    @property
    def etag_parts(self) -> Iterable[object]:
        return [EDITION, *self._rows]

    @cached_property
    def entries(self) -> list[Entry]:
        """The articles, the newest first, with all that a feed tells of them, in a constant number of queries."""
        articles = public_articles().in_bulk([row.pk for row in self._rows])
        return [
            Entry(articles[row.pk], articles[row.pk].get_full_url(self.request) or "", row.changed_at)
            for row in self._rows
            if row.pk in articles
        ]

    @cached_property
    def _rows(self) -> list[_Row]:
        found = self.form.in_period(self.form.narrow(ListedArticle.objects.in_locale(self.page.locale)))
        # First which, and then of these only what their pages say.
        newest = found.newest_first().keys()[:MOST_ARTICLES]
        rows = ListedArticle.objects.filter(pk__in=list(newest)).newest_first()
        changed_at = last_change("article__translation_key")
        return [_Row(*row) for row in rows.values_list("pk", "edition", "article__url_path", changed_at)]


def public_articles() -> Any:
    """Public articles with all that a feed tells of them, in a constant number of queries, without the heavy body."""
    return (
        ArticlePage.objects.published()
        .select_related("locale", "partner", "image")
        .prefetch_related("topics", "sources")
        .defer("body")
    )


def title_of(form: ArticleFilterForm) -> str:
    """What is subscribed to, in the active language: « Veille de Carrefour-TIC : Gestion, CRIM »."""
    if words := words_of(form):
        return _("Industry intelligence of Carrefour-TIC: %(filters)s") % {"filters": words}
    return _("Industry intelligence of Carrefour-TIC")
