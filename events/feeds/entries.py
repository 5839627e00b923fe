"""An event as all feeds tell of it, and which words they use. Texts are in the language of the event's own page."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.feeds.texts import plain
from core.formatting import event_when
from core.typography import tidy
from events.enums import AttendanceMode, EventStatus
from events.schedule import ScheduledDate

if TYPE_CHECKING:
    from events.models import EventPage

# RFC 5545's SEQUENCE counts from here, in seconds; its 31 bits last until 2068.
SEQUENCE_START = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """An event in one language's feed.

    `url` is the absolute address of its page there. `changed_at` is when anybody last published it, in any language
    (see `last_change`). `dates` are those that are next, soonest first; or the last one, where all are over.
    """

    event: "EventPage"
    url: str
    changed_at: dt.datetime
    dates: tuple[ScheduledDate, ...] = ()

    @property
    def uid(self) -> str:
        """The same in both languages, and wherever the page is moved (RFC 7986, section 5.3, wants a UUID)."""
        return str(self.event.translation_key)

    @property
    def sequence(self) -> int:
        """Grows with every publication (RFC 5545, section 3.8.7.4)."""
        return int((self.changed_at - SEQUENCE_START).total_seconds())

    @property
    def published_at(self) -> dt.datetime:
        return self.event.first_published_at or self.changed_at

    @property
    def organizer_url(self) -> str:
        """The partner's area: every event stands directly below one."""
        return urljoin(self.url, "../")

    @property
    def date(self) -> ScheduledDate | None:
        """The date that matters: the next that takes place, else the first of `dates`."""
        return next((date for date in self.dates if not date.is_cancelled), self.dates[0] if self.dates else None)

    @property
    def title(self) -> str:
        return plain(tidy(self.event.title, self.event.text_language))

    @property
    def summary(self) -> str:
        return plain(tidy(self.event.summary, self.event.text_language))


def headline(entry: Entry, *, is_cancelled: bool = False) -> str:
    """The title, after the status where that is what one must know first: « Reporté : Une journée »."""
    event = entry.event
    with override(event.text_language):
        status = ""
        if is_cancelled or event.status == EventStatus.CANCELLED:
            status = str(EventStatus.CANCELLED.label)
        elif event.status == EventStatus.POSTPONED:
            status = str(EventStatus.POSTPONED.label)
        return _("%(status)s: %(title)s") % {"status": status, "title": entry.title} if status else entry.title


def when(entry: Entry, date: ScheduledDate) -> str:
    """« Mardi 1er décembre 2026, de 9 h à 11 h », by the clock of the event."""
    event = entry.event
    return event_when(date.start, date.end, event.all_day, event.text_language, event.zone)


def place(event: "EventPage") -> str:
    """Venue and address on one line; of an online event, that it is one."""
    with override(event.text_language):
        online = str(AttendanceMode.ONLINE.label)
    if event.attendance_mode == AttendanceMode.ONLINE:
        return online
    town = " ".join(filter(None, [event.city, event.postal_code]))
    parts = [event.venue_name, event.street_address, town or event.get_region_display()]
    if event.attendance_mode == AttendanceMode.HYBRID:
        parts.append(online)
    return plain(", ".join(filter(None, parts)))


def organizers(event: "EventPage") -> list[str]:
    """The names of all who organize it, the first one first."""
    others = [partner.acronym for partner in event.co_organizer_list if partner != event.partner]
    names = [event.organizer_name, *others, *event.other_organizer_names]
    return [plain(name) for name in dict.fromkeys(names) if name]


def description(entry: Entry, *more: str) -> str:
    """What it is about, who organizes it, and where to read on; `more` lines stand before the last."""
    event = entry.event
    with override(event.text_language):
        facts = [_("Sample content")] if event.is_sample else []
        if event.status == EventStatus.SOLD_OUT:
            facts.append(str(EventStatus.SOLD_OUT.label))
        if names := organizers(event):
            facts.append(_("Organized by %(names)s") % {"names": ", ".join(names)})
    return "\n\n".join(filter(None, [entry.summary, "\n".join([*facts, *more]), entry.url]))


def categories(event: "EventPage") -> list[str]:
    """What kind it is and its topics, in the language of the feed."""
    language = event.locale.language_code
    with override(language):
        kind = str(event.get_kind_display())
    return [kind, *(plain(type(topic).title.in_language(topic, language)) for topic in event.topics.all())]
