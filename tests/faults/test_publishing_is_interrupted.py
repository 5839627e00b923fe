"""Whatever is killed while pages become public at their time: none is lost, none published twice, none half."""

import pytest

from tests.faults.conftest import PAGES
from tests.faults.world import World, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.fault]

PUBLIC = "SELECT count(*) FROM wagtailcore_page WHERE live AND title LIKE 'À l’heure%'"
LEFT = "SELECT count(*) FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
# How often each page was published, as its history has it.
TIMES = """
    SELECT count(*) FROM wagtailcore_pagelogentry WHERE action = 'wagtail.publish.scheduled' GROUP BY page_id
"""
# What a publication entails and an interruption might have kept from it.
WITHOUT_MIRROR = """
    SELECT count(*) FROM wagtailcore_page AS p WHERE live AND alias_of_id IS NULL AND title LIKE 'À l’heure%'
    AND NOT EXISTS (SELECT FROM wagtailcore_page AS m WHERE m.alias_of_id = p.id AND m.live)
"""
NOT_FOUND = """
    SELECT count(*) FROM wagtailcore_page AS p WHERE live AND title LIKE 'À l’heure%'
    AND NOT EXISTS (SELECT FROM search_searchentry AS e WHERE e.page_id = p.id)
"""
NOT_LISTED = """
    SELECT count(*) FROM wagtailcore_page AS p WHERE live AND title LIKE 'À l’heure%'
    AND NOT EXISTS (SELECT FROM articles_listedarticle AS l WHERE l.article_id = p.id)
"""


def assert_whole(world: World) -> None:
    """What is public is so in all respects, at any moment."""
    assert [world.number(statement) for statement in (WITHOUT_MIRROR, NOT_FOUND, NOT_LISTED)] == [0, 0, 0]


def assert_all_done_once(world: World) -> None:
    assert_whole(world)
    assert world.number(PUBLIC) == 2 * PAGES
    assert world.number(LEFT) == 0
    assert [times for (times,) in world.ask(TIMES)] == [1] * PAGES


def test_the_scheduler_is_killed(world: World) -> None:
    for done in (1, 4, 9, 17):
        scheduler = world.start("scheduler")
        wait_until(lambda done=done: world.number(PUBLIC) >= 2 * done, scheduler)  # type: ignore[misc]
        world.kill(scheduler)
        assert_whole(world)
    assert world.number(LEFT) > 0

    world.run("publish_scheduled")
    assert_all_done_once(world)


def test_the_database_is_killed(world: World) -> None:
    for done in (2, 11):
        publishing = world.start("publish_scheduled")
        wait_until(lambda done=done: world.number(PUBLIC) >= 2 * done, publishing)  # type: ignore[misc]
        world.kill_database()
        # It finds no database any more, says so for each page, and ends.
        publishing.child.wait(60)
        world.start_database()
        assert_whole(world)
    assert world.number(LEFT) > 0

    world.run("publish_scheduled")
    assert_all_done_once(world)


def test_the_scheduler_goes_on_when_the_database_is_back(world: World) -> None:
    scheduler = world.start("scheduler", "--interval", "1")
    wait_until(lambda: world.number(PUBLIC) >= 2)
    world.kill_database()
    world.start_database()
    wait_until(lambda: world.number(LEFT) == 0)
    assert not scheduler.has_ended()
    assert_all_done_once(world)


def test_three_schedulers_at_once_of_which_one_is_killed(world: World) -> None:
    schedulers = [world.start("scheduler", "--interval", "1") for _ in range(3)]
    wait_until(lambda: world.number(PUBLIC) >= 6)
    world.kill(schedulers[0])
    wait_until(lambda: world.number(LEFT) == 0)
    assert_all_done_once(world)
