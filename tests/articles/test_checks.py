"""Before an article is submitted, its editor reads what readers would miss, and may submit it all the same."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from articles.checks import checks, links_of
from articles.models import ArticlePage, ArticleSource
from core.models import CustomImage, Topic
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory

WHOLE: dict[str, Any] = {"why_it_matters": "Parce que.", "keywords": "infonuagique"}


def fields_of(article: ArticlePage) -> set[str]:
    return {check.field for check in checks(article)}


@pytest.fixture
def whole(crim: Partner) -> ArticlePage:
    """A brief that lacks nothing."""
    article: ArticlePage = ArticlePageFactory(partner=crim, topics=Topic.objects.all()[:1], **WHOLE)
    article.sources = [ArticleSource(title="Une étude", publisher="Une revue", url="https://example.org/")]
    article.save_revision()
    return article


def test_nothing_is_missing(whole: ArticlePage) -> None:
    assert checks(whole) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "T" * 91}, "title"),
        ({"summary": "S" * 301}, "summary"),
        ({"summary": ""}, "summary"),
        ({"why_it_matters": ""}, "why_it_matters"),
        ({"keywords": ""}, "keywords"),
        ({"kind": "study"}, "document"),
        ({"kind": "profile"}, "profile_name"),
        ({"kind": "special_report"}, "report_items"),
        ({"title": "Les donnees du Quebec"}, "title"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_is_missing(whole: ArticlePage, change: dict[str, str], field: str) -> None:
    for name, value in change.items():
        setattr(whole, name, value)
    assert fields_of(whole) == {field}


def test_sources_topics_and_pictures(whole: ArticlePage) -> None:
    whole.sources = [ArticleSource(title="Sans adresse", publisher="Une revue")]
    assert fields_of(whole) == {"sources"}
    whole.sources = []
    assert fields_of(whole) == {"sources"}
    whole.kind = "article"
    assert fields_of(whole) == set()
    whole.topics.set([])
    image = CustomImage.objects.create(title="Une image", file=get_test_image_file())
    whole.image = image
    whole.body = json.dumps([{"type": "image", "value": {"image": image.pk, "alt": ""}}])
    assert fields_of(whole) == {"topics", "image_alt", "body"}


def test_words_of_an_english_text_are_not_french_ones(whole: ArticlePage) -> None:
    whole.title, whole.in_language = "The Quebec education", "en"
    assert fields_of(whole) == set()


def test_the_links_of_an_article(whole: ArticlePage) -> None:
    whole.body = json.dumps(
        [
            {
                "type": "paragraph",
                "value": '<p><a href="https://example.org/a">a</a> <a linktype="page" id="1">b</a></p>',
            },
            {"type": "embed", "value": {"title": "Une vidéo", "url": "https://example.org/video"}},
            {"type": "call_to_action", "value": {"label": "Lire", "page": None, "url": "https://example.org/a"}},
        ]
    )
    assert links_of(whole) == ["https://example.org/", "https://example.org/a", "https://example.org/video"]


def test_the_screen_shows_them_after_a_save(crim: Partner, client: Client, whole: ArticlePage) -> None:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    address = reverse("articles:checks")
    assert "Il ne manque rien" in client.get(address, {"page": whole.pk}).content.decode()
    whole.keywords = ""
    whole.save_revision()
    shown = client.get(address, {"page": whole.pk}).content.decode()
    assert "Il n’y a pas de mot-clé" in shown
    assert 'data-field="keywords"' in shown


@pytest.mark.parametrize("view", ["articles:checks", "articles:check_links"])
def test_nobody_reads_those_of_another_s_draft(aqt: Partner, client: Client, whole: ArticlePage, view: str) -> None:
    client.force_login(UserFactory(role=(aqt, Role.MODERATOR)))
    ask = client.get if view == "articles:checks" else client.post
    assert ask(reverse(view), {"page": whole.pk}).status_code == 404


@pytest.mark.parametrize("pk", ["", "x", "0", "99999999", "9" * 30])
def test_no_article(crim: Partner, client: Client, pk: str) -> None:
    client.force_login(UserFactory(administrator=True))
    assert client.get(reverse("articles:checks"), {"page": pk}).status_code == 404
