"""Pages of anonymous readers are read from a replica that has what the primary has, and from the primary else."""

import os
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from articles.models import ArticlePage
from core.models import User
from core.page_cache.editions import LEASE
from core.replica import ALIAS, Reads, ReplicaRouter, reading
from partners.models import Partner
from search.models import SearchEntry
from tests.core.page_cache.portal import Answer, Portal
from tests.factories import ArticlePageFactory

ROUTER = ReplicaRouter()


@pytest.fixture
def article(committed_database: None) -> ArticlePage:
    made: ArticlePage = ArticlePageFactory(
        partner=Partner.objects.get(key="crim"), published=True, title="Avant", slug="avant"
    )
    return made


@pytest.fixture
def replica(article: ArticlePage) -> Iterator[None]:
    """A copy of the database as it is now, which stays as it is: a replica that has stopped to follow."""
    url, name = os.environ["DATABASE_URL"], f"{connection.settings_dict['NAME']}_replica"
    connection.close()
    execute(url, "CREATE DATABASE {} TEMPLATE {}", name, connection.settings_dict["NAME"])
    connections.settings[ALIAS] = {**connections.settings[DEFAULT_DB_ALIAS], "NAME": name, "CONN_MAX_AGE": 60}
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]
        execute(url, "DROP DATABASE {} WITH (FORCE)", name)


