"""Everybody tries everything with everything: what happens is what the declared table says, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.test import override_settings
from wagtail.models import GroupPagePermission

from partners.isolation import rules
from partners.models import Partner
from partners.roles import Role
from tests.isolation.deeds import DEEDS, Attempt
from tests.isolation.lean import lean_settings
from tests.isolation.matrix import EXPECTED
from tests.isolation.world import PEOPLE, Owner, Person, State, Thing, World, make_world, undone

# Minutes: run by hand and by CI.
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Deviation:
    person: Person
    deed: str
    thing: Thing
    is_done: bool

    def __str__(self) -> str:
        verb = "could" if self.is_done else "could not"
        return f"{self.person} {verb}: {self.deed} ({self.thing})"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all tests of this module, and undone after the last one."""
    with override_settings(**lean_settings(only_deeds=True)), django_db_blocker.unblock(), undone():
        yield make_world()


def cells(world: World) -> list[tuple[str, Thing]]:
    return [(name, thing) for name, deed in DEEDS.items() for thing in world.things if deed.applies_to(thing)]


def deviations(world: World, person: Person, tried: list[tuple[str, Thing]]) -> list[Deviation]:
    """Tries each cell, undoes it, and returns those that went otherwise than declared."""
    found = []
    client = world.client(person.name)
    session = client.cookies.output()
    for name, thing in tried:
        with undone():
            is_done = DEEDS[name].act(Attempt(world, client, thing))
        if is_done is not EXPECTED[name](person, thing):
            found.append(Deviation(person, name, thing, is_done))
        client.cookies.load(session)
    return found


def test_each_deed_has_an_expectation() -> None:
    assert DEEDS.keys() == EXPECTED.keys()


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_what_happens_is_what_is_declared(
    world: World, person: Person, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = cells(world)
    found = deviations(world, person, tried)
    record_property("cells", len(tried))
    record_property("deviations", len(found))
    with capsys.disabled():
        print(f" {person}: {len(tried)} cells, {len(found)} deviations", end=" ")
    assert [str(deviation) for deviation in found[:20]] == [], Counter(deviation.deed for deviation in found)


def test_there_are_thousands_of_cells(world: World) -> None:
    assert len(cells(world)) * len(PEOPLE) > 5_000


# The matrix notices what it is for


def somebody(name: str) -> Person:
    return next(person for person in PEOPLE if person.name == name)


def test_a_rule_that_is_opened_shows(world: World) -> None:
    opened = {"wagtailadmin_choose_page_chosen_multiple": rules.open_to_all("by mistake")}
    tried = [cell for cell in cells(world) if cell[0] == "choose page"]
    with patch.dict(rules.RULES, opened):
        found = deviations(world, somebody("editor"), tried)
    assert {(deviation.thing.owner, deviation.thing.state) for deviation in found} >= {
        (Owner.AQT, State.DRAFT),
        (Owner.AQT, State.IN_MODERATION),
    }
    assert all(deviation.is_done for deviation in found)


def test_a_right_that_is_granted_shows(world: World) -> None:
    group = Partner.objects.get(key="crim").group(Role.EDITOR)
    tried = [cell for cell in cells(world) if cell[0] in ("publish directly", "unpublish", "bulk publish")]
    with undone():
        GroupPagePermission.objects.create(
            group=group, page_id=world.areas[Owner.CRIM, "fr"], permission_type="publish"
        )
        found = deviations(world, somebody("editor"), tried)
    assert {deviation.deed for deviation in found} == {"publish directly", "unpublish", "bulk publish"}
    assert {(deviation.thing.owner, deviation.thing.language) for deviation in found} == {(Owner.CRIM, "fr")}


def test_a_right_that_is_missing_shows(world: World) -> None:
    group = Partner.objects.get(key="crim").group(Role.EDITOR)
    tried = [cell for cell in cells(world) if cell[0] == "edit"]
    with undone():
        GroupPagePermission.objects.filter(group=group, permission__codename="change_page").delete()
        found = deviations(world, somebody("editor"), tried)
    assert found
    assert not any(deviation.is_done for deviation in found)
