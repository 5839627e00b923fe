"""Search engines read who published an article, when, in which language, about what, and from which sources."""

import datetime as dt

import pytest
from django.test import Client

from articles.enums import ArticleKind
from articles.models import ArticleSource
from articles.names import authors_of
from articles.structured_data import authors
from core.models import Topic
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.reading import nodes
from tests.translations.steps import english, translated

ORIGIN = "http://testserver"


def test_an_article_tells_what_its_page_shows(crim: Partner, client: Client) -> None:
    crim.website = "https://www.crim.ca/"
    crim.save()
    page = ArticlePageFactory(
        partner=crim,
        title="L’œuvre & « l’été »",
        summary="En bref.",
        authors="Camille Tremblay et Noé Gagnon",
        licence="cc-by-4.0",
        topics=[Topic.objects.get(key="management")],
        is_sample=True,
    )
    page.sources = [
        ArticleSource(
            title="Étude", publisher="Un institut", url="https://example.org/etude", published_on=dt.date(2026, 11, 1)
        ),
        ArticleSource(title="Entretien"),
    ]
    page.save_revision().publish()
    article = nodes(client, page.url)["NewsArticle"]
    assert article["headline"] == "L’œuvre & « l’été »"
    assert article["description"] == "En bref."
    assert article["disambiguatingDescription"] == "Contenu de démonstration"
    assert article["inLanguage"] == "fr-CA"
    assert article["url"] == article["mainEntityOfPage"] == ORIGIN + page.url
    assert dt.datetime.fromisoformat(article["datePublished"]).tzinfo
    assert article["dateModified"] >= article["datePublished"]
    assert [(author["@type"], author["name"]) for author in article["author"]] == [
        ("Person", "Camille Tremblay"),
        ("Person", "Noé Gagnon"),
    ]
    assert article["publisher"] == {
        "@type": "Organization",
        "@id": f"{ORIGIN}/#partner-crim",
        "name": crim.name_fr,
        "url": "https://www.crim.ca/",
    }
    assert article["about"] == [{"@type": "Thing", "name": "Gestion"}]
    assert article["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Étude",
            "url": "https://example.org/etude",
            "publisher": {"@type": "Organization", "name": "Un institut"},
            "datePublished": "2026-11-01",
        },
        {"@type": "CreativeWork", "name": "Entretien"},
    ]
    assert article["isPartOf"]["@id"] == f"{ORIGIN}/fr/#website"
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert client.get(article["image"]["url"].removeprefix(ORIGIN)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (ArticleKind.INTELLIGENCE_BRIEF, "NewsArticle"),
        (ArticleKind.ARTICLE, "Article"),
        (ArticleKind.STUDY, "Report"),
        (ArticleKind.PROFILE, "Article"),
        (ArticleKind.SPECIAL_REPORT, "Article"),
    ],
)
def test_the_type_follows_from_the_kind(crim: Partner, client: Client, kind: ArticleKind, type_: str) -> None:
    page = ArticlePageFactory(partner=crim, kind=kind, published=True)
    assert type_ in nodes(client, page.url)


def test_a_mirror_tells_of_its_original(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, topics=[Topic.objects.get(key="management")], published=True)
    article = nodes(client, english(page).url)["NewsArticle"]
    assert article["inLanguage"] == "fr-CA"
    assert article["url"] == article["mainEntityOfPage"] == ORIGIN + page.url
    assert article["@id"] == nodes(client, page.url)["NewsArticle"]["@id"]
    # In the words of the text, though the page around it is in English.
    assert article["about"] == [{"@type": "Thing", "name": "Gestion"}]
    assert article["publisher"]["name"] == crim.name_fr
    assert article["isPartOf"]["@id"] == f"{ORIGIN}/fr/#website"
    assert not {"translationOfWork", "workTranslation"} & set(article)


def test_a_translation_and_its_original_name_each_other(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    translation = translated(page)
    original, other = nodes(client, page.url)["NewsArticle"], nodes(client, translation.url)["NewsArticle"]
    assert other["inLanguage"] == "en-CA"
    assert other["url"] == ORIGIN + translation.url
    assert other["translationOfWork"]["url"] == ORIGIN + page.url
    assert other["translationOfWork"]["inLanguage"] == "fr-CA"
    assert [work["url"] for work in original["workTranslation"]] == [ORIGIN + translation.url]
    assert "workTranslation" not in other
    assert "translationOfWork" not in original


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("  ", []),
        ("Camille Tremblay", [("Person", "Camille Tremblay")]),
        ("A. B. Roy; Zoé de la Cour", [("Person", "A. B. Roy"), ("Person", "Zoé de la Cour")]),
        ("Camille Tremblay and Noé Roy", [("Person", "Camille Tremblay"), ("Person", "Noé Roy")]),
        ("Équipe de démonstration, portraits", [("Organization", "Équipe de démonstration, portraits")]),
        ("Camille", [("Organization", "Camille")]),
    ],
)
def test_a_line_of_names_is_told_from_a_team(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(author["@type"], author["name"]) for author in authors(authors_of(line))] == expected


def test_without_authors_the_partner_stands_for_the_text(crim: Partner, client: Client) -> None:
    article = nodes(client, ArticlePageFactory(partner=crim, published=True).url)["NewsArticle"]
    assert article["author"] == article["publisher"]
