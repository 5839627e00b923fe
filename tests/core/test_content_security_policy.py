"""Browsers are told what a page may load: readers' pages nothing but files of ours, without inline script or style."""

from typing import Any

import pytest
from django.test import Client

from partners.models import Partner
from tests.factories import EventPageFactory

READERS = ["/fr/", "/en/", "/fr/veille/", "/fr/calendrier/?view=month", "/en/search/?q=data", "/fr/nulle-part/"]


def policy(client: Client, address: str, **options: Any) -> dict[str, list[str]]:
    header = client.get(address, **options).headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in header.split(";") if part.strip())}


@pytest.mark.parametrize("address", READERS)
def test_readers_pages_load_nothing_of_others(client: Client, db: None, address: str) -> None:
    told = policy(client, address)
    assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == ["'self'"]
    assert not any("unsafe" in value for values in told.values() for value in values)


def test_the_admin_shows_previews_of_its_own(admin_client: Client) -> None:
    told = policy(admin_client, "/admin/")
    assert told["frame-ancestors"] == ["'self'"]
    assert "'unsafe-inline'" in told["script-src"]
    assert told["default-src"] == ["'none'"]


def test_what_may_stand_in_other_sites_may(client: Client, crim: Partner) -> None:
    EventPageFactory(partner=crim, published=True)
    response = client.get("/fr/calendrier/embed/")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers


def test_powers_of_the_browser_are_declined(client: Client, db: None) -> None:
    assert "geolocation=()" in client.get("/fr/").headers["Permissions-Policy"]
