"""The newest articles as an Atom feed (RFC 4287)."""

from django.utils.html import escape

from articles.feeds.entries import Entry
from articles.feeds.selection import Selection
from core.feeds.atom import AtomFeed
from core.languages import tag
from core.share_cards import SITE_NAME

NAME = "articles.atom"


def atom(selection: Selection) -> bytes:
    feed = selection.new_atom(NAME)
    for entry in selection.entries:
        _add(feed, entry)
    return feed.writeString("utf-8").encode()


def _add(feed: AtomFeed, entry: Entry) -> None:
    article = entry.article
    first, *others = entry.authors or [SITE_NAME]
    feed.add_item(
        title=entry.title,
        link=entry.url,
        # Django writes summaries as HTML.
        description=escape(entry.summary),
        unique_id=entry.id,
        pubdate=entry.published_at,
        updateddate=entry.changed_at or entry.published_at,
        author_name=first,
        more_authors=others,
        categories=entry.categories,
        content=entry.content,
        language=tag(article.in_language) if article.is_mirror else "",
        item_copyright=article.licence_url or None,
        picture=(entry.picture_url, entry.picture.media_type) if entry.picture else None,
    )
