"""A link in the file system that names the edition: a proxy that has its target in its keys forgets all at once.

nginx has no purge that reaches every page. But `$realpath_root` is looked up for every request, so turning one link is
a purge, and costs the reader's request some microseconds.
"""

import contextlib
import fcntl
import logging
import os
import time
from collections.abc import Callable
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

    def turn(self, edition: Callable[[], str]) -> str:
        """Makes the link lead to what `edition` finds, and gives that.

        Processes do so one after the other, and each asks when its turn has come, so that none turns it back.
        """
        try:
            with self.path.with_name(f"{self.path.name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                found = edition()
                self._turn(self.path.with_name(f"{self.path.name}-{found}"))
                return found
        except OSError:
            # The proxy asks for each page that is read once a second anyway.
            logger.exception("%s cannot be turned.", self.path)
            return edition()

    def _turn(self, folder: Path) -> None:
        last = self.path.resolve()
        if last == folder:
            return
        folder.mkdir(exist_ok=True)
        new = self.path.with_name(f".{self.path.name}-{os.getpid()}")
        new.unlink(missing_ok=True)
        new.symlink_to(folder.name)
        new.replace(self.path)
        if last.name.startswith(f"{self.path.name}-"):
            with contextlib.suppress(OSError):
                last.rmdir()


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
