"""A load that is interrupted leaves whole items, and goes on from there when it is run again."""

import datetime as dt
from typing import Any

import pytest
from wagtail.models import Page

from articles.latest import fair_latest
from articles.models import ArticlePage
from events.models import EventPage
from home.demo import choices, load, making, pages
from home.demo.people import make_people
from home.models import DemonstrationLoad, HomeFeature, HomePage, TopicFeature
from partners.models import AreaFeature, Partner
from tests.factories import UserFactory

TODAY = dt.date(2026, 11, 22)
real_read = pages.read


def featured(home: HomePage, day: dt.date) -> list[ArticlePage]:
    return fair_latest(home.locale, 0, home.choices(day))[0]


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

    def break_at_the_fifth(maker: making.PageMaker, page: Page) -> None:
        nonlocal made
        made += 1
        if made == 5:
            raise KeyboardInterrupt
        page.get_latest_revision().publish(skip_permission_checks=True)

    with monkeypatch.context() as broken:
        broken.setattr(making.PageMaker, "_publish", break_at_the_fifth)
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


def test_a_special_report_finds_what_it_gathers_though_it_stands_first_in_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "read", lambda name: real_read(name)[:4][::-1])
    load_all()

    reports = ArticlePage.objects.filter(kind="special_report")

    for report in reports:
        gathered = [row.item.title for row in report.report_items.all()]
        assert [title.split()[0] for title in gathered] == ["Des", "Données", "Reconnaître"], report.locale
    assert {report.in_language for report in reports} == {"fr", "en"}


def test_what_stands_first_is_chosen_once_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    load_all()
    chosen = 0
    publish = choices._publish

    def break_at_the_second(page: Page, features: list[Any]) -> None:
        nonlocal chosen
        chosen += 1
        if chosen == 2:
            raise KeyboardInterrupt
        publish(page, features)

    with monkeypatch.context() as broken:
        broken.setattr(choices, "_publish", break_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            choices.load_choices(TODAY)
    assert HomeFeature.objects.filter(home__locale__language_code="fr").exists()
    assert not TopicFeature.objects.exists()

    choices.load_choices(TODAY)
    whole = snapshot()
    choices.load_choices(TODAY)

    assert snapshot() == whole
    for home in HomePage.objects.all():
        first, last = featured(home, TODAY)
        assert (first.locale, first.partner.key, last.partner.key) == (home.locale, "crim", "aqt")
        # The last one does not stay.
        assert featured(home, TODAY + dt.timedelta(days=60)) == [first]
    french = AreaFeature.objects.filter(area__locale__language_code="fr")
    assert french.values("area").distinct().count() == 1


def test_a_database_with_people_gets_no_accounts_that_everybody_knows() -> None:
    UserFactory()
    assert not load.is_allowed()
    DemonstrationLoad.objects.create()
    assert load.is_allowed()
