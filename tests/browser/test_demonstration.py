"""The first start leaves every kind of content, at every stage, in both languages; loading again adds nothing."""

import json
from typing import Any

import pytest

from tests.browser.portal import RunningPortal

COUNT = """
import json
from collections import Counter
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from articles.models import ArticlePage
from core.models import CustomImage, User
from events.models import EventOccurrence, EventPage
from partners.models import Partner, PartnerContentPage, PartnerPage

originals = lambda model: model.objects.filter(locale__language_code="fr")
items = [*originals(ArticlePage), *originals(EventPage)]
english = [page for model in (ArticlePage, EventPage) for page in model.objects.filter(locale__language_code="en")]
french_of = {page.translation_key: page for page in items}
translated = [page for page in english if page.in_language == "en" and page.live]
now = timezone.now()
print(json.dumps({
    "partners": Partner.objects.count(),
    "areas": PartnerPage.objects.filter(live=True, alias_of=None).count(),
    "articles": originals(ArticlePage).count(),
    "events": originals(EventPage).count(),
    "kinds": sorted(set(ArticlePage.objects.values_list("kind", flat=True))),
    "draft": sum(not p.live and not p.current_workflow_state and not p.approved_schedule for p in items),
    "scheduled": sum(bool(p.approved_schedule) for p in items),
    "states": Counter(WorkflowState.objects.values_list("status", flat=True)),
    "published": sum(p.live for p in items),
    "mirrors": sum(p.in_language == "fr" and p.live for p in english),
    "translated": len(translated),
    "behind": sum(french_of[p.translation_key].last_published_at > p.last_published_at for p in translated),
    "past": EventOccurrence.objects.past(now).count(),
    "coming": EventOccurrence.objects.upcoming(now).count(),
    "recurring": EventPage.objects.exclude(recurrence="").count(),
    "together": EventOccurrence.objects.filter(partners__len__gt=1).count(),
    "modes": sorted(set(EventPage.objects.values_list("attendance_mode", flat=True))),
    "statuses": sorted(set(EventPage.objects.values_list("status", flat=True))),
    "all_day": EventPage.objects.filter(all_day=True).count(),
    "several_days": sum(e.start.date() != e.end.date() for e in EventPage.objects.all()),
    "unlabelled": sum(not p.is_sample for p in [*items, *english]),
    "pages": Page.objects.count(),
    "images": CustomImage.objects.count(),
    "people": User.objects.count(),
}))
"""


def counts(portal: RunningPortal) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(portal.manage("shell", "--no-imports", "-c", COUNT).splitlines()[-1])
    return result


@pytest.fixture(scope="module")
def loaded(portal: RunningPortal) -> dict[str, Any]:
    return counts(portal)


def test_ten_partners_have_their_area_in_both_languages(loaded: dict[str, Any]) -> None:
    assert (loaded["partners"], loaded["areas"]) == (10, 20)


def test_there_is_enough_to_read_and_to_attend(loaded: dict[str, Any]) -> None:
    assert loaded["articles"] >= 60
    assert loaded["events"] >= 40
    assert loaded["past"] >= 5
    assert loaded["recurring"] >= 3
    assert loaded["together"] >= 10
    assert loaded["coming"] >= 20
    assert len(loaded["kinds"]) == 5


def test_events_are_of_every_sort(loaded: dict[str, Any]) -> None:
    assert loaded["modes"] == ["hybrid", "in_person", "online"]
    assert loaded["statuses"] == ["cancelled", "postponed", "scheduled", "sold_out"]
    assert loaded["all_day"] >= 2
    assert loaded["several_days"] >= 3


def test_pages_stand_at_every_stage(loaded: dict[str, Any]) -> None:
    assert loaded["draft"] >= 2
    assert loaded["scheduled"] >= 2
    assert loaded["states"]["in_progress"] >= 3
    assert loaded["states"]["needs_changes"] >= 2
    assert loaded["published"] >= 90


def test_a_good_part_is_translated_and_the_rest_mirrored(loaded: dict[str, Any]) -> None:
    assert loaded["translated"] >= 30
    assert loaded["behind"] >= 3
    assert loaded["mirrors"] >= 20


def test_all_of_it_is_labelled_as_sample_content(loaded: dict[str, Any]) -> None:
    assert loaded["unlabelled"] == 0


def test_loading_it_again_changes_nothing(portal: RunningPortal, loaded: dict[str, Any]) -> None:
    before = counts(portal)
    portal.manage("load_demo")
    assert counts(portal) == before


def test_the_start_prints_addresses_and_accounts(portal: RunningPortal) -> None:
    for line in (
        f"{portal.url}/fr/",
        f"{portal.url}/en/",
        f"{portal.url}/admin/",
        "crim.editor@example.org",
        "crim.moderator@example.org",
        "crim.translator@example.org",
        "aqt.editor@example.org",
        "aqt.moderator@example.org",
        "aqt.translator@example.org",
        "board@example.org",
        "admin@example.org",
    ):
        assert line in portal.output
