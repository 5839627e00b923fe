"""deploy/nginx.conf, in a real nginx: keeps pages, forgets them at once, bears the end of the portal."""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.models import ArticlePage
from partners.models import Partner
from tests.deploy.served import Served, get
from tests.factories import ArticlePageFactory
from tests.proxy import Proxy

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_database")]
PATIENCE = 30


class Portal:
    def __init__(self, served: Served, proxy: Proxy, article: ArticlePage) -> None:
        self.served, self.proxy, self.article = served, proxy, article

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        return get(self.proxy.port, path, **headers)


@pytest.fixture
def portal(committed_database: None, tmp_path: Path) -> Iterator[Portal]:
    article = ArticlePageFactory(partner=Partner.objects.get(key="crim"), published=True, title="Avant", slug="avant")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"picture")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "secret.pdf").write_bytes(b"secret")
    (tmp_path / "style.css").write_text("a{}")
    with (
        Served(tmp_path) as served,
        Proxy(tmp_path / "nginx", upstream=served.address, link=served.link, static=tmp_path) as proxy,
    ):
        yield Portal(served, proxy, article)


def test_pages_are_kept_and_forgotten_at_once(portal: Portal) -> None:
    url = portal.article.url
    assert portal.get(url)[1]["x-cache"] == "MISS"
    assert portal.get(url)[1]["x-cache"] == "HIT"

    last = portal.served.link.resolve()
    portal.article.title = "Après"
    portal.article.save_revision().publish()
    deadline = time.monotonic() + PATIENCE
    while portal.served.link.resolve() == last:
        assert time.monotonic() < deadline
        time.sleep(0.01)

    status, headers, text = portal.get(url)
    assert (status, headers["x-cache"]) == (200, "MISS")
    assert "Après" in text

    portal.article.unpublish()
    while portal.get(url)[0] != 404:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_last_copy_is_shown_while_the_portal_is_down(portal: Portal) -> None:
    """Of what was ever read, also after a publication that came just before; of the rest there is nothing to show."""
    url = portal.article.url
    portal.get(url)
    Partner.objects.filter(key="aqt").update(acronym="X")
    time.sleep(1)  # the link turns; nobody reads
    assert portal.get("/fr/")[0] == 200
    portal.served.stop()

    for _ in range(3):
        status, _, text = portal.get(url)
        assert status == 200
        assert "Avant" in text
    assert portal.get("/fr/")[0] == 200
    assert portal.get("/fr/veille/")[0] == 502
    assert portal.get("/admin/login/")[0] == 502


def test_whoever_may_be_logged_in_is_answered_by_the_portal(portal: Portal) -> None:
    for _ in range(2):
        _, headers, _ = portal.get("/fr/", Cookie="sessionid=abc")
        assert headers["x-cache"] == "BYPASS"
        assert headers["cache-control"] == "private, no-cache"
    assert portal.get("/fr/")[1]["x-cache"] == "MISS"


def test_what_the_portal_does_not_keep_is_not_kept(portal: Portal) -> None:
    for path in ("/fr/recherche/?q=avant", "/fr/rien/", "/fr/calendrier/calendar.ics"):
        for _ in range(2):
            assert portal.get(path)[1]["x-cache"] == "MISS", path


def test_packed_copies_are_kept_apart(portal: Portal) -> None:
    found = [
        portal.get("/fr/", **{"Accept-Encoding": sent})[1] for sent in ("br, gzip", "gzip;q=0.5", "gzip, deflate, br")
    ]
    assert [headers.get("content-encoding") for headers in found] == ["br", None, "br"]
    assert [headers["x-cache"] for headers in found] == ["MISS", "MISS", "HIT"]


def test_files_come_from_folders_and_documents_do_not(portal: Portal) -> None:
    status, headers, _ = portal.get("/static/style.css")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert portal.get("/media/images/a.png")[0] == 200
    assert portal.get("/media/documents/secret.pdf")[0] == 404
    assert portal.get("/media/images/../documents/secret.pdf")[0] == 404


def test_a_host_that_is_not_ours_gets_no_answer(portal: Portal) -> None:
    with pytest.raises((http.client.HTTPException, OSError)):
        portal.get("/fr/", host="evil.example")


def test_what_is_too_large_is_refused(portal: Portal) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", portal.proxy.port, timeout=60)
    connection.putrequest("POST", "/admin/login/", skip_host=True)
    connection.putheader("Host", "localhost")
    connection.putheader("Content-Length", str(26 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
