"""Beside an article stand others that have something in common with it, and it is said what."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticlePage, RelatedText
from articles.related import MOST_KEPT, relate, shown_beside
from core.models import Topic
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.translations.steps import english

PUBLISHED: dict[str, Any] = {"published": True}


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.get(key="management")


def make(partner: Partner, title: str, **fields: Any) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(partner=partner, title=title, published=True, **fields)
    return article


def beside(article: ArticlePage) -> list[tuple[str, str]]:
    with translation.override(article.locale.language_code):
        return [(related.item.title, related.reason) for related in shown_beside(article)]


def test_what_is_closest_stands_first_with_its_reason(crim: Partner, aqt: Partner, topic: Topic) -> None:
    make(crim, "Du même partenaire")
    make(aqt, "De la même thématique", topics=[topic])
    make(aqt, "Du même mot-clé", keywords="Infonuagique")
    make(aqt, "Sans rien de commun", keywords="design")
    article = make(crim, "Article", topics=[topic], keywords="IA, infonuagique")
    relate.call(str(article.translation_key))
    assert beside(article) == [
        ("Du même mot-clé", "Même mot-clé\u00a0: Infonuagique"),
        ("De la même thématique", "Même thématique\u00a0: Gestion"),
        ("Du même partenaire", "Même partenaire\u00a0: CRIM"),
    ]


def test_it_is_computed_when_an_article_is_published(crim: Partner, django_capture_on_commit_callbacks: Any) -> None:
    older = make(crim, "Un premier article")
    with django_capture_on_commit_callbacks(execute=True):
        article = make(crim, "Un deuxième article")
    assert beside(article) == [("Un premier article", "Même partenaire\u00a0: CRIM")]
    # Who was there first has a new neighbour too.
    assert beside(older) == [("Un deuxième article", "Même partenaire\u00a0: CRIM")]


def test_of_two_as_close_the_nearer_in_time(crim: Partner) -> None:
    old, article, near = (make(crim, title) for title in ("Ancien", "Article", "Proche"))
    ArticlePage.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - dt.timedelta(days=900))
    relate.call(str(article.translation_key))
    assert [title for title, _reason in beside(article)] == [near.title, "Ancien"]


def test_what_is_not_public_any_more_is_not_shown(crim: Partner) -> None:
    article, withdrawn, restricted = (make(crim, title) for title in ("Article", "Retiré", "Réservé"))
    relate.call(str(article.translation_key))
    assert len(beside(article)) == 2
    withdrawn.unpublish()
    PageViewRestriction.objects.create(page=Page.objects.get(pk=restricted.pk), restriction_type="login")
    assert beside(article) == []
    relate.call(str(withdrawn.translation_key))
    assert not RelatedText.objects.filter(text=withdrawn.translation_key).exists()


def test_readers_of_the_other_language_find_them_too(crim: Partner) -> None:
    article, _other = make(crim, "Article", keywords="IA"), make(crim, "Autre", keywords="IA")
    relate.call(str(article.translation_key))
    assert beside(english(article)) == [("Autre", "Same keyword: IA")]


def test_a_keyword_is_named_in_the_words_of_the_version(crim: Partner) -> None:
    article, other = make(crim, "Article", keywords="infonuagique"), make(crim, "Autre", keywords="infonuagique")
    relate.call(str(article.translation_key))
    for page in (article, other):
        version = english(page)
        version.keywords = "Cloud computing"
        version.save()
    assert beside(english(article)) == [("Autre", "Same keyword: Cloud computing")]
    assert shown_beside(article, besides=[other]) == []


def test_many_candidates_leave_a_few(crim: Partner, client: Client) -> None:
    article = make(crim, "Article")
    relate.call(str(article.translation_key))
    with CaptureQueriesContext(connection) as few:
        shown_beside(article)
    for number in range(MOST_KEPT + 3):
        make(crim, f"Autre {number}")
    relate.call(str(article.translation_key))
    assert RelatedText.objects.filter(text=article.translation_key).count() == MOST_KEPT
    with CaptureQueriesContext(connection) as many:
        assert len(shown_beside(article)) == 3
    assert (len(few), len(many)) <= (1, 4)
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert len(page.select(".related .related__reason")) == 3


def test_an_article_that_is_gone_meanwhile(db: None) -> None:
    relate.call("6f1c6b57-4f4f-4d4b-9a9a-0a0a0a0a0a0a")
    assert not RelatedText.objects.exists()