def execute(url: str, statement: str, *names: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


@pytest.fixture
def portal() -> Portal:
    return Portal(clock=time.monotonic)


def read(portal: Portal, address: str, **headers: str) -> tuple[Answer, int]:
    """The answer, and how many questions the replica was asked for it."""
    connections[ALIAS].ensure_connection()
    with CaptureQueriesContext(connections[ALIAS]) as asked:
        answer = portal.get(address, **headers)
    return answer, len(asked)


def test_pages_lists_feeds_and_what_is_not_there_are_read_from_the_replica(
    replica: None, portal: Portal, article: ArticlePage
) -> None:
    for address in (article.url, "/fr/", "/fr/veille/", "/fr/calendrier/", "/fr/veille/articles.atom", "/fr/rien/"):
        answer, asked = read(portal, address)
        assert answer.status == (404 if address == "/fr/rien/" else 200), address
        assert asked > 0, address
        # The edition, and once for each of them the two moments at which pages change by themselves.
        assert answer.queries <= (3 if address == article.url else 1), address


def test_a_replica_that_is_behind_is_not_read(replica: None, portal: Portal, article: ArticlePage) -> None:
    article.title = "Après"
    article.save_revision().publish()
    for _ in range(2):
        answer, asked = read(portal, f"{article.url}?page={time.monotonic_ns()}")
        assert "Après" in answer.text
        # Which edition it has.
        assert asked == 1
    article.unpublish()
    time.sleep(LEASE)
    answer, asked = read(portal, article.url)
    assert (answer.status, asked) == (404, 1)


def test_it_is_asked_once_for_each_edition(replica: None, portal: Portal) -> None:
    for path in ("/fr/", "/en/", "/fr/veille/"):
        with CaptureQueriesContext(connections[ALIAS]) as asked:
            portal.get(path)
        editions = [query for query in asked if "core_publicchange" in query["sql"]]
        assert len(editions) == (1 if path == "/fr/" else 0)


def test_a_server_that_takes_its_place_is_asked_anew(replica: None, portal: Portal) -> None:
    read(portal, "/fr/")
    connections[ALIAS].close()
    with CaptureQueriesContext(connections[ALIAS]) as asked:
        portal.get("/en/")
    assert any("core_publicchange" in query["sql"] for query in asked)


def test_whoever_may_be_known_is_answered_from_the_primary(replica: None, portal: Portal) -> None:
    known = {"cookie": "sessionid=abc"}
    for address, headers in (("/fr/", known), ("/admin/login/", {}), ("/sitemap.xml", {})):
        answer, asked = read(portal, address, **headers)
        assert (answer.status, asked) == (200, 0), address


def test_a_page_is_made_again_when_the_replica_ends_in_the_middle(
    replica: None, portal: Portal, article: ArticlePage
) -> None:
    ended: list[bool] = []
    django = portal.django

    def ending(environ: dict[str, Any], start_response: Any) -> Any:
        if not ended:
            ended.append(True)
            pid = connections[ALIAS].connection.info.backend_pid
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return django(environ, start_response)

    portal.django = ending  # type: ignore[assignment]
    answer = portal.get(article.url)
    assert (answer.status, "Avant" in answer.text) == (200, True)
    assert len(portal.made) == 2
    # It is kept, as any page is, and the replica is left in peace.
    assert portal.get(article.url).queries <= 1
    assert len(portal.made) == 2
    portal.get("/en/")
    assert connections[ALIAS].connection is None


def test_without_the_replica_pages_come_from_the_primary(
    replica: None, portal: Portal, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        tried.append(True)
        raise OperationalError("connection refused")

    tried: list[bool] = []
    monkeypatch.setattr(connections[ALIAS], "connect", refuse)
    for path in (article.url, "/fr/", "/en/"):
        assert portal.get(path).status == 200
    assert len(tried) == 1


def test_while_the_primary_is_down_the_replica_answers(
    replica: None, portal: Portal, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.get("/fr/")
    with NoPrimary(monkeypatch):
        status, text = without_counting(portal, article.url)
    assert status == "200 OK"
    assert "Avant" in text


def test_while_the_primary_is_down_a_replica_that_was_restarted_answers(
    replica: None, portal: Portal, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection ended without our knowing."""
    portal.get("/fr/")
    with connection.cursor() as cursor:
        pid = connections[ALIAS].connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with NoPrimary(monkeypatch):
        assert without_counting(portal, article.url)[0] == "200 OK"


def test_while_the_primary_is_down_a_replica_that_is_left_in_peace_answers(
    replica: None, portal: Portal, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connections[ALIAS], "connect", refuse)
        assert portal.get("/fr/").status == 200
    with NoPrimary(monkeypatch):
        assert without_counting(portal, article.url)[0] == "200 OK"


def test_while_the_primary_is_down_nothing_older_than_what_was_seen_is_shown(
    replica: None, portal: Portal, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.unpublish()
    portal.get("/fr/")
    with NoPrimary(monkeypatch):
        status, text = without_counting(portal, article.url)
    assert status[0] == "5"
    assert "Avant" not in text


class NoPrimary:
    """Its sessions are lost, and it takes no new ones."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def __enter__(self) -> None:
        connection.close()
        self._patch.setattr(connections[DEFAULT_DB_ALIAS], "connect", self._refuse)

    def __exit__(self, *error: object) -> None:
        self._patch.undo()

    def _refuse(self) -> None:
        raise OperationalError("connection refused")


def without_counting(portal: Portal, address: str) -> tuple[str, str]:
    """Status and text, where there is no connection on which queries could be counted."""
    time.sleep(LEASE)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    started: list[Any] = []
    chunks = portal.cache(environ, lambda *arguments: started.extend(arguments))
    return started[0], b"".join(chunks).decode()


def test_who_reads_where(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes, transactions and tables whose age nobody knows: the primary."""
    assert ROUTER.db_for_read(ArticlePage) == DEFAULT_DB_ALIAS
    with reading(Reads.FOLLOWED):
        # A test is a transaction.
        assert ROUTER.db_for_read(ArticlePage) == DEFAULT_DB_ALIAS
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "in_atomic_block", False)
    with reading(Reads.FOLLOWED):
        assert ROUTER.db_for_read(ArticlePage) == ALIAS
        for model in (User, SearchEntry):
            assert ROUTER.db_for_read(model) == DEFAULT_DB_ALIAS
        assert ROUTER.db_for_write(ArticlePage) == DEFAULT_DB_ALIAS
    with reading(Reads.ALL):
        assert ROUTER.db_for_read(User) == ALIAS
        assert ROUTER.db_for_write(User) == DEFAULT_DB_ALIAS
    assert ROUTER.db_for_read(ArticlePage) == DEFAULT_DB_ALIAS
    monkeypatch.undo()


def test_an_object_that_was_read_there_is_not_followed_there(replica: None, article: ArticlePage) -> None:
    with reading(Reads.FOLLOWED):
        found = ArticlePage.objects.get(pk=article.pk)
    assert found._state.db == ALIAS
    with CaptureQueriesContext(connections[ALIAS]) as asked:
        assert found.partner.key == "crim"
        found.title = "Après"
        found.save()
        found.refresh_from_db()
    assert (found.title, len(asked)) == ("Après", 0)


def test_no_migration_is_for_the_replica() -> None:
    assert ROUTER.allow_migrate(ALIAS, "core") is False
    assert ROUTER.allow_migrate(DEFAULT_DB_ALIAS, "core") is None
    assert ROUTER.allow_relation(AnonymousUser, User()) is True  # type: ignore[arg-type]
