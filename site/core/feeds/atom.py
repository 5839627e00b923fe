"""An Atom feed (RFC 4287)."""

import datetime as dt
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class AtomFeed(Atom1Feed):
    """Django's feed, without a look at the clock, and with what it does not know.

    An item may have a `language` of its own, where it is not that of the feed, `more_authors`, `content` in HTML, and
    a `picture`: its address and its media type.
    """

    def latest_post_date(self) -> dt.datetime:
        updated: dt.datetime = self.feed["updated"]
        return updated

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().item_attributes(item) | ({"xml:lang": item["language"]} if item["language"] else {})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        # The first author of an item is Django's.
        for name in item.get("more_authors", ()):
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if picture := item.get("picture"):
            url, media_type = picture
            handler.addQuickElement("link", None, {"rel": "enclosure", "href": url, "type": media_type})
        if content := item.get("content"):
            handler.addQuickElement("content", content, {"type": "html"})
