"""Pages in a Redis that all processes share; without it, the portal goes on as if it were empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches

from config.settings.caches import redis_caches
from partners.models import Partner
from tests.core.page_cache.portal import Portal
from tests.factories import ArticlePageFactory
from tests.redis_server import Redis


@pytest.fixture
def redis(tmp_path: Path, settings: pytest.FixtureRequest, db: None) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    settings.CACHES = redis_caches(server.url)  # type: ignore[attr-defined]
    settings.PAGE_CACHE_RELEASE_FOLDERS = []  # type: ignore[attr-defined]
    try:
        yield server
    finally:
        server.stop()


def test_what_one_process_made_the_other_finds(redis: Redis, crim: Partner) -> None:
    article = ArticlePageFactory(partner=crim, published=True, title="Avant")
    one, other = Portal(), Portal()
    first, second = one.get(article.url), other.get(article.url)
    assert (len(one.made), len(other.made)) == (1, 0)
    assert first.body == second.body
    assert second.headers == first.headers


def test_two_versions_of_the_portal_keep_apart(
    redis: Redis, crim: Partner, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    one, other = Portal(), Portal()
    one.get("/fr/")
    (tmp_path / "new.html").write_text("another template")
    settings.PAGE_CACHE_RELEASE_FOLDERS = [tmp_path]  # type: ignore[attr-defined]
    other.get("/fr/")
    assert len(other.made) == 1


def test_without_redis_pages_are_answered_and_it_is_used_again(
    redis: Redis, crim: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis.stop()
    portal = Portal()
    assert portal.get("/fr/").status == 200
    assert portal.get("/fr/").queries == 0
    assert caches["default"].get("a", "nothing") == "nothing"
    assert caches["default"].get_or_set("a", lambda: 1) == 1
    assert caches["default"].add("b", 1) is True
    assert caches["default"].incr("b") == 1

    redis.start()
    for alias in ("default", "pages"):
        monkeypatch.setattr(caches[alias], "_asked_again_at", 0.0)
    caches["default"].set("a", 2)
    assert caches["default"].get("a") == 2
