"""A load that is interrupted leaves whole items, and goes on from there when it is run again."""

import datetime as dt
from typing import Any

import pytest
from wagtail.models import Page

from articles.models import ArticlePage
from events.models import EventPage
from home.demo import load, pages
from home.demo.people import make_people
from home.models import DemonstrationLoad
from partners.models import Partner
from tests.factories import UserFactory

TODAY = dt.date(2026, 11, 22)
real_read = pages.read


@pytest.fixture(autouse=True)
def a_little_content(monkeypatch: pytest.MonkeyPatch, crim: Partner, aqt: Partner) -> None:
    """Two partners, and the first items of each of their files."""
    make_people()
    monkeypatch.setattr(pages, "read", lambda name: real_read(name)[:3])


def snapshot() -> list[tuple[Any, ...]]:
    fields = ("pk", "path", "title", "live", "translation_key", "alias_of", "first_published_at", "latest_revision")
    return sorted(Page.objects.values_list(*fields), key=str)


def load_all() -> None:
    for _ in pages.load_pages(TODAY):
        pass


def test_it_goes_on_from_where_it_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0

    def break_at_the_fifth(maker: pages.PageMaker, page: Page) -> None:
        nonlocal made
        made += 1
        if made == 5:
            raise KeyboardInterrupt
        page.get_latest_revision().publish(skip_permission_checks=True)

    with monkeypatch.context() as broken:
        broken.setattr(pages.PageMaker, "_publish", break_at_the_fifth)
        with pytest.raises(KeyboardInterrupt):
            load_all()
    half = [*ArticlePage.objects.all(), *EventPage.objects.all()]
    assert 0 < len(half) < 12
    # None is left between its creation and its stage.
    assert all(page.live or page.latest_revision for page in half)

    load_all()
    whole = snapshot()
    load_all()

    assert snapshot() == whole
    assert ArticlePage.objects.filter(locale__language_code="fr").count() == 6
    assert EventPage.objects.filter(locale__language_code="fr").count() == 6


def test_a_page_that_people_changed_since_is_left_alone() -> None:
    load_all()
    page = ArticlePage.objects.filter(locale__language_code="fr", live=True).first()
    page.title, page.slug = "Repris par une personne", "repris"
    page.save_revision().publish()
    before = snapshot()

    load_all()

    assert snapshot() == before


def test_a_database_with_people_gets_no_accounts_that_everybody_knows() -> None:
    UserFactory()
    assert not load.is_allowed()
    DemonstrationLoad.objects.create()
    assert load.is_allowed()
