"""A JSON feed (jsonfeed.org, version 1.1)."""

import json
from collections.abc import Iterable
from typing import Any

from core.languages import tag
from core.share_cards import SITE_NAME

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def document(*, title: str, page_url: str, feed_url: str, language: str, items: Iterable[dict[str, Any]]) -> bytes:
    """The feed of some items, each as the format has it."""
    feed = {
        "version": VERSION,
        "title": title,
        "home_page_url": page_url,
        "feed_url": feed_url,
        "language": tag(language),
        "authors": [{"name": SITE_NAME}],
        "items": list(items),
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()
