"""What the tests of faults share: a portal of real processes, with pages that are due and people to write to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.world import DATABASE, World, copy_of

PAGES = 40


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server that was stopped, with everything that the tests begin with."""
    folder = tmp_path_factory.mktemp("prepared")
    world = World(folder)
    try:
        world.start_database()
        world.cluster.create_database(DATABASE)
        world.run("migrate", "--verbosity", "0")
        world.do("making", str(PAGES))
    finally:
        world.close()
    return folder


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> Iterator[World]:
    yield from copy_of(prepared, tmp_path)
