"""What the versions of an event share is no matter of translation: a translator is shown words alone."""

import datetime as dt
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from events.models import EventPage
from partners.models import Partner
from partners.roles import Role
from tests.factories import EventPageFactory, UserFactory
from translations.services import start_translation

WORDS = {
    "title",
    "slug",
    "summary",
    "audience",
    "price",
    "accessibility",
    "image_alt",
    "seo_title",
    "search_description",
}


@pytest.fixture
def source(crim: Partner) -> TranslationSource:
    """An event with all its facts, being translated."""
    page = EventPageFactory(
        partner=crim,
        published=True,
        recurrence="FREQ=WEEKLY",
        changed_dates=[],
        time_zone="Europe/Paris",
        status="sold_out",
        venue_name="Salle A",
        street_address="1, rue Untel",
        city="Montréal",
        region="montreal",
        postal_code="H2X 1A1",
        latitude="45.5",
        longitude="-73.5",
        online_url="https://example.org/",
        organizer="Untel",
        other_organizers="Unetelle",
        languages=["fr"],
        audiences=["students"],
        audience="Pour les étudiantes et les étudiants",
        price="Gratuit pour les membres",
        regular_price="10",
        member_price="5",
        registration_url="https://example.org/inscription",
        registration_deadline=dt.date(2099, 1, 1),
        accessibility="Rampe",
    )
    english = Locale.objects.get(language_code="en")
    start_translation(page, english, UserFactory(role=(crim, Role.EDITOR)))
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=english).source


def paths(segments: Any) -> set[str]:
    return {segment.context.path.split(".")[0] for segment in segments.select_related("context")}


def test_a_translator_is_asked_for_words_alone(source: TranslationSource) -> None:
    asked = paths(source.stringsegment_set) | paths(source.templatesegment_set)
    assert asked - WORDS == set()
    assert {"title", "audience", "price", "accessibility"} <= asked


def test_a_translator_cannot_change_the_facts(source: TranslationSource) -> None:
    assert paths(source.overridablesegment_set) & EventPage.shared_fields == set()
