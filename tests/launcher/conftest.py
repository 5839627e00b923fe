"""A launcher of one's own for each test: its state folder is new, its port is free, and it is stopped at the end."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher.portal import Portal
from tests.ports import free_port


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A new folder whose path is short enough for sockets, and that everybody may pass through."""
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def portal(short_path: Path) -> Iterator[Portal]:
    portal = Portal(short_path / "var", free_port())
    yield portal
    portal.clean_up()
