"""Two machines behind one proxy: what is published on one is seen at once on all, and nothing is a machine’s own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connections
from psycopg.errors import InvalidCursorName
from wagtail.models import Page

from config import env
from launcher import processes
from tests.deploy.several import Browser, Portal, get, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.fault]
PAGES = 6


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    portal = Portal(tmp_path_factory.mktemp("several"), PAGES)
    try:
        wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] == 0)
        yield portal
    finally:
        portal.close()


@pytest.fixture
def editor(portal: Portal) -> Browser:
    browser = Browser()
    assert browser.log_in(portal.one.port) == 302
    return browser


@contextmanager
def held_up(portal: Portal) -> Iterator[None]:
    """The replica gets everything, and shows nothing of it."""
    portal.replica.ask("SELECT pg_wal_replay_pause()")
    wait_until(lambda: portal.replica.ask("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])
    try:
        yield
    finally:
        portal.replica.ask("SELECT pg_wal_replay_resume()")


@contextmanager
def undisturbed() -> Iterator[None]:
    yield


@pytest.mark.parametrize(("number", "is_late"), [(0, False), (1, True)])
def test_what_an_editor_publishes_or_withdraws_is_seen_at_once_everywhere(
    portal: Portal, editor: Browser, number: int, is_late: bool
) -> None:
    page = portal.pages[number]
    for port in portal.ports:
        status, text = get(port, page["url"])
        assert (status, f"Avant {number}" in text) == (200, True)
    with held_up(portal) if is_late else undisturbed():
        answer = editor.ask(portal.one.port, "POST", page["approve"], {"comment": "", "next": "/admin/"})
        assert answer[0] == 302, answer
        # The proxy first: nobody else has asked for the page since.
        for port in reversed(portal.ports):
            status, text = get(port, page["url"])
            assert (status, f"Après {number}" in text) == (200, True), port
            assert f"Après {number}" in get(port, "/fr/veille/")[1], port
        answer = editor.ask(portal.other.port, "POST", page["withdraw"])
        assert answer[0] == 302, answer
        for port in reversed(portal.ports):
            assert get(port, page["url"])[0] == 404, port
            assert f"Après {number}" not in get(port, "/fr/veille/")[1], port


def test_the_replica_tells_how_far_behind_it_is(portal: Portal) -> None:
    wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] == 0)
    with held_up(portal):
        portal.primary.ask("UPDATE core_topic SET title_fr = title_fr")
        wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] > 1)
        part = portal.one.parts()["replica"]
        assert (part["well"], part["needed"]) == (True, False)
        metrics = get(portal.one.port, "/metrics", proxied=False)[1]
        assert "carrefour_replica_lag_seconds" in metrics
        assert 'carrefour_part_well{part="replica"} 1.0' in metrics
    wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] == 0)


def read_by(portal: Portal, deed: Callable[[], object]) -> str:
    """What the replica was asked meanwhile."""
    before = portal.replica.log.stat().st_size
    deed()
    return portal.replica.log.read_bytes()[before:].decode(errors="replace")


def test_pages_of_anonymous_readers_are_read_from_the_replica(portal: Portal, editor: Browser) -> None:
    wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] == 0)
    url = portal.pages[2]["url"]
    for number, machine in enumerate((portal.one, portal.other)):
        asked = read_by(portal, lambda: get(machine.port, f"{url}?page={number + 2}"))  # noqa: B023
        assert "articles_articlepage" in asked
    asked = read_by(portal, lambda: editor.ask(portal.one.port, "GET", url))
    assert "articles_articlepage" not in asked


def test_a_session_of_one_machine_is_one_of_the_other(portal: Portal) -> None:
    browser = Browser()
    assert browser.log_in(portal.one.port) == 302
    assert browser.ask(portal.other.port, "GET", "/admin/")[0] == 200
    assert browser.ask(portal.proxy.port, "GET", "/admin/")[0] == 200
    assert Browser().ask(portal.other.port, "GET", "/admin/")[0] == 302


def test_wrong_passwords_are_counted_together(portal: Portal) -> None:
    browser = Browser("203.0.113.50")
    ports = [portal.one.port, portal.other.port]
    answers = [browser.log_in(ports[number % 2], "wrong-password") for number in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    for port in ports:
        assert browser.log_in(port) == 429


def test_forms_of_strangers_are_counted_together(portal: Portal) -> None:
    browser = Browser("203.0.113.51")
    browser.ask(portal.one.port, "GET", "/admin/password_reset/")
    ports = [portal.one.port, portal.other.port]
    answers = [
        browser.ask(ports[number % 2], "POST", "/admin/password_reset/", {"email": "nobody@example.org"})[0]
        for number in range(21)
    ]
    assert answers == [302] * 20 + [429]


def test_the_one_worker_does_what_both_machines_ask_for(portal: Portal, editor: Browser) -> None:
    for machine, page in ((portal.one, portal.pages[3]), (portal.other, portal.pages[4])):
        assert editor.ask(machine.port, "POST", page["approve"], {"comment": "", "next": "/admin/"})[0] == 302
    waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    done = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
    # A mail waits to be tried again: no mail host is here.
    due = f"{waiting} AND coalesce(run_after, now()) <= now()"
    wait_until(lambda: portal.primary.ask(due) == [(0,)])
    assert portal.primary.ask(done)[0][0] > 0


def test_a_command_that_needs_a_session_refuses_the_pool(portal: Portal) -> None:
    with pytest.raises(AssertionError, match="DIRECT_DATABASE_URL"):
        portal.one.manage("migrate")
    told = portal.one.manage("migrate", DIRECT_DATABASE_URL=portal.primary.url)
    assert "No migrations to apply" in told


def test_commands_that_read_everything_go_through_the_pool(portal: Portal) -> None:
    for command in ("remake_occurrences", "rebuild_search", "audit_partners", "audit_trees", "sum_up_public_changes"):
        portal.one.manage(command)


@pytest.mark.parametrize("pooled", ["true", "false"])
def test_a_long_reading_survives_that_others_take_its_connection(
    portal: Portal, pooled: str, monkeypatch: pytest.MonkeyPatch, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Without DATABASE_POOLED it does not: that variable is needed, and enough."""
    monkeypatch.setenv("DATABASE_POOLED", pooled)
    monkeypatch.setenv("POOL_URL", portal.pool.url)
    ours, others = ({**connections.settings["default"], **env.database("POOL_URL")} for _ in range(2))
    monkeypatch.setitem(connections.settings, "ours", ours)
    monkeypatch.setitem(connections.settings, "others", others)

    def read() -> int:
        rows = Page.objects.using("ours").order_by("pk").iterator(chunk_size=2)
        next(rows)
        with connections["others"].cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SHOW TimeZone")
            assert cursor.fetchone() == ("UTC",)
            try:
                return 1 + len(list(rows))
            finally:
                cursor.execute("ROLLBACK")

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            if pooled == "true":
                assert read() > 10
            else:
                with pytest.raises((ProgrammingError, InvalidCursorName), match=r"(cursor|portal) .* does not exist"):
                    read()
        finally:
            for alias in ("ours", "others"):
                connections[alias].close()
                del connections[alias]


