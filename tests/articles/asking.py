"""Asks for lists of articles as readers and programs do."""

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from articles.models import ArticlePage
from partners.models import Partner
from tests.factories import ArticlePageFactory

INDEX = {"fr": "/fr/veille/", "en": "/en/intelligence/"}
FEEDS = ("articles.atom", "articles.json")
ATOM = "{http://www.w3.org/2005/Atom}"


def page(client: Client, query: dict[str, Any] | None = None, language: str = "fr", below: str = "") -> BeautifulSoup:
    response = client.get(f"{INDEX[language]}{below}", query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(client: Client, query: dict[str, Any] | None = None, language: str = "fr") -> list[str]:
    """The titles of the cards on a page of the index, in their order."""
    return [card.get_text(strip=True) for card in page(client, query, language).select(".card__title")]


def feed_titles(client: Client, name: str, query: dict[str, Any] | None = None, language: str = "fr") -> list[str]:
    """The titles of the items of a feed, in their order."""
    response = client.get(f"{INDEX[language]}{name}", query)
    assert response.status_code == 200
    if name.endswith(".json"):
        return [item["title"] for item in json.loads(response.content)["items"]]
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 (our own)
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries]


def public_article(partner: Partner, title: str, day: str = "", **fields: Any) -> ArticlePage:
    """A public article, first published at noon of a day ("2026-03-02") where one is given."""
    if day:
        noon = timezone.make_aware(dt.datetime.fromisoformat(f"{day}T12:00"))
        fields["first_published_at"] = noon
    return ArticlePageFactory(partner=partner, title=title, published=True, **fields)
