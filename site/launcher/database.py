"""The database the portal works on: a server named by DATABASE_URL, or one of our own."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from launcher import LauncherError, postgres
from launcher.paths import InUseError, State
from launcher.processes import Process

NAME = "carrefour"
CONNECT_TIMEOUT = 10  # seconds


@dataclass(frozen=True)
class Database:
    """The address of a database that answers, and its server if it is ours to watch."""

    url: str
    server: Process | None = None


@contextmanager
def opened(state: State) -> Iterator[Database]:
    """Give the database of DATABASE_URL, else start a server for the length of the block. Raises LauncherError."""
    url = os.environ.get("DATABASE_URL")
    if url:
        check(url)
        yield Database(url)
        return
    with postgres.running(state.postgres, log=state.log("postgres")) as cluster:
        cluster.create_database(NAME)
        yield Database(cluster.url(NAME), cluster.process)


@contextmanager
def published(state: State, database: Database) -> Iterator[None]:
    """Let management commands find the database that `run` has open (the address may hold a password: owner only)."""
    state.url_file.unlink(missing_ok=True)
    with os.fdopen(os.open(state.url_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(database.url)
    try:
        yield
    finally:
        state.url_file.unlink(missing_ok=True)


@contextmanager
def shared(state: State) -> Iterator[Database]:
    """Give the database that a running launcher has open, else open one for the length of the block."""
    if os.environ.get("DATABASE_URL"):
        with opened(state) as database:
            yield database
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(state.locked("manage"))
        except InUseError as error:
            if error.holder != "run":
                raise
            if not state.url_file.exists():
                raise LauncherError("`make run` is still starting: try again once it shows the addresses.") from error
            yield Database(state.url_file.read_text())
        else:
            yield stack.enter_context(opened(state))


def check(url: str) -> None:
    """Make sure that the server at `url` answers. Raises LauncherError, never repeating a password."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise LauncherError(f"The server named by DATABASE_URL does not answer: {reason}") from error
    except psycopg.Error as error:
        raise LauncherError(
            "DATABASE_URL is not the address of a PostgreSQL database (postgresql://user:password@host:5432/database)."
        ) from error
