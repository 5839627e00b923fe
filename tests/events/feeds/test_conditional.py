"""Whoever has a feed already is told so, and nobody keeps what is no longer true."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from events.feeds import ics
from partners.models import Partner
from tests.events.feeds.asking import FEEDS, address
from tests.factories import EventPageFactory


def again(client: Client, name: str, first: HttpResponse) -> HttpResponse:
    return client.get(address(name), headers={"If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize("name", FEEDS)
def test_nothing_is_sent_twice(crim: Partner, client: Client, name: str) -> None:
    page = EventPageFactory(partner=crim, published=True)
    first = client.get(address(name))
    same = again(client, name, first)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    page.title = "Un autre titre"
    page.save_revision().publish()
    other = again(client, name, first)
    assert other.status_code == 200
    assert "Un autre titre" in other.content.decode()


@pytest.mark.parametrize("name", FEEDS)
def test_a_withdrawal_is_seen_at_once(crim: Partner, client: Client, name: str) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Retiré")
    first = client.get(address(name))
    page.unpublish()
    other = again(client, name, first)
    assert other.status_code == 200
    assert "Retiré" not in other.content.decode()


@pytest.mark.parametrize("name", FEEDS)
def test_a_new_name_is_seen(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, published=True)
    first = client.get(address(name))
    Partner.objects.filter(pk=crim.pk).update(acronym="CRIM nouveau")
    assert "CRIM nouveau" in again(client, name, first).content.decode()


def test_nothing_is_written_for_whoever_has_it(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True)
    first = client.get(address("calendar.ics"))
    with patch.object(ics, "calendar", side_effect=AssertionError):
        assert again(client, "calendar.ics", first).status_code == 304


def test_the_last_change_is_enough_to_ask_by(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True)
    first = client.get(address("calendar.ics"))
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(address("calendar.ics"), headers=headers).status_code == 304
    old = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert client.get(address("calendar.ics"), headers=old).status_code == 200


@pytest.mark.parametrize("name", FEEDS)
def test_the_same_address_gives_the_same_bytes(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, published=True, recurrence="FREQ=WEEKLY")
    first = client.get(address(name))
    later = timezone.now() + dt.timedelta(hours=5)
    with patch.object(timezone, "now", return_value=later):
        assert client.get(address(name)).content == first.content


@pytest.mark.parametrize("name", FEEDS)
def test_a_date_that_passes_changes_the_feed(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, published=True, recurrence="FREQ=WEEKLY")
    first = client.get(address(name))
    with patch.object(timezone, "now", return_value=timezone.now() + dt.timedelta(days=8)):
        assert client.get(address(name)).headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("name", FEEDS)
def test_languages_and_filters_are_told_apart(crim: Partner, client: Client, name: str) -> None:
    EventPageFactory(partner=crim, published=True)
    addresses = [address(name), address(name, "en"), f"{address(name)}?partner=crim", f"{address(name)}?kind=talk"]
    assert len({client.get(one).headers["ETag"] for one in addresses}) == len(addresses)


@pytest.mark.parametrize("name", FEEDS)
def test_caches_may_keep_it_for_everybody(crim: Partner, client: Client, name: str) -> None:
    response = client.get(address(name))
    assert response.headers["Cache-Control"] == "public, max-age=900"
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert ("Access-Control-Allow-Origin" in response.headers) == (name == "calendar.json")


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_only_answer_questions(crim: Partner, client: Client, name: str) -> None:
    head = client.head(address(name))
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(address(name)).status_code == 405
