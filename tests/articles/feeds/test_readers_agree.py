"""What others wrote to read feeds reads ours: `feedparser` the Atom feed; the JSON feed is what its format says."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from django.test import Client

from articles.models import ArticleSource
from core.models import Topic
from home.demo import media
from partners.models import Partner
from tests.articles.asking import public_article
from tests.factories import ArticlePageFactory

# jsonfeed.org/version/1.1: of each object the names, with the types of their values; those that must be there.
FEED = {
    "version": str,
    "title": str,
    "home_page_url": "url",
    "feed_url": "url",
    "description": str,
    "user_comment": str,
    "next_url": "url",
    "icon": "url",
    "favicon": "url",
    "authors": ["author"],
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": ["item"],
}
ITEM = {
    "id": str,
    "url": "url",
    "external_url": "url",
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": "url",
    "banner_image": "url",
    "date_published": "moment",
    "date_modified": "moment",
    "authors": ["author"],
    "tags": [str],
    "language": str,
    "attachments": list,
}
AUTHOR = {"name": str, "url": "url", "avatar": "url"}
SHAPES: dict[str, dict[str, Any]] = {"feed": FEED, "item": ITEM, "author": AUTHOR}
REQUIRED = {"feed": {"version", "title", "items"}, "item": {"id"}, "author": set()}


@pytest.fixture
def articles(crim: Partner, aqt: Partner) -> None:
    image = media.picture("grid", "lecteurs", "management", "Une grille", crim.collection)
    article = ArticlePageFactory(
        partner=crim,
        title="L’œuvre & « l’été »",
        summary="En bref <b>.",
        authors="Camille Tremblay, Noé Gagnon",
        image=image,
        topics=list(Topic.objects.all()),
        licence="cc-by-4.0",
    )
    article.sources = [ArticleSource(title="Étude", url="https://example.org/étude")]
    article.save_revision().publish()
    public_article(aqt, "Sans rien d’autre", "2026-02-01")


@pytest.mark.parametrize("address", ["/fr/veille/articles.atom", "/en/intelligence/articles.atom?partner=crim"])
def test_feedparser_reads_the_atom_feed(articles: None, client: Client, address: str) -> None:
    response = client.get(address)
    headers = {"content-type": response.headers["Content-Type"], "content-location": f"http://testserver{address}"}
    found = feedparser.parse(response.content, response_headers=headers)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.title
    assert found.feed.updated_parsed
    assert {link.rel: link.href for link in found.feed.links}["self"] == f"http://testserver{address}"
    newest = found.entries[0]
    assert newest.title == "L’œuvre & « l’été »".replace("« ", "«\xa0").replace(" »", "\xa0»")
    assert [author.name for author in newest.authors] == ["Camille Tremblay", "Noé Gagnon"]
    assert newest.summary == "En bref &lt;b&gt;."
    assert len(newest.tags) == 1 + Topic.objects.count()
    assert newest.published_parsed <= newest.updated_parsed
    assert newest.content[0].type == "text/html"
    assert "https://example.org/" in newest.content[0].value
    (picture,) = newest.enclosures
    assert picture.type == "image/jpeg"
    assert newest.rights.startswith("https://creativecommons.org/")


@pytest.mark.parametrize("address", ["/fr/veille/articles.json", "/en/intelligence/articles.json?partner=crim"])
def test_the_json_feed_is_one_of_version_1_1(articles: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    document = json.loads(response.content)
    check(document, "feed")
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"http://testserver{address}"
    items = document["items"]
    assert items
    # "A feed reader … needs at least one of content_html and content_text", and ids that never repeat.
    assert all(item.get("content_html") for item in items)
    assert len({item["id"] for item in items}) == len(items)


def check(thing: Any, shape: str) -> None:
    assert isinstance(thing, dict)
    assert REQUIRED[shape] <= thing.keys()
    for name, value in thing.items():
        # "Custom objects must start with an underscore", and no name of them may contain a point.
        if name.startswith("_"):
            assert isinstance(value, dict)
            assert "." not in name
            continue
        assert name in SHAPES[shape], name
        check_value(value, SHAPES[shape][name])
    assert shape != "author" or thing


def check_value(value: Any, kind: Any) -> None:
    if isinstance(kind, list):
        assert isinstance(value, list)
        for each in value:
            check_value(each, kind[0])
    elif kind == "url":
        assert urlsplit(value).scheme in ("http", "https")
    elif kind == "moment":
        assert dt.datetime.fromisoformat(value).tzinfo
    elif isinstance(kind, str):
        check(value, kind)
    else:
        assert isinstance(value, kind)
        assert value or kind is not str