class Readers:
    """Read pages that nobody has read before, so that each is made, until the block ends."""

    def __init__(self, *ports: int, path: str) -> None:
        self._ports, self._path = ports, path
        self._is_over = False
        self.statuses: list[int] = []
        self._threads = [threading.Thread(target=self._read, args=[number]) for number in range(3)]

    def _read(self, number: int) -> None:
        count = 0
        while not self._is_over:
            count += 1
            port = self._ports[count % len(self._ports)]
            try:
                self.statuses.append(get(port, f"{self._path}?page={number}{count}{time.monotonic_ns()}")[0])
            except OSError:
                self.statuses.append(0)

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        self.wait(10)
        return self

    def wait(self, number: int) -> None:
        """Until so many more have read."""
        goal = len(self.statuses) + number
        wait_until(lambda: len(self.statuses) >= goal)

    def __exit__(self, *error: object) -> None:
        self._is_over = True
        for thread in self._threads:
            thread.join()


def test_no_reader_notices_that_the_replica_dies(portal: Portal) -> None:
    with Readers(portal.one.port, portal.other.port, path=portal.pages[5]["url"]) as readers:
        portal.replica.kill()
        readers.wait(30)
        assert "does not answer" in processes.tail(portal.one.folder / "web.log", 200)
        trouble = portal.one.parts()["replica"]
        assert (trouble["well"], trouble["needed"]) == (False, False)
        assert get(portal.one.port, "/readyz", proxied=False)[0] == 200
        portal.replica.start()
        wait_until(
            lambda: "articles_articlepage" in read_by(portal, lambda: readers.wait(3)),
        )
    assert set(readers.statuses) == {200}


def test_the_proxy_goes_on_with_the_other_machine(portal: Portal) -> None:
    with Readers(portal.proxy.port, path=portal.pages[5]["url"]) as readers:
        portal.one.kill()
        readers.wait(30)
        portal.one.serve()
        wait_until(portal.one.is_up, portal.one.web)
        readers.wait(10)
    assert set(readers.statuses) == {200}
    assert json.loads(get(portal.one.port, "/readyz", proxied=False)[1])["ready"] is True


def test_without_the_primary_pages_that_nobody_kept_come_from_the_replica(portal: Portal) -> None:
    wait_until(lambda: portal.one.parts()["replica"]["lag_seconds"] == 0)
    for machine in (portal.one, portal.other):
        assert get(machine.port, "/fr/")[0] == 200
    portal.primary.kill()
    for machine in (portal.one, portal.other):
        status, text = get(machine.port, f"{portal.pages[5]['url']}?page=4711{machine.port}")
        assert (status, "Avant 5" in text) == (200, True)
        assert get(machine.port, "/fr/calendrier/?view=month")[0] == 200
        assert get(machine.port, "/readyz", proxied=False)[0] == 503
