"""A date that cannot be read stays as it was typed, and the form says what is wrong with it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import admin


def test_an_unreadable_date_is_not_replaced(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "eventpage")
    start = editor.locator("#id_start")
    start.fill("10 décembre 2026")
    editor.keyboard.press("Tab")
    editor.locator("#id_title").fill("Une date mal écrite")

    expect(start).to_have_value("10 décembre 2026")
    editor.get_by_role("button", name="Enregistrer le brouillon").click()

    expect(editor.get_by_role("status").first).to_contain_text("erreurs de validation")
    expect(start).to_have_value("10 décembre 2026")
