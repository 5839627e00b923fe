"""The Atom feed holds what RFC 4287 asks for, and says when and where in words."""

import datetime as dt
from xml.etree import ElementTree

from django.test import Client

from partners.models import Partner
from tests.events.feeds.asking import START, address
from tests.factories import EventPageFactory

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client: Client, language: str = "fr") -> ElementTree.Element:
    response = client.get(address("calendar.atom", language))
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def text(element: ElementTree.Element, name: str) -> str:
    (found,) = element.findall(ATOM + name)
    assert found.text
    return found.text


def test_it_has_all_that_a_feed_needs(crim: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un & deux <b>", start=START, city="Montréal & <est>")
    found = feed(client)
    assert found.get(LANG) == "fr-CA"
    for name in ("id", "title", "updated"):
        assert text(found, name)
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/fr/calendrier/calendar.atom"
    assert links["alternate"] == "http://testserver/fr/calendrier/"
    (entry,) = found.findall(f"{ATOM}entry")
    assert text(entry, "id") == f"urn:uuid:{page.translation_key}"
    assert text(entry, "title") == "Un & deux <b>"
    assert dt.datetime.fromisoformat(text(entry, "updated")) == page.last_published_at
    assert dt.datetime.fromisoformat(text(entry, "published")) == page.first_published_at
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "CRIM"  # type: ignore[union-attr]
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"  # type: ignore[union-attr]
    when = "Mardi 6\u00a0mai\u00a02031, de 9\u00a0h à 11\u00a0h"
    assert text(entry, "summary") == f"{when}<br>Montréal &amp; &lt;est&gt;<br>Un résumé d’essai."


def test_what_is_in_another_language_says_so(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True)
    found = feed(client, "en")
    assert found.get(LANG) == "en-CA"
    (entry,) = found.findall(f"{ATOM}entry")
    assert entry.get(LANG) == "fr-CA"


def test_a_feed_without_events_is_one_too(db: None, client: Client) -> None:
    found = feed(client)
    assert found.findall(f"{ATOM}entry") == []
    assert dt.datetime.fromisoformat(text(found, "updated"))


def test_control_characters_do_not_break_it(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, title="Un\x0b\x1batelier\ufffe", summary="\x01", city="\x02")
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert text(entry, "title") == "Unatelier"
