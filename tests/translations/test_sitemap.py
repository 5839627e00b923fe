"""Search engines find each text once, in its own language."""

import xml.etree.ElementTree as ET

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory
from tests.translations.steps import approve, client_of, english, put_all_strings, start, submit, translated

LINK = "{http://www.w3.org/1999/xhtml}link"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    # The document is our own.
    return [element.text or "" for element in ET.fromstring(response.content).iter(LOC)]  # noqa: S314


def test_the_index_names_a_sitemap_for_each_language(crim: Partner, client: Client) -> None:
    assert sorted(addresses(client, "/sitemap.xml")) == [
        "http://testserver/sitemap-en.xml",
        "http://testserver/sitemap-fr.xml",
    ]
    assert client.get("/sitemap-de.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_mirror_stays_out_until_its_translation_is_public(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    french, mirrored = f"http://testserver{page.url}", f"http://testserver{english(page).url}"
    assert french in addresses(client, "/sitemap-fr.xml")
    assert mirrored not in addresses(client, "/sitemap-en.xml")

    translator = client_of(crim, Role.TRANSLATOR)
    translation = start(translator, page)
    put_all_strings(translator, translation)
    submit(translator, translation)
    assert english(page).url not in "".join(addresses(client, "/sitemap-en.xml"))

    approve(client_of(crim, Role.MODERATOR), english(page))
    assert f"http://testserver{english(page).url}" in addresses(client, "/sitemap-en.xml")


def test_drafts_and_withdrawn_pages_are_not_in_it(crim: Partner, client: Client) -> None:
    draft = ArticlePageFactory(partner=crim, title="Brouillon")
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    page.unpublish()
    listed = "".join(addresses(client, "/sitemap-fr.xml"))
    assert draft.url not in listed
    assert page.url not in listed


def test_it_asks_the_same_for_many_pages(crim: Partner, client: Client) -> None:
    ArticlePageFactory(partner=crim, published=True)
    client.get("/sitemap-fr.xml")
    with CaptureQueriesContext(connection) as few:
        client.get("/sitemap-fr.xml")
    for _ in range(5):
        ArticlePageFactory(partner=crim, published=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/sitemap-fr.xml")
    assert len(many) == len(few)


def test_a_text_names_its_other_languages(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    alone = ArticlePageFactory(partner=crim, title="Sans traduction", published=True)
    translated(page)
    french, translation = f"http://testserver{page.url}", f"http://testserver{english(page).url}"
    expected = {"fr-CA": french, "en-CA": translation, "x-default": french}
    for path, url in (("/sitemap-fr.xml", french), ("/sitemap-en.xml", translation)):
        assert alternates(client, path)[url] == expected
    assert alternates(client, "/sitemap-fr.xml")[f"http://testserver{alone.url}"] == {}


def alternates(client: Client, path: str) -> dict[str, dict[str, str]]:
    """The versions that each address names, by language."""
    document = ET.fromstring(client.get(path).content)  # noqa: S314 (our own)
    return {
        url.findtext(LOC) or "": {link.get("hreflang", ""): link.get("href", "") for link in url.iter(LINK)}
        for url in document
    }
