"""A page is translated in wagtail-localize's editor, and is public in that language once it is approved."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser import admin

FRENCH = "Cartographier les zones inondables"
ENGLISH = "Mapping flood zones from open satellite images"


def test_from_the_mirror_to_the_approved_translation(new_person: Callable[..., Page]) -> None:
    reader = new_person(language="en-CA")
    reader.goto("/en/partners/crim/")
    reader.get_by_role("link", name=re.compile(FRENCH)).first.click()
    mirror = reader.url
    expect(reader.get_by_role("heading", level=1)).to_contain_text(FRENCH)
    expect(notice_of(reader)).to_have_text("Available in French only")

    # Owen reads the admin in English.
    translator = new_person()
    admin.log_in(translator, "crim.translator@example.org")
    admin.open_from_search(translator, FRENCH)
    translator.get_by_role("link", name="Translate this page").first.click()
    translator.locator("main form [type=submit]").first.click()
    expect(translator.locator("body")).to_contain_text("The translation can begin")
    write(translator, "Title", ENGLISH)
    write(translator, "Summary", "What radar sees at night, and what it takes for water.")
    editor = translator.url
    translator.get_by_role("button", name=re.compile("^Fill in")).click()
    expect(translator.locator("body")).to_contain_text("filled in from earlier translations")
    translator.get_by_role("button", name="Submit for moderation").click()
    expect(translator.locator("body")).to_contain_text("submitted for moderation")

    reader.goto(mirror)
    expect(reader.get_by_role("heading", level=1)).to_contain_text(FRENCH)

    moderator = new_person()
    admin.log_in(moderator, "crim.moderator@example.org")
    moderator.goto(editor)
    moderator.get_by_role("button", name="Approuver", exact=True).click()
    moderator.wait_for_url(re.compile(r"^[^?]*/admin/$"))

    reader.goto(mirror)
    expect(reader.get_by_role("heading", level=1)).to_have_text(ENGLISH)
    expect(notice_of(reader)).to_have_count(0)


def notice_of(page: Page) -> Locator:
    """What the page says of its own language; cards below say it of theirs."""
    return page.locator(".notice", has_text="Available in")


def write(page: Page, field: str, text: str) -> None:
    """Translates the sentence of a field, and waits until it is stored."""
    sentence = page.locator("#tab-content li", has=page.get_by_role("heading", name=field, exact=True)).last
    sentence.get_by_role("button", name="Translate").click()
    sentence.locator("textarea").fill(text)
    sentence.get_by_role("button", name="Save").click()
    expect(sentence.get_by_role("button", name="Edit")).to_be_visible()
    expect(sentence).to_contain_text(text)
