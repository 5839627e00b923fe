"""Every kind of page, as a reader's browser shows it: on a phone and on a desk, in both languages."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.browser.pages import CASES, PAGES, address_of
from tests.browser.portal import RunningPortal


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_page_fits_and_asks_for_nothing_elsewhere(
    new_person: Callable[..., Page], portal: RunningPortal, name: str, language: str, width: int
) -> None:
    page = new_person(width=width)
    complaints: list[str] = []
    requests: list[str] = []

    def note_complaint(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def note_request(request: Request) -> None:
        requests.append(request.url)

    page.on("console", note_complaint)
    page.on("request", note_request)

    response = page.goto(address_of(name, language))

    assert response is not None
    assert response.status == (404 if name == "not found" else 200)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", f"{language}-CA")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # That an address is not found is what Chromium complains of itself.
    assert [text for text in complaints if name != "not found"] == []
    assert [url for url in requests if not url.startswith((portal.url, "data:"))] == []
    assert page.context.cookies() == []


# What is not there has no other language, and a frame in somebody's own site offers none.
@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("not found", "embedded events")])
def test_the_language_link_leads_to_the_same_page_and_back(new_person: Callable[..., Page], name: str) -> None:
    french, english = PAGES[name]
    if "?" in french:
        english = f"{english.split('?')[0]}?{french.split('?')[1]}"
    page = new_person()
    page.goto(french)

    page.get_by_role("link", name="English", exact=True).first.click()
    page.wait_for_url(lambda url: what_is_at(url) == what_is_at(english))
    page.get_by_role("link", name="Français", exact=True).first.click()
    page.wait_for_url(lambda url: what_is_at(url) == what_is_at(french))


def what_is_at(url: str) -> tuple[str, list[tuple[str, str]]]:
    """The path and the parameters, whose order says nothing: a page that is kept has one for all."""
    parts = urlsplit(url)
    return parts.path, sorted(parse_qsl(parts.query, keep_blank_values=True))


def test_a_reader_without_a_mouse_gets_to_the_content(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/fr/veille/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Aller au contenu")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_filters_work_without_script_and_keep_their_state(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/en/intelligence/")
    page.get_by_label("Partner").select_option("crim")
    page.get_by_label("Kind").select_option("study")
    page.get_by_role("button", name="Filter").click()

    assert "partner=crim" in page.url
    assert "kind=study" in page.url
    expect(page.get_by_label("Partner")).to_have_value("crim")
    page.get_by_role("link", name="Clear filters").first.click()
    assert "crim" not in page.url
