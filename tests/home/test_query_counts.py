"""What a page asks of the database does not grow with the content, and stays within a bound for each page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ArticlePage, ArticleSource
from core.models import Topic
from home.demo import media
from home.demo.bodies import BodyBuilder
from home.models import HomePage, TopicIndexPage, TopicPage
from partners.models import Partner, PartnerPage
from tests.factories import ArticlePageFactory, EventPageFactory

# The most queries that a reader's page may make in a process that has answered a request before.
BOUNDS = {
    "home": 12,
    "topic": 12,
    "article index": 16,
    "article": 12,
    "calendar": 12,
    "month": 12,
    "event": 18,
    "partner area": 12,
    "partner index": 12,
    "search": 30,
}


@pytest.fixture
def topic(db: None) -> Topic:
    topic = Topic.objects.get(key="management")
    for index in TopicIndexPage.objects.select_related("locale"):
        index.add_child(instance=TopicPage(title="Gestion", slug="gestion", topic=topic, locale=index.locale))
    return topic


def add_content(partners: list[Partner], topic: Topic, count: int) -> None:
    """As many articles and events for each partner, each with a picture, a source and a mirror."""
    for partner in partners:
        image = media.picture("grid", f"queries-{partner.key}", "management", "Une grille", partner.collection)
        for number in range(count):
            article = ArticlePageFactory(partner=partner, topics=[topic], image=image, title=f"Gestion {number}")
            article.sources = [ArticleSource(title="Source"), ArticleSource(title="Autre source")]
            article.body = BodyBuilder(article.slug, "management", partner.collection).build(
                [{"image": {"motif": "waves", "alt": "Des vagues"}} for _ in range(count)]
            )
            article.save_revision().publish()
            start = timezone.now() + dt.timedelta(days=number + 1)
            EventPageFactory(partner=partner, topics=[topic], image=image, start=start, published=True)
            weeks = {"start": timezone.now(), "end": timezone.now() + dt.timedelta(days=7)}
            EventPageFactory(partner=partner, topics=[topic], published=True, **weeks)


def fill_areas(partner: Partner, topic: Topic) -> None:
    """All that editors may add to the pages that gather: choices, a logo, pictures in a profile."""
    partner.logo = media.picture("grid", "logo", "management", "Un logo", partner.collection)
    partner.save()
    partner.topics.add(topic)
    chosen = list(ArticlePage.objects.filter(locale__language_code="fr").order_by("pk")[:2])
    pages = [*HomePage.objects.all(), *TopicPage.objects.all(), *PartnerPage.objects.filter(partner=partner)]
    for page in pages:
        choice = type(page).features.rel.related_model
        page.features = [choice(item=article, sort_order=order) for order, article in enumerate(chosen)]
        if isinstance(page, PartnerPage):
            picture = {"image": {"motif": "waves", "alt": "Des vagues"}}
            page.body = BodyBuilder("profil", "management", partner.collection).build([picture])
        page.save_revision().publish()


def addresses(partner: Partner) -> dict[str, str]:
    # The last article has as many pictures as were added last.
    article = ArticlePage.objects.filter(partner=partner, locale__language_code="fr").last()
    mirror = ArticlePage.objects.get(alias_of=article)
    event = article.get_parent().get_children().exclude(pk=article.pk).filter(content_type=content_type_of("eventpage"))
    return {
        "home": "/fr/",
        "home, English": "/en/",
        "topic": "/fr/thematiques/gestion/",
        "topic, English": "/en/topics/gestion/",
        "article index": "/fr/veille/",
        "article": article.url,
        "article, English": mirror.url,
        "calendar": "/fr/calendrier/",
        "month": "/fr/calendrier/?view=month",
        "month, English": "/en/calendar/?view=month",
        "event": event.first().url,
        "partner area": "/fr/partenaires/crim/",
        "partner area, English": "/en/partners/crim/",
        "partner index": "/fr/partenaires/",
        "search": "/fr/recherche/?q=gestion",
    }


def content_type_of(model: str) -> ContentType:
    return ContentType.objects.get(app_label="events", model=model)


def count_queries(client: Client, address: str) -> int:
    """Queries of one request that is not the first."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_queries_are_bounded_and_do_not_grow(
    crim: Partner, aqt: Partner, topic: Topic, client: Client, record_property: Callable[[str, object], None]
) -> None:
    add_content([crim, aqt], topic, 2)
    fill_areas(crim, topic)
    few = {name: count_queries(client, address) for name, address in addresses(crim).items()}
    add_content([crim, aqt], topic, 12)
    many = {name: count_queries(client, address) for name, address in addresses(crim).items()}

    record_property("queries", many)
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: count for name, count in many.items() if count > BOUNDS[name.partition(",")[0]]} == {}
