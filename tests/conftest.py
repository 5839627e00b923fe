"""The suite runs on a real PostgreSQL: DATABASE_URL where it is set, else a server that starts and ends with the run.

The schema is migrated once into a template database, which is kept while no migration changes; each process of the run
copies it, which takes a moment instead of the quarter of a minute of the migrations.
"""

import fcntl
import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import django
import hypothesis.configuration
import psycopg
import pytest
from psycopg import sql
from xdist.scheduler import LoadScopeScheduling

from launcher import postgres

if TYPE_CHECKING:
    from partners.models import Partner

ROOT = Path(__file__).resolve().parents[1]
STATE_DIR = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute()
# Nothing of a test run needs to survive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

_resources = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Starts the server and makes the template; the workers of a parallel run inherit both by the environment."""
    hypothesis.configuration.set_hypothesis_home_dir(STATE_DIR / "test" / "hypothesis")
    if not hasattr(config, "workerinput"):
        if not os.environ.get("DATABASE_URL"):
            cluster = _resources.enter_context(postgres.running(_free_folder(), settings=FAST))
            os.environ["DATABASE_URL"] = cluster.url("postgres")
        os.environ["TEST_TEMPLATE"] = _ensure_template(os.environ["DATABASE_URL"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()


class OnePortal(LoadScopeScheduling):
    """One process of a parallel run takes all browser tests, so that one portal serves them; and one all faults."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in ("tests/browser/", "tests/faults/") if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OnePortal:
    return OnePortal(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    _resources.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """Every process of the run gets its own copy of the template, with the sections, the topics and two partners."""
    from django.conf import settings
    from django.db import connection

    from tests.factories.site import make_site

    name = f"carrefour_test_{os.getpid()}_{worker_id}"
    url = os.environ["DATABASE_URL"]
    _execute(url, "CREATE DATABASE {} TEMPLATE {}", name, os.environ["TEST_TEMPLATE"])
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        make_site()
    yield
    connection.close()
    _execute(url, "DROP DATABASE {} WITH (FORCE)", name)


# Half of what a publication costs is to be found afterwards. Tests by folder: those that search as readers do, and
# those in which nobody searches in the admin.
READERS_SEARCH = frozenset({"home", "isolation", "search"})
NOBODY_SEARCHES_IN_THE_ADMIN = frozenset({"articles", "core", "events", "search"})


@pytest.fixture(autouse=True)
def _no_index_that_nobody_asks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    import modelsearch.signal_handlers

    import search.signals

    folder = request.path.relative_to(ROOT / "tests").parts[0]
    if folder not in READERS_SEARCH:
        for name in ("follow", "follow_all", "follow_people", "_follow_below"):
            monkeypatch.setattr(search.signals, name, lambda *args, **kwargs: None)
    if folder in NOBODY_SEARCHES_IN_THE_ADMIN:
        nothing = SimpleNamespace(enqueue=lambda *args: None)
        monkeypatch.setattr(modelsearch.signal_handlers, "insert_or_update_object_task", nothing)


@pytest.fixture
def committed_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the database for one test in which everything is committed, so that threads see what others do."""
    from django.conf import settings
    from django.db import connection, connections

    url, name = os.environ["DATABASE_URL"], settings.DATABASES["default"]["NAME"]
    copy = f"{name}_committed"
    with django_db_blocker.unblock():
        connection.close()
        _execute(url, "CREATE DATABASE {} TEMPLATE {}", copy, name)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = copy
        yield
        connections.close_all()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    _execute(url, "DROP DATABASE {} WITH (FORCE)", copy)


@pytest.fixture
def crim(db: None) -> "Partner":
    from partners.models import Partner

    return Partner.objects.get(key="crim")


@pytest.fixture
def aqt(db: None) -> "Partner":
    from partners.models import Partner

    return Partner.objects.get(key="aqt")


def _free_folder() -> Path:
    """Where this run keeps its server: the first folder that no other run on this machine uses."""
    for number in itertools.count(1):
        folder = STATE_DIR / "test" / f"postgres-{number}"
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = _resources.enter_context(folder.with_suffix(".lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return folder
    raise AssertionError("unreachable")


def _ensure_template(url: str) -> str:
    """The name of a migrated database; one that an interrupted run left half-made is not taken for it."""
    digest = hashlib.sha256()
    for file in sorted([*ROOT.glob("**/migrations/*.py"), ROOT / "requirements.txt"]):
        if STATE_DIR not in file.parents:
            digest.update(file.read_bytes())
    name = f"carrefour_template_{digest.hexdigest()[:16]}"
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
    unfinished = f"{name}_unfinished"
    _execute(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished)
    _execute(url, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", unfinished)
    environment = os.environ | {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{unfinished}"))}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
    _execute(url, "ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def _execute(url: str, statement: str, *names: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
