"""One file names all feeds of a language, for readers of feeds to take over."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage
from core.models import Topic
from events.models import CalendarPage
from partners.models import Partner, PartnerPage


def outlines(client: Client, language: str) -> dict[str, ElementTree.Element]:
    """The feeds by their titles."""
    response = client.get(f"/{language}/feeds.opml")
    assert response.headers["Content-Type"] == "text/x-opml; charset=utf-8"
    document = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    assert (document.tag, document.get("version")) == ("opml", "2.0")
    assert [part.tag for part in document] == ["head", "body"]
    assert document.findtext("head/title")
    for outline in document.iter("outline"):
        assert outline.get("text")
    return {outline.get("text", ""): outline for outline in document.iter("outline") if outline.get("type") == "rss"}


@pytest.mark.parametrize(("language", "code"), [("fr", "fr-CA"), ("en", "en-CA")])
def test_it_names_feeds_that_there_are(crim: Partner, aqt: Partner, client: Client, language: str, code: str) -> None:
    found = outlines(client, language)
    # Articles and calendar, each whole, by topic and by partner.
    assert len(found) == 2 * (1 + Topic.objects.count() + 2)
    for outline in found.values():
        assert outline.get("language") == code
        for name in ("xmlUrl", "htmlUrl"):
            url = outline.get(name, "")
            assert url.startswith(f"http://testserver/{language}/")
            assert client.get(url.removeprefix("http://testserver")).status_code == 200


def test_names_are_in_the_language_of_the_file(crim: Partner, client: Client) -> None:
    assert "Veille\xa0: Gestion" in outlines(client, "fr")
    assert "Industry intelligence: Management" in outlines(client, "en")


def test_what_is_not_public_has_no_feed(crim: Partner, aqt: Partner, client: Client) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    PageViewRestriction.objects.create(page=area, restriction_type=PageViewRestriction.LOGIN)
    ArticleIndexPage.objects.get(locale__language_code="fr").unpublish()
    names = " ".join(outlines(client, "fr"))
    assert "CRIM" not in names
    assert "AQT" in names
    assert "Veille" not in names
    CalendarPage.objects.get(locale__language_code="fr").unpublish()
    assert outlines(client, "fr") == {}


def test_the_index_and_its_feeds_lead_to_it(db: None, client: Client) -> None:
    assert 'href="/fr/feeds.opml"' in client.get("/fr/veille/").content.decode()
