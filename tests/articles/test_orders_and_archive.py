"""A list in the order that a reader asks for, and the months in which something appeared."""

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ArticlePage
from core.models import Topic
from partners.models import Partner
from tests.articles.asking import page, public_article, titles


@pytest.fixture
def articles(crim: Partner) -> None:
    for title, day in (("Zone", "2025-12-31"), ("Écoles", "2026-01-01"), ("« Cloud »", "2026-01-31")):
        public_article(crim, title, day)
    public_article(crim, "Études", "2024-05-05", kind="study")
    article = ArticlePage.objects.get(title="Écoles", locale__language_code="fr")
    article.summary = "Mis à jour"
    article.save_revision().publish()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["« Cloud »", "Écoles", "Zone", "Études"]),
        ("oldest", ["Études", "Zone", "Écoles", "« Cloud »"]),
        ("title", ["« Cloud »", "Écoles", "Études", "Zone"]),
    ],
)
def test_a_list_has_the_order_asked_for(articles: None, client: Client, order: str, expected: list[str]) -> None:
    tidy = [title.replace(" ", "\xa0") for title in expected]
    assert titles(client, {"sort": order}) == tidy
    current = page(client, {"sort": order}).select_one(".sort [aria-current]")
    assert current


def test_what_was_updated_last_comes_first(articles: None, client: Client) -> None:
    assert titles(client, {"sort": "updated"})[0] == "Écoles"


def test_an_order_stays_while_one_filters_and_turns_pages(articles: None, client: Client) -> None:
    found = page(client, {"sort": "title", "kind": "study"})
    assert found.select_one("form.filters input[type=hidden][name=sort][value=title]")
    assert titles(client, {"sort": "poem"}) == titles(client)
    assert not page(client, {"sort": "title"}).select(".chip-set")


def test_the_archive_tells_how_many_each_month_has(articles: None, client: Client) -> None:
    found = page(client, below="archives/")
    assert [year.get_text(" ", strip=True) for year in found.select(".archive__year")] == ["2026 2", "2025 1", "2024 1"]
    months = [month.get_text(" ", strip=True) for month in found.select(".archive__months li")]
    assert months == ["Janvier\xa02026 2", "Décembre\xa02025 1", "Mai\xa02024 1"]


def test_a_month_leads_to_what_appeared_in_it(articles: None, client: Client) -> None:
    for link in page(client, below="archives/").select(".archive a"):
        count = int(link.find_next(class_="archive__count").get_text())  # type: ignore[union-attr]
        query = str(link["href"]).partition("?")[2]
        assert len(titles(client, dict(QueryDict(query).items()))) == count


def test_days_are_those_of_the_portals_clock(crim: Partner, client: Client) -> None:
    late = timezone.make_aware(dt.datetime(2026, 3, 31, 23, 59))
    public_article(crim, "Tard le soir", first_published_at=late)
    assert titles(client, {"start": "2026-03-31", "end": "2026-03-31"}) == ["Tard le soir"]
    assert titles(client, {"start": "2026-04-01"}) == []
    assert page(client, below="archives/").select_one(".archive__months a").get_text() == "Mars\xa02026"  # type: ignore[union-attr]


def test_an_archive_is_filtered_like_its_list(articles: None, client: Client) -> None:
    (to_archive,) = [
        link for link in page(client, {"kind": "study"}).select(".ways-on a") if "archives" in link["href"]
    ]
    assert to_archive["href"] == "/fr/veille/archives/?kind=study"
    found = page(client, {"kind": "study"}, below="archives/")
    (month,) = found.select(".archive__months a")
    assert "kind=study" in month["href"]
    assert [chip.get_text(" ", strip=True) for chip in found.select(".chip-set")]


def test_the_archive_is_a_page_of_its_own_in_both_languages(articles: None, client: Client) -> None:
    found = page(client, below="archives/")
    assert found.select_one("link[rel=canonical]")["href"].endswith("/fr/veille/archives/")  # type: ignore[index]
    english = found.select_one("a[hreflang=en-CA], a[lang=en-CA]")
    assert english
    assert english["href"] == "/en/intelligence/archives/"
    assert page(client, below="archives/", language="en").select(".archive")


def test_an_archive_without_anything_says_so(db: None, client: Client) -> None:
    assert page(client, below="archives/").select_one(".empty")
    assert page(client, {"kind": "study"}, below="archives/").select_one(".empty a")


def test_queries_do_not_grow(crim: Partner, client: Client) -> None:
    addresses = (
        "/fr/veille/?keyword=robotique&author=noe+gagnon&sort=title",
        "/fr/veille/archives/?topic=management",
        "/fr/veille/articles.atom",
        "/fr/veille/articles.json?keyword=robotique",
        "/fr/feeds.opml",
    )

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    def add(number: int) -> None:
        public_article(
            crim,
            f"Texte {number}",
            f"2026-0{number + 1}-03",
            authors="Noé Gagnon",
            keywords=f"Robotique, mot {number}",
            topics=Topic.objects.all()[:2],
        )

    add(0)
    few = queries()
    for number in range(1, 7):
        add(number)
    assert queries() == few
