"""The next events as an Atom feed (RFC 4287). An entry is an event; when and where it is stands in its summary."""

from django.utils.html import escape

from core.feeds.atom import AtomFeed
from core.languages import tag
from events.feeds.entries import Entry, categories, headline, organizers, place, when
from events.feeds.selection import Selection

NAME = "calendar.atom"


def atom(selection: Selection) -> bytes:
    feed = selection.new_atom(NAME)
    for entry in selection.entries:
        _add(feed, entry)
    return feed.writeString("utf-8").encode()


def _add(feed: AtomFeed, entry: Entry) -> None:
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
