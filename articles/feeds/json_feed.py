"""The newest articles as a JSON feed (jsonfeed.org, version 1.1).

Each item carries what the format has no name for in an extension of its own, `_article`:

    kind       as the filter of the article index writes it
    partner    the key of the partner that publishes it, blank for none
    licence    the address of the licence, blank where all rights are reserved
    sources    title, publisher, url and date ("2026-12-01") of each; blank where unknown
"""

from typing import Any

from articles.feeds.entries import Entry
from articles.feeds.selection import Selection
from core.feeds.texts import plain
from core.formatting import iso
from core.languages import tag

NAME = "articles.json"


def json_feed(selection: Selection) -> bytes:
    return selection.as_json(NAME, [_item(entry) for entry in selection.entries])


def _item(entry: Entry) -> dict[str, Any]:
    article = entry.article
    moments = {"date_published": entry.published_at, "date_modified": entry.changed_at or entry.published_at}
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        **{name: iso(moment) for name, moment in moments.items() if moment},
        "authors": [{"name": name} for name in entry.authors],
        "tags": entry.categories,
        "language": tag(article.in_language),
        **({"image": entry.picture_url} if entry.picture else {}),
        "_article": _article(entry),
    }


def _article(entry: Entry) -> dict[str, Any]:
    article = entry.article
    return {
        "kind": article.kind,
        "partner": article.partner.key if article.partner else "",
        "licence": article.licence_url,
        "sources": [
            {
                "title": plain(source.title),
                "publisher": plain(source.publisher),
                "url": source.url,
                "date": iso(source.published_on) if source.published_on else "",
            }
            for source in article.source_list
        ],
    }
