"""A special report gathers articles by hand and by rule."""

from typing import Any

import pytest
from django.test import Client

from articles.models import ArticlePage, ReportItem
from articles.reports import MOST_BY_RULE, gathered_by
from core.models import Topic
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.translations.steps import english


def make(partner: Partner, title: str, **fields: Any) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(partner=partner, title=title, published=True, **fields)
    return article


def report(partner: Partner, items: list[ArticlePage], **fields: Any) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(partner=partner, title="Dossier", kind="special_report", **fields)
    page.report_items = [ReportItem(item=item, sort_order=order) for order, item in enumerate(items)]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def titles(page: ArticlePage) -> list[str]:
    return [item.title for item in gathered_by(page)]


def test_by_hand_then_by_rule_and_nothing_twice(crim: Partner, aqt: Partner) -> None:
    topic = Topic.objects.get(key="management")
    older, newer, chosen = (make(aqt, title, topics=[topic]) for title in ("Ancien", "Récent", "Choisi"))
    make(aqt, "Ailleurs")
    page = report(crim, [chosen], report_topic=topic, topics=[topic])
    assert titles(page) == ["Choisi", newer.title, older.title]


def test_by_keyword_whatever_its_accents(crim: Partner) -> None:
    make(crim, "Avec", keywords="Édition génique")
    make(crim, "Sans", keywords="édition")
    assert titles(report(crim, [], report_keyword="edition génique")) == ["Avec"]


def test_the_keyword_is_one_word_for_all_languages(crim: Partner) -> None:
    article = make(crim, "Avec", keywords="infonuagique")
    translation = english(article)
    translation.keywords = "cloud"
    translation.save()
    assert [item.pk for item in gathered_by(english(report(crim, [], report_keyword="infonuagique")))] == [
        translation.pk
    ]


def test_what_was_withdrawn_is_left_out_and_the_other_language_has_its_versions(crim: Partner) -> None:
    stays, goes = make(crim, "Reste"), make(crim, "Part")
    page = report(crim, [goes, stays])
    goes.unpublish()
    assert titles(page) == ["Reste"]
    assert [item.locale.language_code for item in gathered_by(english(page))] == ["en"]


def test_the_rule_has_an_end(crim: Partner) -> None:
    for number in range(MOST_BY_RULE + 2):
        make(crim, f"Article {number}", keywords="IA")
    assert len(titles(report(crim, [], report_keyword="ia"))) == MOST_BY_RULE


@pytest.mark.parametrize("kind", ["article", "intelligence_brief", "study", "profile"])
def test_other_kinds_gather_nothing(crim: Partner, kind: str) -> None:
    make(crim, "Avec", keywords="IA")
    page = report(crim, [], report_keyword="IA")
    page.kind = kind
    assert gathered_by(page) == []


def test_readers_see_it(crim: Partner, client: Client) -> None:
    make(crim, "Un article du dossier", keywords="IA")
    html = client.get(report(crim, [], report_keyword="IA").url).content.decode()
    assert "Dans ce dossier" in html
    assert "Un article du dossier" in html
