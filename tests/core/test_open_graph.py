"""Social networks read the title, the text, the language and a picture of what is shared."""

import datetime as dt

from django.test import Client
from wagtail.models import Collection, PageViewRestriction

from articles.models import ArticlePage
from core.models import Topic
from home.demo import media
from partners.models import Partner
from tests.factories import ArticlePageFactory, EventPageFactory
from tests.reading import properties, soup
from tests.translations.steps import english, translated

ORIGIN = "http://testserver"


def test_an_article_says_what_it_is(crim: Partner, client: Client) -> None:
    topics = list(Topic.objects.filter(key__in=["research-creation", "management"]))
    page = ArticlePageFactory(
        partner=crim, title="L’œuvre & l’été", summary="« En bref »", topics=topics, published=True
    )
    found = properties(client, page.url)
    assert found["og:title"] == ["L’œuvre & l’été"]
    assert found["og:description"] == found["description"] == ["« En bref »"]
    assert found["og:type"] == ["article"]
    assert found["og:url"] == [ORIGIN + page.url]
    assert found["og:site_name"] == ["Carrefour-TIC"]
    assert found["og:locale"] == ["fr_CA"]
    assert "og:locale:alternate" not in found
    assert found["twitter:card"] == ["summary_large_image"]
    assert found["article:section"] == ["Recherche et création"]
    assert found["article:tag"] == ["Recherche et création", "Gestion"]
    assert dt.datetime.fromisoformat(found["article:published_time"][0]).tzinfo
    assert found["article:modified_time"][0] >= found["article:published_time"][0]


def test_a_card_has_its_size_and_its_words(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    found = properties(client, page.url)
    assert found["og:image"][0].startswith(f"{ORIGIN}/fr/share/{page.pk}-")
    assert found["og:image:type"] == ["image/png"]
    assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"])
    assert found["og:image:alt"] == ["Un texte"]


def test_a_picture_of_its_own_is_described_by_its_page(crim: Partner, client: Client) -> None:
    image = media.picture("grid", "partage", "management", "Une grille", Collection.get_first_root_node())
    described = ArticlePageFactory(partner=crim, image=image, image_alt="Des points", published=True)
    plain = ArticlePageFactory(partner=crim, image=image, published=True)
    assert properties(client, described.url)["og:image:alt"] == ["Des points"]
    assert properties(client, plain.url)["og:image:alt"] == ["Une grille"]
    assert properties(client, plain.url)["og:image:type"] == ["image/jpeg"]


def test_a_mirror_is_shared_as_its_original(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    found = properties(client, english(page).url)
    assert found["og:url"] == [ORIGIN + page.url]
    assert found["og:locale"] == ["fr_CA"]
    assert "og:locale:alternate" not in found


def test_a_translation_names_the_other_language(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translated(page)
    for version, language, other in ((page, "fr_CA", "en_CA"), (translation, "en_CA", "fr_CA")):
        found = properties(client, version.url)
        assert (found["og:locale"], found["og:locale:alternate"]) == ([language], [other])
        assert found["og:url"] == [ORIGIN + version.url]


def test_other_pages_are_of_the_site(crim: Partner, client: Client) -> None:
    event = EventPageFactory(partner=crim, published=True)
    for address in ("/fr/", "/en/", "/fr/veille/", "/en/partners/crim/", event.url):
        found = properties(client, address)
        assert found["og:type"] == ["website"]
        assert found["og:url"] == [ORIGIN + address]


def test_a_filtered_list_is_shared_as_it_stands(crim: Partner, client: Client) -> None:
    found = properties(client, "/fr/veille/?partner=crim")
    assert "og:url" not in found
    assert found["og:title"] == ["Veille"]


def test_the_title_for_search_engines_counts(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(
        partner=crim, title="Un texte", seo_title="Un titre", search_description="Autre", published=True
    )
    found = properties(client, page.url)
    assert (found["og:title"], found["og:description"]) == (["Un titre"], ["Autre"])


def test_hostile_words_stay_words(crim: Partner, client: Client) -> None:
    hostile = """"><script>alert(1)</script>'&"""
    page = ArticlePageFactory(partner=crim, title=hostile, summary=hostile, published=True)
    found = properties(client, page.url)
    assert found["og:title"] == found["og:description"] == [hostile]
    assert "<script>alert(1)</script>" in found["og:image:alt"][0]
    assert len(soup(client, page.url).find_all("script")) == 1


def test_nothing_is_asked_of_others_and_no_cookie_is_set(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    response = client.get(page.url)
    client.get(properties(client, page.url)["og:image"][0].removeprefix(ORIGIN))
    assert not response.cookies
    assert not client.cookies
    assert properties(client, page.url)["og:image"][0].startswith(ORIGIN)


def test_a_restricted_page_says_nothing_to_strangers(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Réservé", published=True)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(page.url)
    assert response.status_code == 302


def test_a_preview_of_what_is_not_public_says_nothing(crim: Partner) -> None:
    draft = ArticlePageFactory(partner=crim, title="Brouillon")
    unsaved = ArticlePage(title="Pas encore enregistré", slug="pas-encore", locale=draft.locale)
    for previewed in (draft, unsaved):
        response = previewed.make_preview_request()
        assert response.status_code == 200
        assert "ld+json" not in response.content.decode()
        assert "og:" not in response.content.decode()
    public = ArticlePageFactory(partner=crim, title="Un texte", published=True).get_latest_revision_as_object()
    public.title = "Un autre texte"
    assert "Un autre texte" in public.make_preview_request().content.decode()
