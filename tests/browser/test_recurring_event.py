"""An editor makes an event of every second Thursday, leaves out one date, moves another, and sees what comes of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import admin

# Needs the whole portal with its demonstration content: run by CI, and by hand.
pytestmark = pytest.mark.slow

TITLE = "Atelier d’essai du jeudi"


def row(page: Page, words: str) -> Locator:
    """A date of the preview, by the words in which the rule gave it."""
    return page.locator("[data-preview] li", has_text=words)


def press(button: Locator) -> None:
    """Without a mouse."""
    button.focus()
    button.press("Enter")


def test_every_second_thursday_but_one(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "eventpage")
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_start").fill("2098-12-04 09:00")
    editor.locator("#id_end").fill("2098-12-04 11:00")
    editor.keyboard.press("Tab")

    # What does not apply is not there.
    weekdays = editor.locator("#id_recurrence-weekdays_3")
    expect(weekdays).to_be_hidden()
    editor.locator("#id_recurrence-frequency").select_option("WEEKLY")
    expect(weekdays).to_be_visible()
    editor.locator("#id_recurrence-interval").fill("2")
    editor.locator("#id_recurrence-ending_1").check()
    editor.locator("#id_recurrence-until").fill("2099-06-30")
    editor.keyboard.press("Tab")

    preview = editor.locator("[data-preview]")
    expect(preview).to_contain_text("Toutes les deux semaines, le jeudi, jusqu’au 30 juin 2099")
    expect(preview.locator("li")).to_have_count(12)

    left_out = row(editor, "18 décembre 2098")
    press(left_out.locator("[data-action=removed]"))
    expect(left_out.locator("del")).to_contain_text("18 décembre 2098")
    # The focus stays with the date, and what was done is said.
    expect(left_out.locator("[data-action=restore]")).to_be_focused()
    expect(editor.locator("[data-said]")).to_contain_text("18 décembre 2098")

    moved = row(editor, "1er janvier 2099")
    press(moved.locator("[data-action=move]"))
    start, end = moved.locator("[data-start]"), moved.locator("[data-end]")
    expect(start).to_be_focused()
    start.fill("2099-01-05T14:00")
    end.fill("2099-01-05T13:00")
    end.press("Enter")
    # Refused where it is typed: it would end before it begins.
    expect(moved.locator(".dates__move")).to_be_visible()
    end.fill("2099-01-05T15:30")
    end.press("Enter")
    expect(row(editor, "Lundi 5 janvier 2099")).to_contain_text("de 14 h à 15 h 30")
    expect(row(editor, "Lundi 5 janvier 2099")).to_contain_text("1er janvier 2099")

    cancelled = row(editor, "15 janvier 2099")
    press(cancelled.locator("[data-action=cancelled]"))
    expect(cancelled.locator("del")).to_be_visible()
    press(cancelled.locator("[data-action=restore]"))
    expect(cancelled.locator("del")).to_have_count(0)

    editor.wait_for_timeout(admin.AUTOSAVE_PAUSE)
    editor.wait_for_load_state("networkidle")
    editor.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(editor.get_by_role("status").filter(has_text=TITLE).first).to_be_visible()
    editor.wait_for_url(re.compile(r"/edit/$"))
    editor.reload()
    expect(editor.locator("#id_recurrence-interval")).to_have_value("2")
    expect(editor.locator("#id_recurrence-until")).to_have_value("2099-06-30")
    expect(row(editor, "18 décembre 2098").locator("del")).to_be_visible()
    expect(row(editor, "Lundi 5 janvier 2099")).to_contain_text("1er janvier 2099")
    # Its own draft is no other event.
    expect(editor.locator("[data-similar]")).to_be_hidden()


def test_without_an_answer_the_last_dates_stay(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "eventpage")
    editor.locator("#id_start").fill("2098-12-04 09:00")
    editor.locator("#id_end").fill("2098-12-04 11:00")
    editor.keyboard.press("Tab")
    editor.locator("#id_recurrence-frequency").select_option("DAILY")
    expect(editor.locator("[data-preview] li")).to_have_count(12)

    editor.route("**/admin/events/dates/", lambda route: route.abort())
    editor.locator("#id_recurrence-interval").fill("3")
    expect(editor.locator("[data-failed]")).to_be_visible()
    expect(editor.locator("[data-preview] li")).to_have_count(12)
    editor.unroute("**/admin/events/dates/")
    editor.locator("#id_recurrence-interval").fill("4")
    expect(editor.locator("[data-failed]")).to_be_hidden()
    expect(editor.locator("[data-preview]")).to_contain_text("Tous les quatre jours")


def test_the_event_of_another_partner_is_shown(new_person: Callable[..., Page]) -> None:
    reader = new_person()
    reader.goto("/fr/calendrier/")
    link = reader.locator("main a[href*='/fr/partenaires/crim/']").first
    reader.goto(link.get_attribute("href") or "")
    title = reader.locator("h1").inner_text()
    when = reader.locator("main time").first.get_attribute("datetime") or ""

    editor = new_person()
    admin.log_in(editor, "aqt.editor@example.org")
    admin.start_page(editor, "AQT", "eventpage")
    editor.locator("#id_title").fill(title)
    editor.locator("#id_start").fill(f"{when[:10]} 18:00")
    editor.keyboard.press("Tab")
    similar = editor.locator("[data-similar]")
    expect(similar).to_be_visible()
    expect(similar.get_by_role("link").first).to_contain_text(title)
    expect(similar.get_by_role("link").first).to_have_attribute("target", "_blank")
