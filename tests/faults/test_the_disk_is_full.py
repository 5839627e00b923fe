"""The database's disk is full: what does not fit is not done at all, and is done once when there is room again.

Files of the server may not grow past 16 MiB (RLIMIT_FSIZE), which its journal never does. The table to which each
publication adds a row has come to that size.
"""

import resource
import urllib.request
from typing import Any

import psycopg
import pytest

from tests.faults.conftest import PAGES
from tests.faults.test_publishing_is_interrupted import LEFT, PUBLIC, assert_all_done_once, assert_whole
from tests.faults.world import World, wait_until
from tests.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.fault]

LIMIT = 16 * 1024 * 1024
# Changes that change nothing.
FILL = "INSERT INTO core_publicchange (edition) SELECT 0 FROM generate_series(1, %s)"


def start_again(world: World, limit: int) -> None:
    """The server, with files of at most `limit` bytes."""
    world.stop_database()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        world.start_database()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def full(world: World) -> World:
    start_again(world, LIMIT)
    with psycopg.connect(world.url, autocommit=True) as connection:
        for rows in (20_000, 1):
            with pytest.raises(psycopg.Error, match="could not extend file"):
                fill(connection, rows)
    return world


def fill(connection: psycopg.Connection[Any], rows: int) -> None:
    while True:
        connection.execute(FILL, [rows])


def test_what_does_not_fit_is_done_later(full: World) -> None:
    full.run("publish_scheduled")
    assert (full.number(PUBLIC), full.number(LEFT)) == (0, PAGES)
    assert_whole(full)
    assert "could not extend file" in (full.folder / "publish_scheduled.log").read_text()

    start_again(full, resource.RLIM_INFINITY)
    full.run("publish_scheduled")
    assert_all_done_once(full)


def test_readers_notice_nothing(full: World) -> None:
    port = free_port()
    server = full.spawn("gunicorn", ["gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "config.wsgi"])
    log = full.folder / "gunicorn.log"
    wait_until(lambda: "Booting worker" in log.read_text(), server)
    for address in ("/fr/", "/en/", "/fr/veille/", "/fr/calendrier/"):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=60) as response:
            assert response.status == 200
