"""The calendar in a real browser: months by keyboard, filters, a subscription, an agenda, and a grid on a phone."""

import re
from collections.abc import Callable

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.slow

RECURRING = "/fr/partenaires/technomontreal/table-ouverte-du-mois/"


def test_months_are_walked_by_keyboard(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/fr/calendrier/")
    tab_to(page, "Mois")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=month")
    first = page.locator(".period__title").inner_text()
    for name in ("Mois suivant", "Mois précédent"):
        tab_to(page, name)
        page.keyboard.press("Enter")
        page.wait_for_url("**day=**")
        title = page.locator(".period__title").inner_text()
        assert (title == first) == (name == "Mois précédent")
    entry = page.locator(".grid .entry").first
    tab_to(page, entry.locator(".entry__title").inner_text())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".facts")).to_be_visible()


def test_filters_combine_say_their_numbers_and_are_taken_back(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/en/calendar/")
    total = count(page)
    page.get_by_label("Type").select_option("webinar")
    page.get_by_text("More filters").click()
    free = page.get_by_label(re.compile("Free only"))
    promised = int(re.findall(r"\((\d+)\)", page.locator("label", has_text="Free only").inner_text())[0])
    free.check()
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**free=on**")
    both = count(page)
    assert 0 < both <= promised < total
    page.locator(".chip-set", has_text="Webinar").click()
    page.wait_for_load_state()
    assert count(page) == promised
    page.get_by_text("Clear filters").click()
    page.wait_for_load_state()
    assert count(page) == total


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".results-title").inner_text()))


def test_what_is_filtered_is_what_one_subscribes_to(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/fr/calendrier/?partner=crim")
    names = set(page.locator(".event__title").all_inner_texts())
    address = page.locator('link[rel="alternate"][type="text/calendar"]').get_attribute("href")
    assert address
    webcal = page.get_by_role("link", name=re.compile("agenda", re.IGNORECASE)).and_(page.locator("[href^='webcal:']"))
    expect(webcal.first).to_be_visible()
    response = page.request.get(address)
    assert response.headers["content-type"].startswith("text/calendar")
    feed = icalendar.Calendar.from_ical(response.text())
    told = [str(event["SUMMARY"]).replace("\xa0", " ") for event in feed.walk("VEVENT")]
    # « Annulé : » may stand before a title.
    missing = [name for name in names if not any(line.endswith(name.replace("\xa0", " ")) for line in told)]
    assert missing == []


def test_one_event_goes_into_ones_own_agenda(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto(RECURRING)
    page.locator("summary", has_text="Ajouter à mon agenda").click()
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile(r"\bICS\b|iCalendar|fichier", re.IGNORECASE)).first.click()
    feed = icalendar.Calendar.from_ical(started.value.path().read_bytes())
    event = feed.walk("VEVENT")[0]
    assert event["RRULE"]["FREQ"] == ["MONTHLY"]
    google = page.get_by_role("link", name=re.compile("Google"))
    assert str(google.get_attribute("href")).startswith("https://calendar.google.com/")


@pytest.mark.parametrize("address", ["/fr/calendrier/?view=month", "/en/calendar/?view=month"])
def test_a_month_is_read_on_a_phone(new_person: Callable[..., Page], address: str) -> None:
    page = new_person(width=320)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    entry = page.locator(".entry").first
    expect(entry).to_be_visible()
    # A whole line each, and days on which nothing is are not there.
    box = entry.bounding_box()
    assert box
    assert box["width"] > 200
    assert box["height"] >= 24
    assert page.locator(".grid__day:visible").count() == page.locator(".grid__day:visible:has(.entry)").count()
