"""Whoever has a feed already is told so, and nobody keeps what is no longer true."""

from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.feeds import atom
from partners.models import Partner
from tests.articles.asking import FEEDS, public_article

ADDRESSES = [*(f"/fr/veille/{name}" for name in FEEDS), "/fr/feeds.opml"]


def again(client: Client, address: str, first: HttpResponse) -> HttpResponse:
    return client.get(address, headers={"If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_sent_twice(crim: Partner, client: Client, address: str) -> None:
    public_article(crim, "Un texte")
    first = client.get(address)
    same = again(client, address, first)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    Partner.objects.filter(pk=crim.pk).update(acronym="CRIM nouveau")
    assert "CRIM nouveau" in again(client, address, first).content.decode()


@pytest.mark.parametrize("name", FEEDS)
def test_a_publication_and_a_withdrawal_are_seen_at_once(crim: Partner, client: Client, name: str) -> None:
    article = public_article(crim, "Un texte")
    first = client.get(f"/fr/veille/{name}")
    article.title = "Un autre titre"
    article.save_revision().publish()
    second = again(client, f"/fr/veille/{name}", first)
    assert "Un autre titre" in second.content.decode()
    article.unpublish()
    assert "Un autre titre" not in again(client, f"/fr/veille/{name}", second).content.decode()


def test_nothing_is_written_for_whoever_has_it(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte")
    first = client.get("/fr/veille/articles.atom")
    with patch.object(atom, "AtomFeed", side_effect=AssertionError):
        assert again(client, "/fr/veille/articles.atom", first).status_code == 304


def test_the_last_change_is_enough_to_ask_by(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte")
    first = client.get("/fr/veille/articles.atom")
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/fr/veille/articles.atom", headers=headers).status_code == 304
    old = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert client.get("/fr/veille/articles.atom", headers=old).status_code == 200


@pytest.mark.parametrize("name", FEEDS)
def test_languages_and_filters_are_told_apart(crim: Partner, client: Client, name: str) -> None:
    public_article(crim, "Un texte")
    addresses = [f"/fr/veille/{name}", f"/en/intelligence/{name}", f"/fr/veille/{name}?partner=crim"]
    assert len({client.get(address).headers["ETag"] for address in addresses}) == len(addresses)


@pytest.mark.parametrize("address", ADDRESSES)
def test_caches_may_keep_it_for_everybody(crim: Partner, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=900"
    assert "Set-Cookie" not in response.headers
    assert ("Access-Control-Allow-Origin" in response.headers) == address.endswith("articles.json")


@pytest.mark.parametrize("address", ADDRESSES)
def test_feeds_only_answer_questions(crim: Partner, client: Client, address: str) -> None:
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(address).status_code == 405
