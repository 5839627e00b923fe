"""A reader without a mouse gets everywhere, and sees where they are."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150


def tab_to(page: Page, name: str) -> Locator:
    """Tabs until the link, button or field of that name has the focus, which must be seen; returns it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        label = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.labels?.[0]?.innerText || e.ariaLabel || e.innerText || '').trim(); }"
        )
        if name in label:
            expect(focused).to_be_in_viewport()
            assert is_marked(page), f"the focus on “{label}” is not seen"
            return focused
    raise AssertionError(f"no way to “{name}” by the keyboard")


def is_marked(page: Page) -> bool:
    """Whether the element with the focus, or what it stands in, has an outline."""
    return bool(
        page.evaluate(
            """() => {
              const seen = element => getComputedStyle(element).outlineStyle !== "none"
                && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
              const after = element => getComputedStyle(element, "::after").outlineStyle !== "none";
              for (let e = document.activeElement, up = 0; e && up < 4; e = e.parentElement, up++)
                if (seen(e) || after(e)) return true;
              return false;
            }"""
        )
    )


def test_from_home_to_an_article_in_the_other_language_and_a_search(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/fr/")
    tab_to(page, "Aller au contenu")
    page.goto("/fr/")
    tab_to(page, "Veille")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/veille/")

    tab_to(page, "Aller au contenu")
    page.keyboard.press("Enter")
    tab_to(page, "Thématique")
    page.keyboard.type("Gestion")
    tab_to(page, "Filtrer")
    page.keyboard.press("Enter")
    page.wait_for_url("**topic=management**")
    title = page.locator("main article h3, main article h2, main .card__title").first.inner_text()
    tab_to(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    tab_to(page, "English")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/**")

    tab_to(page, "Search")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/**")
    tab_to(page, "Search")
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.name") == "q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=data"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_calendar_is_filtered_and_an_event_opened(new_person: Callable[..., Page]) -> None:
    page = new_person(width=390)
    page.goto("/en/calendar/")
    tab_to(page, "Past events")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=past**")
    tab_to(page, "Upcoming")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"calendar/(\?.*)?$"))
    title = page.locator("main h3 a, main .event__link").first.inner_text()
    tab_to(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
