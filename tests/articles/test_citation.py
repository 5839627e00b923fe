"""Programs that keep references know what an article is: Dublin Core for all, Highwire's tags for studies."""

import datetime as dt

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from articles.models import ArticlePage, ArticleSource
from core.models import CustomDocument, Topic
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.reading import nodes, properties, soup
from tests.translations.steps import english

ORIGIN = "http://testserver"


def study(partner: Partner, **fields: object) -> ArticlePage:
    late = timezone.make_aware(dt.datetime(2026, 3, 31, 23, 30))
    page = ArticlePageFactory(
        partner=partner,
        title="L’œuvre & « l’été »",
        summary="En bref.",
        authors="Camille Tremblay et Noé Gagnon",
        topics=[Topic.objects.get(key="management")],
        licence="cc-by-4.0",
        first_published_at=late,
        **{"kind": "study"} | fields,
    )
    page.sources = [ArticleSource(title="Étude", url="https://example.org/etude"), ArticleSource(title="Entretien")]
    page.save_revision().publish()
    return page


def test_a_study_is_cited_as_a_report(crim: Partner, client: Client) -> None:
    page = study(crim)
    found = properties(client, page.url)
    assert found["citation_title"] == ["L’œuvre & « l’été »"]
    assert found["citation_author"] == ["Camille Tremblay", "Noé Gagnon"]
    # The day by the portal's clock.
    assert found["citation_publication_date"] == ["2026/03/31"]
    assert found["citation_publisher"] == found["citation_technical_report_institution"] == [crim.name_fr]
    assert found["citation_language"] == ["fr"]
    assert found["citation_abstract_html_url"] == [ORIGIN + page.url]


def test_every_kind_has_dublin_core(crim: Partner, client: Client) -> None:
    page = study(crim, kind="profile")
    found = properties(client, page.url)
    assert not [name for name in found if name.startswith("citation_")]
    assert found["DC.title"] == ["L’œuvre & « l’été »"]
    assert found["DC.creator"] == ["Camille Tremblay", "Noé Gagnon"]
    assert found["DC.publisher"] == [crim.name_fr]
    assert found["DC.date"] == ["2026-03-31"]
    assert found["DC.language"] == ["fr-CA"]
    assert found["DC.subject"][0] == "Gestion"
    assert found["DC.source"] == ["https://example.org/etude", "Entretien"]
    assert found["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["DC.identifier"] == [ORIGIN + page.url]
    assert soup(client, page.url).find("link", rel="schema.DC")


def test_a_mirror_is_cited_as_its_original(crim: Partner, client: Client) -> None:
    page = study(crim)
    found = properties(client, english(page).url)
    assert found["DC.identifier"] == found["citation_abstract_html_url"] == [ORIGIN + page.url]
    assert found["DC.language"] == ["fr-CA"]


def test_a_draft_is_not_cited(crim: Partner) -> None:
    response = ArticlePageFactory(partner=crim, kind="study").make_preview_request()
    assert "DC.title" not in response.rendered_content


def test_a_study_names_its_publisher_its_words_and_its_document(crim: Partner, client: Client) -> None:
    file = ContentFile(b"%PDF-1.4 un essai", name="etude.pdf")
    document = CustomDocument.objects.create(title="L’étude", file=file, collection=crim.collection)
    page = study(crim, document=document, study_publisher="Un institut", keywords="Robotique, données ouvertes")
    found = properties(client, page.url)
    assert found["citation_pdf_url"] == [f"{ORIGIN}{document.url}"]
    assert found["citation_publisher"] == found["DC.publisher"] == ["Un institut"]
    assert found["citation_keywords"] == ["Gestion", "Robotique", "données ouvertes"]
    assert found["article:tag"] == ["Gestion", "Robotique", "données ouvertes"]
    report = nodes(client, page.url)["Report"]
    assert report["keywords"] == ["Robotique", "données ouvertes"]
    assert report["encoding"]["contentUrl"] == f"{ORIGIN}{document.url}"
    assert report["encoding"]["encodingFormat"] == "application/pdf"
