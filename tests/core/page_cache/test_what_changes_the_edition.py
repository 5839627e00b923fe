"""Whatever readers see, and whoever changes it: the database notes it; what they do not see is not noted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from articles.models import ArticlePage
from core.models import PublicChange, Topic
from core.page_cache.triggers import NAME, followed_models
from events.models import EventPage
from home.models import HomeFeature, HomePage
from partners.models import Partner, PartnerPage
from tests.factories import ArticlePageFactory, EventPageFactory, UserFactory


class Ground:
    """An article, an event and a draft of one partner, and another partner's area."""

    def __init__(self, crim: Partner, aqt: Partner) -> None:
        self.crim = crim
        self.article: ArticlePage = ArticlePageFactory(partner=crim, published=True)
        self.draft: ArticlePage = ArticlePageFactory(partner=crim)
        self.event: EventPage = EventPageFactory(partner=crim, published=True)
        self.other_area = PartnerPage.objects.get(partner=aqt, locale=self.article.locale)
        self.topic = Topic.objects.get(key="management")


@pytest.fixture
def ground(crim: Partner, aqt: Partner) -> Ground:
    made = Ground(crim, aqt)
    as_in_another_transaction()
    return made


def as_in_another_transaction() -> None:
    """A test is one transaction, and one is noted once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('carrefour.changed_by', '', true)")


def edited(page: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision()


def saved(thing: models.Model, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save()


SEEN: dict[str, Callable[[Ground], object]] = {
    "a first publication": lambda ground: edited(ground.draft, title="Enfin").publish(),
    "a publication of what is public": lambda ground: edited(ground.article, title="Mieux").publish(),
    "a withdrawal": lambda ground: ground.article.unpublish(),
    "a deletion": lambda ground: ground.article.delete(),
    "a move": lambda ground: ground.article.move(ground.other_area, pos="last-child"),
    "a new order": lambda ground: ground.event.move(ground.article, pos="left"),
    "a restriction": lambda ground: PageViewRestriction.objects.create(page=ground.article, restriction_type="login"),
    "topics of an article": lambda ground: ground.article.topics.set([ground.topic]) or ground.article.save(),
    "the name of a topic": lambda ground: saved(ground.topic, title_fr="Autrement"),
    "the name of a partner": lambda ground: saved(ground.crim, name_fr="Autrement"),
    "a partner past Django": lambda ground: Partner.objects.filter(pk=ground.crim.pk).update(acronym="X"),
    "a title past Django": lambda ground: Page.objects.filter(pk=ground.article.pk).update(title="X"),
    "a text past Django": lambda ground: ArticlePage.objects.filter(pk=ground.article.pk).update(summary="X"),
    "what is featured": lambda ground: HomeFeature.objects.create(
        home=HomePage.objects.get(locale=ground.article.locale), item=ground.article
    ),
    "the dates of an event": lambda ground: ground.event.occurrences.update(end=timezone.now() + dt.timedelta(days=9)),
    "a redirect": lambda ground: Redirect.objects.create(old_path="/fr/vieux", redirect_page=ground.article),
    "the name of the site": lambda ground: Site.objects.update(site_name="X"),
}
UNSEEN: dict[str, Callable[[Ground], object]] = {
    "a new draft": lambda ground: ArticlePageFactory(partner=ground.crim),
    "a draft of a draft": lambda ground: edited(ground.draft, title="Encore"),
    "a draft of what is public": lambda ground: edited(ground.article, title="Encore"),
    "a lock": lambda ground: Page.objects.filter(pk=ground.article.pk).update(locked=True),
    "somebody new": lambda ground: UserFactory(),
    "a draft that is deleted": lambda ground: ground.draft.delete(),
}


@pytest.mark.parametrize("deed", SEEN)
def test_what_readers_see_makes_another_edition(ground: Ground, deed: str) -> None:
    before = PublicChange.objects.edition()
    SEEN[deed](ground)
    assert PublicChange.objects.edition() != before


@pytest.mark.parametrize("deed", UNSEEN)
def test_what_readers_do_not_see_does_not(ground: Ground, deed: str) -> None:
    before = PublicChange.objects.edition()
    UNSEEN[deed](ground)
    assert PublicChange.objects.edition() == before


def test_a_transaction_is_noted_once(ground: Ground) -> None:
    before = PublicChange.objects.count()
    for name in ("Autrement", "Encore autrement"):
        saved(ground.topic, title_fr=name)
    assert PublicChange.objects.count() == before + 1


def test_what_is_undone_is_noted_when_it_is_done_again(crim: Partner) -> None:
    before = PublicChange.objects.edition()
    sid = transaction.savepoint()
    saved(crim, name_fr="Autrement")
    transaction.savepoint_rollback(sid)
    assert PublicChange.objects.edition() == before
    saved(crim, name_fr="Autrement")
    assert PublicChange.objects.edition() != before


def test_summing_up_changes_no_edition(db: None) -> None:
    PublicChange.objects.bulk_create(PublicChange(edition=2**52 + number) for number in range(9))
    before = PublicChange.objects.edition()
    PublicChange.objects.sum_up(most=5)
    assert PublicChange.objects.count() == 1
    assert PublicChange.objects.edition() == before


def test_every_table_that_readers_may_read_has_its_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE starts_with(tgname, %s)",
            [NAME],
        )
        present = {name for (name,) in cursor.fetchall()}
    assert present == {model._meta.db_table for model in followed_models()}


def test_what_is_left_out_exists() -> None:
    from core.page_cache.triggers import UNREAD, UNREAD_APPS

    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels >= UNREAD
    assert {config.label for config in apps.get_app_configs()} >= UNREAD_APPS - {"admin"}
