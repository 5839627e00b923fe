"""What was approved for a date is public then, what has an end is not any more: each once, whoever does it."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, PageLogEntry, Revision

from articles.models import ArticlePage
from partners.models import Partner
from partners.services.scheduling import publish_due, withdraw_expired
from tests.factories import ArticlePageFactory

MINUTE = dt.timedelta(minutes=1)
NOW = timezone.now()


def scheduled(partner: Partner, at: dt.datetime = NOW - MINUTE, **fields: Any) -> ArticlePage:
    """Approved for that moment."""
    page: ArticlePage = ArticlePageFactory(partner=partner, **fields)
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=at)
    return page


def ending(partner: Partner, at: dt.datetime = NOW - MINUTE) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(partner=partner, published=True)
    Page.objects.filter(pk=page.pk).update(expire_at=at)
    return page


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def logged(page: Page, action: str) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action=action).count()


def test_what_is_due_is_public_with_its_mirror(crim: Partner) -> None:
    due, later = scheduled(crim, NOW), scheduled(crim, NOW + MINUTE)
    assert publish_due(NOW) == 1
    assert [is_live(due), is_live(later)] == [True, False]
    assert due.get_translations().get().live
    assert publish_due(NOW) == 0
    assert logged(due, "wagtail.publish.scheduled") == 1


def test_what_has_ended_is_withdrawn_with_its_mirror(crim: Partner) -> None:
    ended, lasting = ending(crim, NOW), ending(crim, NOW + MINUTE)
    assert withdraw_expired(NOW) == 1
    assert [is_live(ended), is_live(lasting)] == [False, True]
    assert not ended.get_translations().get().live
    assert Page.objects.get(pk=ended.pk).expired
    assert withdraw_expired(NOW) == 0
    assert logged(ended, "wagtail.unpublish.scheduled") == 1


def test_one_that_fails_does_not_hold_up_the_others(
    crim: Partner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = scheduled(crim, NOW - 2 * MINUTE, title="Rebelle"), scheduled(crim)
    publish = Revision.publish

    def stumble(revision: Revision, *args: Any, **kwargs: Any) -> None:
        publish(revision, *args, **kwargs)
        if revision.object_id == str(bad.pk):
            raise RuntimeError("after the half")

    monkeypatch.setattr(Revision, "publish", stumble)
    assert publish_due(NOW) == 1
    assert [is_live(bad), is_live(good)] == [False, True]
    assert f"Page {bad.pk}" in caplog.text

    monkeypatch.setattr(Revision, "publish", publish)
    assert publish_due(NOW) == 1
    assert logged(bad, "wagtail.publish.scheduled") == 1


def test_the_command_does_both(crim: Partner) -> None:
    due, ended = scheduled(crim), ending(crim)
    call_command("publish_scheduled", verbosity=0)
    assert [is_live(due), is_live(ended)] == [True, False]


def test_nothing_but_pages_is_scheduled() -> None:
    """Else the scheduler would have to look after that too."""
    drafted = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    assert [model for model in drafted if not issubclass(model, Page)] == []


def at_once(times: int, action: Callable[[], Any]) -> list[Any]:
    barrier, results = threading.Barrier(times), []

    def run() -> None:
        barrier.wait()
        try:
            results.append(action())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def test_two_schedulers_share_the_work(committed_database: None) -> None:
    partner = Partner.objects.get(key="crim")
    pages = [scheduled(partner) for _ in range(6)] + [ending(partner) for _ in range(3)]

    done = at_once(2, lambda: withdraw_expired(NOW) + publish_due(NOW))

    assert sum(done) == len(pages)
    assert [is_live(page) for page in pages] == [True] * 6 + [False] * 3
    for page in pages:
        assert logged(page, "wagtail.publish.scheduled") + logged(page, "wagtail.unpublish.scheduled") == 1
