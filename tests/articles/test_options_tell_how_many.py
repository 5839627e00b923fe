"""Beside each option of the filter stands how many articles it would leave; chosen, it leaves exactly so many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from articles.forms import COUNTED, ArticleFilterForm
from articles.listing import ArticleList
from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedName
from articles.names import author_key, keyword_key
from core import facets
from core.folding import fold
from core.models import Topic
from partners.models import Partner
from tests.articles.asking import FEEDS, feed_titles, page, public_article, titles

# How a person would tell, by looking at the article, whether an option lets it through.
BY_HAND: dict[str, Callable[[ArticlePage, str], bool]] = {
    "topic": lambda article, key: key in {topic.key for topic in article.topics.all()},
    "partner": lambda article, key: article.partner.key == key,
    "kind": lambda article, value: article.kind == value,
    "keyword": lambda article, value: fold(value) in fold(article.keywords).split(", "),
    "author": lambda article, value: fold(value) in fold(article.authors).split(", "),
    "only": lambda article, value: article.in_language == article.locale.language_code,
    "start": lambda article, value: timezone.localdate(article.first_published_at).isoformat() >= value,
    "end": lambda article, value: timezone.localdate(article.first_published_at).isoformat() <= value,
}
OPTIONS = {
    "topic": ["management", "research-creation"],
    "partner": ["crim", "aqt"],
    "kind": ["study", "profile", "article"],
    "keyword": ["infonuagique", "Santé"],
    "author": ["camille tremblay", "Noé Gagnon"],
    "only": ["on"],
    "start": ["2026-03-04", "2026-03-08"],
    "end": ["2026-03-05", "2026-03-09"],
}
queries = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in OPTIONS.items()})


@pytest.fixture
def articles(crim: Partner, aqt: Partner) -> list[ArticlePage]:
    topics = {topic.key: topic for topic in Topic.objects.all()}
    made = []
    for number in range(10):
        language = "fr" if number % 4 else "en"
        made.append(
            public_article(
                crim if number % 3 else aqt,
                f"Article {number}",
                f"2026-03-{number + 1:02}",
                language=language,
                kind=OPTIONS["kind"][number % 3],
                keywords=["Infonuagique, santé", "Santé", ""][number % 3],
                authors=["Camille Tremblay", "Camille Tremblay, Noé Gagnon", "", "Noé Gagnon"][number % 4],
                topics=[topics[key] for key in (["management"], ["management", "research-creation"], [])[number % 3]],
            )
        )
    return list(ArticlePage.objects.filter(locale__language_code="fr").prefetch_related("topics"))


def lets_through(article: ArticlePage, query: dict[str, str]) -> bool:
    return all(BY_HAND[name](article, value) for name, value in query.items())


def form_of(query: dict[str, str]) -> ArticleFilterForm:
    asked = QueryDict(mutable=True)
    asked.update(query)
    return ArticleFilterForm(asked)


def value_in_row(name: str, value: str) -> object:
    """As the counts name an option: by its key in the database where it has one."""
    if name == "topic":
        return Topic.objects.get(key=value).pk
    if name == "partner":
        return Partner.objects.get(key=value).pk
    if name in ("keyword", "author"):
        key = {"keyword": keyword_key, "author": author_key}[name](value)
        return ListedName.objects.get(kind=name, key=key).pk
    return "true" if name == "only" else value


def test_counts_are_those_that_one_counts_by_hand(articles: list[ArticlePage], client: Client) -> None:
    locale = Locale.get_default()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(queries)
    def check(query: dict[str, str]) -> None:
        form = form_of(query)
        # The last day is before the first one: said, and left out.
        kept = {name: value for name, value in query.items() if name not in form.errors}
        found = ArticleList(locale, form)
        expected = [article.title for article in articles if lets_through(article, kept)]
        assert found.facets.total == len(expected)
        assert found.articles.count() == len(expected)
        for name in COUNTED:
            for value in OPTIONS[name]:
                by_hand = sum(lets_through(article, kept | {name: value}) for article in articles)
                assert found.facets.of(name, value_in_row(name, value)) == by_hand, (name, value, query)
        newest_first = sorted(expected, reverse=True)
        assert titles(client, query) == newest_first
        for name in FEEDS:
            assert feed_titles(client, name, query) == newest_first

    check()


def test_all_counts_are_one_query(articles: list[ArticlePage]) -> None:
    form = form_of({"topic": "management", "kind": "study", "keyword": "sante", "only": "on"})
    conditions = form.conditions
    with CaptureQueriesContext(connection) as captured:
        facets.count(ListedArticle.objects.all(), conditions, COUNTED)
    assert len(captured) == 1


def test_an_option_says_its_number(articles: list[ArticlePage], client: Client) -> None:
    found = page(client, {"kind": "profile"})
    option = found.select_one("select[name=partner] option[value=crim]")
    assert option
    by_hand = sum(article.kind == "profile" and article.partner.key == "crim" for article in articles)
    assert option.get_text(strip=True) == f"CRIM ({by_hand})"
    assert found.select_one("label[for=filter-only]").get_text(strip=True).endswith(")")  # type: ignore[union-attr]


def test_keywords_are_offered_as_they_are_written(articles: list[ArticlePage], client: Client) -> None:
    options = [option.get_text(strip=True) for option in page(client).select("select[name=keyword] option")]
    assert options[1:] == ["Infonuagique (4)", "santé (7)"]


def test_an_option_that_leaves_nothing_is_not_offered_unless_it_is_chosen(
    articles: list[ArticlePage], client: Client
) -> None:
    assert not page(client).select_one("option[value=special_report]")
    found = page(client, {"kind": "special_report", "keyword": "infonuagique"})
    for value in ("special_report", "infonuagique"):
        chosen = found.select_one(f"option[value={value}][selected]")
        assert chosen
        assert "(0)" in chosen.get_text() or value == "special_report"
    assert found.select_one(".empty a")


def test_each_filter_can_be_taken_back_by_itself(articles: list[ArticlePage], client: Client) -> None:
    found = page(client, {"kind": "study", "keyword": "Infonuagique", "start": "2026-03-02"})
    chips = found.select(".chip-set")
    texts = [chip.get_text(" ", strip=True).split(":")[-1].strip("\xa0 ×") for chip in chips]
    assert texts == ["Étude", "Infonuagique", "À partir du 2\xa0mars\xa02026"]
    without = page(client, dict(QueryDict(str(chips[0]["href"])[1:]).items()))
    assert not without.select_one("option[value=study][selected]")
    assert without.select_one("option[value=infonuagique][selected]")
