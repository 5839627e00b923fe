"""A link in the file system that names the edition: a proxy that has its target in its keys forgets all at once.

nginx has no purge that reaches every page. But `$realpath_root` is looked up for every request, so turning one link is
a purge, and costs the reader's request some microseconds.
"""

import contextlib
import logging
import os
import time
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.page_cache.editions import Editions

logger = logging.getLogger(__name__)

# Seconds between two looks at the database where nobody asks for a page: the proxy answers all.
INTERVAL = 0.1


class EditionLink:
    """`path` is made to lead to an empty folder beside it that is named for the edition."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def turn(self, edition: str) -> None:
        """Two processes that do so at once do no harm: the next look of either puts it right."""
        folder = self.path.with_name(f"{self.path.name}-{edition}")
        try:
            folder.mkdir(exist_ok=True)
            last = self.path.resolve()
            if last == folder:
                return
            new = self.path.with_name(f".{self.path.name}-{os.getpid()}")
            new.unlink(missing_ok=True)
            new.symlink_to(folder.name)
            new.replace(self.path)
            if last.name.startswith(f"{self.path.name}-"):
                # A request in the proxy may just be looking; what is left behind is an empty folder.
                with contextlib.suppress(OSError):
                    last.rmdir()
        except OSError:
            # The proxy then asks for each page once a second.
            logger.exception("%s cannot be turned.", self.path)


class Follower:
    """A thread that keeps up with the edition for as long as the process lives. It is started after the fork."""

    def __init__(self, editions: "Editions") -> None:
        self._editions = editions
        self._lock = Lock()
        self._process = 0

    def start(self) -> None:
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._process = os.getpid()
                    Thread(target=self._follow, name="edition", daemon=True).start()

    def _follow(self) -> None:
        while True:
            self._editions.current()
            time.sleep(INTERVAL)
