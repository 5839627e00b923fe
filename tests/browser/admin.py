"""What people do in the admin, step by step, with the mouse and the keyboard. Its language here is French."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from home.demo.people import PASSWORD

INDEXING = 120  # seconds that the worker may take for the demonstration content
AUTOSAVE_PAUSE = 1000  # milliseconds; Wagtail waits half as long after the last change


def log_in(page: Page, email: str) -> None:
    page.goto("/admin/")
    page.locator("#id_username").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^[^?]*/admin/$"))


def search(page: Page, words: str, row: Locator) -> None:
    """Searches until the row is found: what was loaded a moment ago is still on its way into the index."""
    for _ in range(INDEXING):
        page.goto(f"/admin/pages/search/?q={words}")
        if row.count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"“{words}” is not found")


def start_page(page: Page, partner: str, model: str) -> None:
    """Finds the partner's French area by the explorer's search, and opens the form of a new page in it."""
    row = page.locator("tr", has_text="Espace de partenaire").filter(has_text="Français")
    search(page, partner, row)
    row.get_by_role("link", name=partner, exact=True).first.click()
    page.wait_for_url("**/edit/**")
    area = page.url.rstrip("/").split("/")[-2]
    page.goto(f"/admin/pages/{area}/add_subpage/")
    page.locator(f"main a[href*='/{model}/']").first.click()
    page.wait_for_url(f"**/{model}/**")
    # The editor's widgets answer only when its scripts have run, and what its autosave takes for the beginning is what
    # the form holds half a second later.
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(AUTOSAVE_PAUSE)


def choose_new_image(page: Page, file: Path, title: str) -> None:
    """Uploads an image in the chooser of the page's image."""
    page.locator("#panel-child-contenu-image-section .chooser__choose-button").first.click()
    dialog = page.get_by_role("dialog").last
    dialog.get_by_role("tab", name="Transférer").click()
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.locator("input[name$=title]").fill(title)
    dialog.get_by_role("button", name="Transférer").click()
    expect(page.locator("#panel-child-contenu-image-section")).to_contain_text(title)


def add_source(page: Page, title: str, publisher: str, url: str) -> None:
    page.locator("#id_sources-ADD").click()
    page.locator("#id_sources-0-title").fill(title)
    page.locator("#id_sources-0-publisher").fill(publisher)
    page.locator("#id_sources-0-url").fill(url)


def submit_for_moderation(page: Page) -> None:
    """Submits after the pause that the editor's autosave waits for: a form sent while it saves makes a second page."""
    page.wait_for_timeout(AUTOSAVE_PAUSE)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".w-autosave-indicator__state--saving")).to_be_hidden()
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("button[name=action-submit], button[name=action-restart-workflow]").first.click()
    _wait_until_done(page)


def open_from_dashboard(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/edit/**")
    page.wait_for_load_state("networkidle")


def open_from_search(page: Page, title: str) -> None:
    """Opens the first page of that title that the person may see in the explorer's search."""
    row = page.locator("tr", has_text=title).first
    search(page, title, row)
    row.get_by_role("link").first.click()
    page.wait_for_url("**/edit/**")
    page.wait_for_load_state("networkidle")


def ask_for_changes(page: Page, comment: str) -> None:
    _take_workflow_action(page, "reject")
    dialog = page.get_by_role("dialog").last
    dialog.locator("textarea").fill(comment)
    dialog.locator("[type=submit]").click()
    _wait_until_done(page)


def approve(page: Page) -> None:
    _take_workflow_action(page, "approve")
    _wait_until_done(page)


def _take_workflow_action(page: Page, name: str) -> None:
    button = page.locator(f"[data-workflow-action-name={name}]").first
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").click()
    button.click()


def _wait_until_done(page: Page) -> None:
    """An action of the editor that was carried out leads back to the explorer or to the dashboard."""
    page.wait_for_url(re.compile(r"/admin/(pages/\d+/)?(\?.*)?$"))
