"""The next events as an Atom feed (RFC 4287). An entry is an event; when and where it is stands in its summary."""

import datetime as dt
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from core.languages import tag
from core.share_cards import SITE_NAME
from events.feeds.entries import Entry, categories, headline, organizers, place, plain, when
from events.feeds.selection import Selection

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAME = "calendar.atom"


class EventFeed(Atom1Feed):
    """Django's feed, with a language of its own for what is written in another one, and no look at the clock."""

    def latest_post_date(self) -> dt.datetime:
        updated: dt.datetime = self.feed["updated"]
        return updated

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().item_attributes(item) | ({"xml:lang": item["language"]} if item["language"] else {})


def atom(selection: Selection) -> bytes:
    feed = EventFeed(
        title=plain(selection.title),
        link=selection.page_url,
        description=None,
        language=tag(selection.language),
        author_name=SITE_NAME,
        feed_url=selection.feed_url(NAME),
        updated=selection.updated,
    )
    for entry in selection.entries:
        _add(feed, entry)
    return feed.writeString("utf-8").encode()


def _add(feed: EventFeed, entry: Entry) -> None:
    event, date = entry.event, entry.date
    lines = [when(entry, date) if date else "", place(event), entry.summary]
    # Django writes summaries as HTML.
    summary = "<br>".join(escape(line) for line in lines if line)
    is_cancelled = bool(date and date.is_cancelled)
    feed.add_item(
        title=headline(entry, is_cancelled=is_cancelled),
        link=entry.url,
        description=summary,
        unique_id=f"urn:uuid:{entry.uid}",
        pubdate=entry.published_at,
        updateddate=entry.changed_at,
        author_name=next(iter(organizers(event)), None),
        categories=categories(event),
        language=tag(event.in_language) if event.is_mirror else "",
    )
