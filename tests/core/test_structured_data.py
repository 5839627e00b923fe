"""Search engines read what a page is: valid JSON-LD (schema.org), whatever stands in its texts."""

import json

import pytest
from django.test import Client

from core.models import Topic
from core.structured_data import node, script
from home.models import HomePage, PlainPage, TopicIndexPage, TopicPage
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.reading import nodes, soup

HOSTILE = """</script><script>alert("1")</script><!-- 'x' & \\" \u2028 \\u003c"""


def test_a_home_page_tells_of_the_portal_and_how_to_search_it(crim: Partner, client: Client) -> None:
    found = nodes(client, "/en/")
    assert found["WebSite"]["url"] == "http://testserver/en/"
    assert found["WebSite"]["inLanguage"] == "en-CA"
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://testserver/en/search/?q={search_term_string}"
    assert found["WebSite"]["potentialAction"]["query-input"] == "required name=search_term_string"
    assert found["WebSite"]["publisher"]["@id"] == found["Organization"]["@id"]
    assert found["Organization"]["name"] == "Carrefour-TIC"
    assert client.get(found["Organization"]["logo"]["url"].removeprefix("http://testserver")).status_code == 200
    french = nodes(client, "/fr/")["WebSite"]
    assert french["potentialAction"]["target"]["urlTemplate"].startswith("http://testserver/fr/recherche/?q=")
    assert french["inLanguage"] == "fr-CA"


def test_every_page_below_tells_the_way_to_it(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    for address in ("/fr/thematiques/", "/fr/veille/", "/en/calendar/", "/en/partners/", "/fr/partenaires/crim/"):
        steps = nodes(client, address)["BreadcrumbList"]["itemListElement"]
        assert steps[-1]["item"] == f"http://testserver{address}"
    steps = nodes(client, page.url)["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Accueil", "http://testserver/fr/"),
        (2, "Partenaires", "http://testserver/fr/partenaires/"),
        (3, "CRIM", "http://testserver/fr/partenaires/crim/"),
        (4, "Un texte", f"http://testserver{page.url}"),
    ]


def test_a_section_and_a_plain_page_say_what_they_are(crim: Partner, client: Client) -> None:
    section = TopicPage(title="Gestion", slug="gestion", summary="Gérer.", topic=Topic.objects.get(key="management"))
    TopicIndexPage.objects.get(locale__language_code="fr").add_child(instance=section)
    about = PlainPage(title="À propos", slug="a-propos")
    HomePage.objects.get(locale__language_code="fr").add_child(instance=about)
    collection = nodes(client, "/fr/thematiques/gestion/")["CollectionPage"]
    assert (collection["name"], collection["description"]) == ("Gestion", "Gérer.")
    assert collection["isPartOf"]["@id"] == "http://testserver/fr/#website"
    assert nodes(client, "/fr/a-propos/")["WebPage"]["inLanguage"] == "fr-CA"


def test_the_area_of_a_partner_tells_who_it_is(crim: Partner, client: Client) -> None:
    crim.aliases, crim.website = ["Centre de recherche"], "https://www.crim.ca/"
    crim.place, crim.region, crim.name_en = "Montréal", "montreal", "Computer Research Institute"
    crim.save()
    found = nodes(client, "/fr/partenaires/crim/")
    organization = found["Organization"]
    assert organization["name"] == crim.name_fr
    assert organization["alternateName"] == ["CRIM", "Computer Research Institute", "Centre de recherche"]
    assert organization["url"] == "https://www.crim.ca/"
    assert organization["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Montréal",
        "addressRegion": "QC",
        "addressCountry": "CA",
    }
    assert found["ProfilePage"]["mainEntity"]["@id"] == organization["@id"]
    english = nodes(client, "/en/partners/crim/")["Organization"]
    assert english["@id"] == organization["@id"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_in_a_text_ends_the_script(crim: Partner, client: Client, language: str) -> None:
    page = ArticlePageFactory(partner=crim, title=HOSTILE, summary=HOSTILE, authors=HOSTILE, published=True)
    address = page.url if language == "fr" else page.get_translations().get().url
    assert nodes(client, address)["NewsArticle"]["headline"] == HOSTILE
    assert nodes(client, address)["NewsArticle"]["description"] == HOSTILE
    # Only its own elements: what the title holds has become none.
    assert [element["type"] for element in soup(client, address).find_all("script")] == ["application/ld+json"]


def test_a_script_holds_no_markup() -> None:
    written = script([node("Thing", name=HOSTILE)])
    inner = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inner) & set("<>&\u2028\u2029")
    assert json.loads(inner)["@graph"] == [{"@type": "Thing", "name": HOSTILE}]


def test_what_is_not_known_is_left_out() -> None:
    assert node("Offer", id="", price=0, url="", seller=None, item={}, category=[]) == {"@type": "Offer", "price": 0}


def test_a_search_and_a_missing_page_tell_nothing(crim: Partner, client: Client) -> None:
    assert b"ld+json" not in client.get("/fr/recherche/?q=texte").content
    assert b"ld+json" not in client.get("/fr/rien/").content
