"""A program that subscribes knows an event again, and knows which of two versions is the later one."""

from django.test import Client

from events.models import EventPage
from partners.models import Partner, PartnerPage
from tests.events.feeds.asking import events
from tests.factories import EventPageFactory


def english(page: EventPage) -> EventPage:
    return EventPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def test_both_languages_name_an_event_alike(crim: Partner, client: Client) -> None:
    EventPageFactory(partner=crim, published=True, title="Un atelier")
    french, mirrored = events(client)["Un atelier"], events(client, language="en")["Un atelier"]
    for name in ("UID", "SEQUENCE", "DTSTAMP"):
        assert french[name].to_ical() == mirrored[name].to_ical()


def test_a_move_keeps_the_name(crim: Partner, aqt: Partner, client: Client) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un atelier")
    before = events(client)["Un atelier"]
    page.move(PartnerPage.objects.get(partner=aqt, locale=page.locale), pos="last-child")
    after = events(client)["Un atelier"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] >= before["SEQUENCE"]
    assert "/aqt/" in after["URL"]


def test_each_publication_is_a_later_version(crim: Partner, client: Client, moving_clock: object) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un atelier")
    first = events(client)["Un atelier"]
    page.city = "Laval"
    page.save_revision().publish()
    second = events(client)["Un atelier"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt
    assert second["CREATED"].dt == first["CREATED"].dt
    mirrored = events(client, language="en")["Un atelier"]
    assert mirrored["SEQUENCE"] == second["SEQUENCE"]
    assert mirrored["LOCATION"] == "Laval"


def test_facts_that_a_translation_receives_make_it_later_too(
    crim: Partner, client: Client, moving_clock: object
) -> None:
    """The translation is not published again: the original is."""
    page = EventPageFactory(partner=crim, published=True, title="Un atelier")
    translation = english(page)
    EventPage.objects.filter(pk=translation.pk).update(alias_of=None)
    translation = english(page)
    translation.title = "A workshop"
    translation.save_revision().publish()
    before = events(client, language="en")["A workshop"]
    page.refresh_from_db()
    page.city = "Laval"
    page.save_revision().publish()
    after = events(client, language="en")["A workshop"]
    assert after["LOCATION"] == "Laval"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_what_was_withdrawn_comes_back_as_a_later_version(crim: Partner, client: Client, moving_clock: object) -> None:
    page = EventPageFactory(partner=crim, published=True, title="Un atelier")
    before = events(client)["Un atelier"]
    page.unpublish()
    assert events(client) == {}
    page.save_revision().publish()
    after = events(client)["Un atelier"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
