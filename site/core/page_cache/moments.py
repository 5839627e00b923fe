"""Until when a page that was made at a moment says the same, as long as nobody changes anything."""

import datetime as dt
from collections.abc import Callable
from threading import Lock

from django.utils import timezone

from core.days import DAY, day_start

NextChange = Callable[[dt.datetime], dt.datetime | None]
# What nobody thought of is put right after this.
LONGEST = dt.timedelta(minutes=10)

_sources: list[NextChange] = []


def changes_by_time(source: NextChange) -> NextChange:
    """Registers a function from a moment to the next one, that one included, at which pages change by themselves."""
    _sources.append(source)
    return source


class Moments:
    """The end of what is kept. What is registered is asked once for each edition, and again when that has passed."""

    def __init__(self) -> None:
        self._edition: str | None = None
        self._next = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._lock = Lock()

    def end_of(self, edition: str, at: dt.datetime) -> dt.datetime:
        """A page made at `at` may be shown before this: the next date, the next beginning or end of an event …"""
        with self._lock:
            if edition != self._edition or self._next <= at:
                midnight = day_start(timezone.localdate(at) + DAY)
                self._next = min([midnight, *filter(None, (source(at) for source in _sources))])
                self._edition = edition
            return min(self._next, at + LONGEST)
