"""A feed holds the newest of what the index shows under the same filter, and nothing that is not public."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage, ArticleSource
from core.models import Topic
from home.demo import media
from partners.models import Partner
from tests.articles.asking import FEEDS, INDEX, feed_titles, page, public_article
from tests.factories import ArticlePageFactory
from tests.translations.steps import english, translated


@pytest.mark.parametrize("name", FEEDS)
def test_what_is_not_public_is_in_no_feed(crim: Partner, client: Client, name: str) -> None:
    ArticlePageFactory(partner=crim, title="Un brouillon secret")
    public_article(crim, "Un retrait secret").unpublish()
    restricted = public_article(crim, "Un lieu secret")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    for language in INDEX:
        assert feed_titles(client, name, language=language) == []


@pytest.mark.parametrize("name", FEEDS)
def test_an_index_that_is_not_public_has_no_feed(client: Client, admin_client: Client, name: str) -> None:
    index = ArticleIndexPage.objects.get(locale__language_code="fr")
    restriction = PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    # Not even for whoever may see the page: caches would keep it for others.
    assert admin_client.get(f"/fr/veille/{name}").status_code == 404
    assert client.get(f"/fr/veille/{name}").status_code == 302
    restriction.delete()
    index.unpublish()
    assert client.get(f"/fr/veille/{name}").status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_a_value_that_means_nothing_filters_nothing(crim: Partner, client: Client, name: str) -> None:
    public_article(crim, "Celui-ci")
    query = {"topic": "astrology", "keyword": "x", "start": "tomorrow", "sort": "x", "page": "9", "unknown": "1"}
    assert feed_titles(client, name, query) == ["Celui-ci"]


@pytest.mark.parametrize("name", FEEDS)
def test_the_newest_come_first_and_there_are_fifty_at_most(
    crim: Partner, client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.feeds.selection.MOST_ARTICLES", 2)
    for day in ("2026-01-02", "2026-01-03", "2026-01-01"):
        public_article(crim, day, day)
    assert feed_titles(client, name, {"sort": "oldest"}) == ["2026-01-03", "2026-01-02"]


def test_each_filter_announces_its_feeds(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte", topics=Topic.objects.filter(key="management"))
    query = "?topic=management&partner=crim"
    found = page(client, dict(QueryDict(f"{query[1:]}&sort=title&page=1&kind=poem").items()))
    links = {link["type"]: link["href"] for link in found.select("link[rel=alternate][type]")}
    assert links == {
        "application/atom+xml": f"http://testserver/fr/veille/articles.atom{query}",
        "application/feed+json": f"http://testserver/fr/veille/articles.json{query}",
    }
    titles = [link["title"] for link in found.select("link[rel=alternate][type]")]
    assert all("Gestion, CRIM" in title for title in titles)
    assert found.select_one("#subscribe-atom")["value"] == links["application/atom+xml"]  # type: ignore[index]


def item(client: Client, language: str = "fr") -> dict[str, Any]:
    (found,) = json.loads(client.get(f"{INDEX[language]}articles.json").content)["items"]
    return dict(found)


def test_a_feed_tells_all_that_one_needs_to_decide_whether_to_read(crim: Partner, client: Client) -> None:
    image = media.picture("grid", "fil", "management", "Une grille", crim.collection)
    article = ArticlePageFactory(
        partner=crim,
        title='"Un" titre & <b>',
        summary="En bref & <i>.",
        authors="Camille Tremblay, Noé Gagnon",
        kind="study",
        licence="cc-by-4.0",
        image=image,
        topics=[Topic.objects.get(key="management")],
    )
    article.sources = [ArticleSource(title="Source & <b>", url="https://example.org/?a=1&b=2", publisher="Un institut")]
    article.save_revision().publish()
    found = item(client)
    assert found["url"] == f"http://testserver{article.url}"
    assert found["title"] == "«\xa0Un\xa0» titre & <b>"
    assert found["summary"] == "En bref & <i>."
    assert "En bref &amp; &lt;i&gt;." in found["content_html"]
    assert (
        '<a href="https://example.org/?a=1&amp;b=2">Source &amp; &lt;b&gt;</a> (Un institut)' in found["content_html"]
    )
    assert [author["name"] for author in found["authors"]] == ["Camille Tremblay", "Noé Gagnon"]
    assert found["tags"][:2] == ["Étude", "Gestion"]
    assert found["image"].startswith("http://testserver/fr/share/")
    assert client.get(found["image"].removeprefix("http://testserver")).status_code == 200
    assert found["_article"]["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["_article"]["sources"][0]["url"] == "https://example.org/?a=1&b=2"


def test_a_mirror_is_the_text_of_its_original_and_a_translation_another_one(crim: Partner, client: Client) -> None:
    article = public_article(crim, "Un texte")
    original, mirror = item(client), item(client, "en")
    assert (mirror["id"], mirror["language"]) == (original["id"], "fr-CA")
    assert mirror["url"] == f"http://testserver{english(article).url}"
    translated(article)
    translation = item(client, "en")
    assert translation["language"] == "en-CA"
    assert translation["id"] != original["id"] == item(client)["id"]


def test_who_signs_nothing_is_named_by_the_partner(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte")
    assert item(client)["authors"] == [{"name": "CRIM"}]


@pytest.mark.parametrize("name", FEEDS)
def test_control_characters_do_not_break_it(crim: Partner, client: Client, name: str) -> None:
    article = public_article(crim, "Un\x0b\x1btexte\ufffe", summary="\x01", authors="A\x02 B")
    ArticlePage.objects.filter(pk=article.pk).update(title="Un\x0btexte")
    assert feed_titles(client, name) == ["Untexte"]


def test_what_gathers_articles_announces_their_feed(crim: Partner, client: Client) -> None:
    public_article(crim, "Un texte", authors="Noé Gagnon")
    for address, query in (
        ("/fr/partenaires/crim/", "partner=crim"),
        (reverse_author("noe-gagnon"), "author=noe-gagnon"),
    ):
        found = BeautifulSoup(client.get(address).content, "html.parser")
        links = [link["href"] for link in found.select("link[rel=alternate][type]")]
        assert links == [f"/fr/veille/{name}?{query}" for name in FEEDS]
        assert feed_titles(client, "articles.atom", dict([query.split("=")])) == ["Un texte"]


def reverse_author(key: str) -> str:
    with override("fr"):
        return reverse("author", args=[key])
