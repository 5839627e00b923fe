"""What changes in an original reaches the other language, as far as it needs no translator."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from articles.models import ArticlePage
from core.models import Topic
from events.models import EventPage
from home.demo.translating import start_translation
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory
from translations.services import save_translation_draft

WORDS = {"title": "English title", "slug": "english-title", "summary": "A summary."}


def english(page: ArticlePage | EventPage) -> ArticlePage | EventPage:
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="en")


def draft_translation(page: ArticlePage | EventPage) -> None:
    save_translation_draft(start_translation(page, WORDS, Locale.objects.get(language_code="en"), None), None)


def publish_translation(page: ArticlePage | EventPage) -> None:
    draft_translation(page)
    english(page).get_latest_revision().publish()


def test_a_moved_and_cancelled_event_is_so_in_its_translation(crim: Partner, client: Client) -> None:
    event = EventPageFactory(partner=crim, published=True)
    publish_translation(event)
    event.start += dt.timedelta(days=30)
    event.end += dt.timedelta(days=30)
    event.status = "cancelled"
    event.save_revision().publish()

    translated = english(event)
    assert (translated.start, translated.status) == (event.start, "cancelled")
    html = client.get(translated.url).content.decode()
    assert "English title" in html
    assert "Cancelled" in html


def test_the_translators_draft_receives_the_facts_too(crim: Partner) -> None:
    event = EventPageFactory(partner=crim, published=True)
    publish_translation(event)
    translated = english(event)
    translated.title = "A title in the making"
    translated.save_revision()
    event.status = "postponed"
    event.save_revision().publish()

    draft = english(event).get_latest_revision_as_object()
    assert (draft.title, draft.status) == ("A title in the making", "postponed")
    assert english(event).title == "English title"


def test_a_new_topic_moves_the_translation_to_its_section(crim: Partner) -> None:
    old, new = Topic.objects.get(key="management"), Topic.objects.get(key="workforce-training")
    article = ArticlePageFactory(partner=crim, published=True, topics=[old])
    publish_translation(article)
    article.topics.set([new])
    article.save_revision().publish()

    assert list(english(article).topics.all()) == [new]
    assert list(english(article).get_latest_revision_as_object().topics.all()) == [new]


def test_a_published_translation_leaves_its_original_alone(crim: Partner) -> None:
    event = EventPageFactory(partner=crim, published=True)
    publish_translation(event)
    translated = english(event)
    translated.status = "cancelled"
    translated.save_revision().publish()
    assert EventPage.objects.get(pk=event.pk).status == "scheduled"


@pytest.fixture
def half_translated(crim: Partner) -> ArticlePage:
    """An article whose first translation waits: its English page still shows the French text, as no alias any more."""
    article = ArticlePageFactory(partner=crim, published=True, title="Texte français")
    draft_translation(article)
    return article


def test_a_correction_reaches_the_page_that_still_mirrors(half_translated: ArticlePage, client: Client) -> None:
    half_translated.title = "Texte corrigé"
    half_translated.save_revision().publish()

    page = english(half_translated)
    assert "Texte corrigé" in client.get(page.url).content.decode()
    assert page.draft_title == "English title"
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "English title"


def test_it_is_not_withdrawn_alone(half_translated: ArticlePage, client: Client) -> None:
    page = english(half_translated)
    client.force_login(UserFactory(role=(half_translated.partner, Role.MODERATOR)))
    response = client.post(reverse("partners:withdraw", args=[page.pk]), {"reason": "À revoir.", "languages": ["en"]})
    assert response.status_code in (200, 404)
    assert client.get(page.url).status_code == 200


def test_it_is_withdrawn_with_its_original(half_translated: ArticlePage, client: Client) -> None:
    address = english(half_translated).url
    half_translated.unpublish()
    assert client.get(address).status_code == 404
    assert english(half_translated).get_latest_revision_as_object().title == "English title"


def test_it_is_withdrawn_when_its_original_is_deleted(half_translated: ArticlePage, client: Client) -> None:
    address = english(half_translated).url
    ArticlePage.objects.get(pk=half_translated.pk).delete()
    assert client.get(address).status_code == 404


def test_search_engines_are_not_sent_to_it(half_translated: ArticlePage, client: Client) -> None:
    html = client.get(half_translated.url).content.decode()
    assert "hreflang" not in html.split("</head>")[0]


def test_a_moved_page_takes_its_mirror_along(crim: Partner, aqt: Partner) -> None:
    article = ArticlePageFactory(partner=crim, published=True)
    area = PartnerPage.objects.get(partner=aqt, locale__language_code="fr")
    ArticlePage.objects.get(pk=article.pk).move(area, pos="last-child")
    assert english(article).partner == aqt
    assert english(article).url.startswith("/en/partners/aqt/")


def test_the_mirror_of_a_restricted_page_is_listed_nowhere(crim: Partner, client: Client) -> None:
    article = ArticlePageFactory(partner=crim, published=True, title="Réservé aux membres")
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/en/", "/en/intelligence/", "/en/partners/crim/", "/en/search/?q=membres"):
        assert "Réservé aux membres" not in client.get(address).content.decode(), address


def test_what_was_published_below_an_unpublished_parent_is_mirrored_with_it(db: None) -> None:
    from home.models import HomePage, PlainPage

    home = HomePage.objects.get(locale__language_code="fr")
    parent = home.add_child(instance=PlainPage(title="Parent", slug="parent", live=False))
    child = parent.add_child(instance=PlainPage(title="Enfant", slug="enfant", live=False))
    child.save_revision().publish()
    PlainPage.objects.get(pk=parent.pk).save_revision().publish()
    assert PlainPage.objects.filter(translation_key=child.translation_key, locale__language_code="en").exists()


def test_an_edited_original_is_dated_in_local_days(crim: Partner) -> None:
    article = ArticlePageFactory(partner=crim, published=True)
    # The same evening in Montréal, two days in UTC.
    article.first_published_at = dt.datetime(2026, 11, 20, 23, 50, tzinfo=dt.UTC)
    article.last_published_at = dt.datetime(2026, 11, 21, 0, 10, tzinfo=dt.UTC)
    assert not article.is_updated
    article.last_published_at += dt.timedelta(days=1)
    assert article.is_updated
    assert timezone.get_default_timezone_name() == "America/Toronto"
