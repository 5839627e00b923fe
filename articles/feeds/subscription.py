"""How one subscribes to what the article index shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from articles.feeds import atom, json_feed
from articles.feeds.selection import title_of
from partners.feeds.filters import query_of

if TYPE_CHECKING:
    from articles.forms import ArticleFilterForm
    from articles.models import ArticleIndexPage


@dataclass(frozen=True)
class Subscription:
    """`title` says what is subscribed to; the rest are absolute addresses."""

    title: str
    is_filtered: bool
    atom: str
    json: str


def subscription_of(index: "ArticleIndexPage", form: "ArticleFilterForm", request: HttpRequest | None) -> Subscription:
    """To what the form lets through, in the active language, which is that of the page."""
    base, query = index.get_full_url(request) or "/", query_of(form)
    return Subscription(title_of(form), bool(query), f"{base}{atom.NAME}{query}", f"{base}{json_feed.NAME}{query}")
