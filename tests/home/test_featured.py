"""What stands first on the home page, a topic's page and a partner's area; and no partner fills the home page alone."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale

from articles.latest import MOST_OF_ONE, fair_latest
from articles.models import ArticlePage
from core.models import Topic
from home.models import HomeFeature, HomePage, TopicFeature, TopicIndexPage, TopicPage
from partners.models import AreaFeature, Partner, PartnerPage
from tests.factories import ArticlePageFactory

TODAY = dt.date(2031, 5, 14)
DAY = dt.timedelta(days=1)


def make(partner: Partner, title: str, **fields: Any) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(partner=partner, title=title, published=True, **fields)
    return article


def home(language: str = "fr") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def titles(client: Client, address: str, section: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [title.get_text(strip=True) for title in page.select(f"[aria-labelledby={section}] .card__title")]


def feature(page: Any, model: type, items: list[ArticlePage], **dates: Any) -> None:
    page.features = [model(item=item, sort_order=order, **dates) for order, item in enumerate(items)]
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_shown"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (TODAY + DAY, None, False),
        (None, TODAY - DAY, False),
        (None, TODAY, True),
    ],
    ids=["always", "one-day", "begun", "not-yet", "over", "last-day"],
)
def test_an_article_is_featured_for_its_days(
    crim: Partner, starts_on: dt.date | None, ends_on: dt.date | None, is_shown: bool
) -> None:
    page = home()
    feature(page, HomeFeature, [make(crim, "À la une")], starts_on=starts_on, ends_on=ends_on)
    chosen, _latest = fair_latest(home().locale, 0, home().choices(TODAY))
    assert [article.title for article in chosen] == (["À la une"] if is_shown else [])


def test_days_in_the_wrong_order_are_refused(crim: Partner) -> None:
    with pytest.raises(ValidationError, match="précède"):
        HomeFeature(home=home(), item=make(crim, "Article"), starts_on=TODAY, ends_on=TODAY - DAY).clean()


def test_the_first_one_stands_large_and_none_twice(crim: Partner, aqt: Partner, client: Client) -> None:
    first, second, latest = make(crim, "Premier choix"), make(aqt, "Deuxième choix"), make(crim, "Le plus récent")
    assert titles(client, "/fr/", "featured") == [latest.title]
    feature(home(), HomeFeature, [first, second])
    assert titles(client, "/fr/", "featured") == ["Premier choix", "Deuxième choix"]
    assert titles(client, "/fr/", "latest") == ["Le plus récent"]
    # The page in English features its own versions.
    assert titles(client, "/en/", "featured") == ["Premier choix", "Deuxième choix"]
    first.unpublish()
    assert titles(client, "/fr/", "featured") == ["Deuxième choix"]


def test_no_partner_fills_the_home_page_alone(crim: Partner, aqt: Partner) -> None:
    others = [make(aqt, f"AQT {number}") for number in range(3)]
    for number in range(6):
        make(crim, f"CRIM {number}")
    found = [article.title for article in fair_latest(Locale.get_default(), 5)[1]]
    assert found == ["CRIM 5", "CRIM 4", "CRIM 3", "AQT 2", "AQT 1"]
    assert sum(title.startswith("AQT") for title in found) == MOST_OF_ONE
    choices = [HomeFeature(item=article) for article in others]
    chosen, latest = fair_latest(Locale.get_default(), 2, choices)
    assert chosen == others
    assert [article.title for article in latest] == ["CRIM 5", "CRIM 4"]


def test_a_single_partner_may(crim: Partner) -> None:
    for number in range(4):
        make(crim, f"CRIM {number}")
    assert len(fair_latest(Locale.get_default(), 4)[1]) == 4


def test_a_topic_has_its_choice_and_its_latest_by_kind(crim: Partner, client: Client) -> None:
    topic = Topic.objects.get(key="management")
    chosen = make(crim, "Choisi", topics=[topic])
    make(crim, "Une étude", kind="study", topics=[topic])
    make(crim, "Une étude d’ailleurs", kind="study")
    page = TopicPage(title="Gestion", slug="gestion", topic=topic)
    TopicIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    feature(page, TopicFeature, [chosen])
    assert titles(client, page.url, "featured") == ["Choisi"]
    assert titles(client, page.url, "kind-study") == ["Une étude"]
    assert titles(client, page.url, "kind-profile") == []


def test_a_partner_has_its_choice_and_its_latest_without_it(crim: Partner, client: Client) -> None:
    chosen, other = make(crim, "Choisi"), make(crim, "Autre")
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    feature(area, AreaFeature, [chosen])
    assert titles(client, area.url, "featured") == ["Choisi"]
    assert titles(client, area.url, "articles") == [other.title]
