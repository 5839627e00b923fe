"""An editor pastes the address of a source, and takes over what the page there says of itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import admin

pytestmark = pytest.mark.slow

FOUND = {"title": "Un titre trouvé", "publisher": "Un site", "published_on": "2026-11-02", "language": "fr"}


def test_what_a_page_says_of_itself_fills_what_is_empty(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    # What the portal answers is another test's; nothing outside is asked here.
    editor.route("**/admin/articles/source/", lambda route: route.fulfill(json=FOUND))
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "articlepage")
    editor.locator("#id_sources-ADD").click()
    title, publisher, day = (editor.locator(f"#id_sources-0-{name}") for name in ("title", "publisher", "published_on"))
    publisher.fill("Ce que j’ai écrit")
    editor.locator("#id_sources-0-url").fill("https://example.org/article")
    editor.keyboard.press("Tab")

    offers = editor.locator("[data-found]")
    expect(offers).to_contain_text("Un titre trouvé")
    offers.locator("[data-action=use-all]").press("Enter")
    expect(title).to_have_value("Un titre trouvé")
    expect(day).to_have_value("2026-11-02")
    expect(editor.locator("#id_sources-0-language")).to_have_value("fr")
    # What somebody has written stays.
    expect(publisher).to_have_value("Ce que j’ai écrit")


def test_what_cannot_be_read_is_said_and_tried_again(new_person: Callable[..., Page]) -> None:
    editor = new_person()
    message = {"message": "Cette page ne peut pas être lue."}
    editor.route("**/admin/articles/source/", lambda route: route.fulfill(status=422, json=message))
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "articlepage")
    editor.locator("#id_sources-ADD").click()
    editor.locator("#id_sources-0-url").fill("https://example.org/article")
    editor.keyboard.press("Tab")
    expect(editor.locator("[data-said]").first).to_have_text("Cette page ne peut pas être lue.")

    editor.route("**/admin/articles/source/", lambda route: route.fulfill(json=FOUND))
    editor.locator("[data-action=retry]").first.click()
    expect(editor.locator("[data-found]")).to_contain_text("Un titre trouvé")
