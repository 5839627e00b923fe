"""The editing screen of an article counts, offers typography, shows what the kind needs, and says what is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import admin

pytestmark = pytest.mark.slow


def test_an_editor_writes_a_brief_with_its_help(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "articlepage")

    counted = editor.locator("[data-counted=title]")
    editor.locator("#id_title").fill("Le " + "nuage " * 20)
    expect(counted.locator("[data-number]")).to_have_text("123")
    expect(counted.locator("[data-much]")).to_have_text("Plus long que conseillé.")
    editor.locator("#id_title").fill('Le "nuage" : un bilan')
    expect(counted.locator("[data-much]")).to_have_text("")

    # By the keyboard: the offer is the next thing after the field.
    editor.locator("#id_title").press("Tab")
    expect(counted.locator("[data-text]")).to_have_text("Le «\u00a0nuage\u00a0»\u00a0: un bilan", use_inner_text=False)
    counted.locator("[data-action=apply]").press("Enter")
    expect(editor.locator("#id_title")).to_have_value("Le «\u00a0nuage\u00a0»\u00a0: un bilan")
    expect(editor.locator("#id_title")).to_be_focused()

    study = editor.locator("#id_page_count")
    expect(study).to_be_hidden()
    editor.locator("#id_kind").select_option("study")
    expect(study).to_be_visible()
    editor.locator("#id_kind").select_option("intelligence_brief")
    expect(study).to_be_hidden()

    # Wagtail saves by itself; then the checks look at what was saved.
    checks = editor.locator("[data-checks]")
    missing = checks.get_by_role("link", name="Il n’y a pas de mot-clé")
    expect(missing).to_be_visible(timeout=30_000)
    missing.click()
    expect(editor.locator("#id_keywords")).to_be_focused()
    editor.keyboard.type("infonuagique")
    expect(missing).to_be_hidden(timeout=30_000)
    expect(checks.get_by_role("link", name="Une capsule cite au moins une source.")).to_be_visible()
