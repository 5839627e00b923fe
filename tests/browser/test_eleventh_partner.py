"""An eleventh partner, in a real browser: onboarded in one form, its people invited by mail, its first article read."""

import email
import email.policy
import re
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browser import admin
from tests.browser.portal import RunningPortal

PASSWORD = "une-longue-phrase-pour-entrer"
TITLE = "Des abeilles et des antennes"
SLUG = "des-abeilles-et-des-antennes"
PATIENCE = 240  # seconds: at a first start, the background worker indexes the demonstration content before it mails


def test_from_the_form_to_the_reader(new_person: Callable[..., Page], portal: RunningPortal) -> None:
    administrator = new_person()
    admin.log_in(administrator, "admin@example.org")
    area = onboard(administrator)

    editor = enter_by_invitation(new_person(), portal, "olive.redactrice@example.org")
    start_article(editor, area)
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_summary").fill("Un résumé d’essai.")
    admin.submit_for_moderation(editor)

    reader = new_person()
    reader.goto(f"/fr/partenaires/onze-ti/{SLUG}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Page introuvable")

    moderator = enter_by_invitation(new_person(), portal, "nathan.moderateur@example.org")
    admin.open_from_dashboard(moderator, TITLE)
    admin.approve(moderator)

    reader.goto("/fr/partenaires/onze-ti/")
    reader.get_by_role("link", name=TITLE).first.click()
    reader.wait_for_url(f"**/fr/partenaires/onze-ti/{SLUG}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    reader.get_by_role("link", name="English", exact=True).first.click()
    reader.wait_for_url(f"**/en/partners/onze-ti/{SLUG}/")
    expect(reader.get_by_text("Available in French only").first).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)


def onboard(page: Page) -> str:
    """From the list of partners, by way of a mistake: what was typed stays, in rows added and removed too.

    Returns the address of the French area in the explorer.
    """
    page.goto("/admin/snippets/partners/partner/")
    page.locator("header a[href$='/snippets/partners/partner/add/']").first.click()
    page.wait_for_url("**/admin/partners/onboard/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_acronym").press_sequentially("ONZE-TI")
    expect(page.locator("#id_key")).to_have_value("onze-ti")
    page.locator("#id_name_en").fill("The Eleventh Partner")
    page.locator("#id_region").select_option("estrie")
    page.locator("input[name=topics][value=management]").check()
    fill_in_person(page, 0, "nathan.moderateur@example.org", "Nathan", "moderator")
    remove_person(page, 1)
    page.locator("[data-action='w-formset#add']").click()
    fill_in_person(page, 3, "olive.redactrice@example.org", "Olive", "editor")
    page.locator("footer button[type=submit]").click()

    expect(page.locator(".w-field__wrapper:has(#id_name_fr) .error-message")).to_be_visible()
    expect(page.locator("#id_people-1-email")).to_be_hidden()
    expect(page.locator("#id_people-3-email")).to_have_value("olive.redactrice@example.org")
    page.locator("#id_name_fr").fill("Le onzième partenaire")
    page.locator("footer button[type=submit]").click()

    members = page.locator("main a[href$='/admin/partners/onze-ti/members/']")
    expect(page.locator("main a[href$='/fr/partenaires/onze-ti/']")).to_be_visible()
    expect(page.locator("main")).to_contain_text("olive.redactrice@example.org")
    area = page.locator("main a[href*='/admin/pages/']").first.get_attribute("href")
    members.click()
    for name in ("Nathan Essai", "Olive Essai"):
        expect(page.locator("main")).to_contain_text(name)
    return str(area)


def fill_in_person(page: Page, number: int, address: str, first_name: str, role: str) -> None:
    page.locator(f"#id_people-{number}-email").fill(address)
    page.locator(f"#id_people-{number}-first_name").fill(first_name)
    page.locator(f"#id_people-{number}-last_name").fill("Essai")
    page.locator(f"input[name=people-{number}-roles][value={role}]").check()


def remove_person(page: Page, number: int) -> None:
    row = page.locator(f"fieldset:has(#id_people-{number}-email)")
    row.locator("[data-action='w-formset#delete']").click()
    expect(row).to_be_hidden()


def start_article(page: Page, area: str) -> None:
    page.goto(f"{area}add_subpage/")
    page.locator("main a[href*='/articlepage/']").first.click()
    page.wait_for_url("**/articlepage/**")
    page.wait_for_load_state("networkidle")


def enter_by_invitation(page: Page, portal: RunningPortal, address: str) -> Page:
    """Follows the link of the mail, chooses a password, and is in the admin."""
    page.goto(wait_for_invitation(portal, address))
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/$"))
    return page


def wait_for_invitation(portal: RunningPortal, address: str) -> str:
    """The link in the mail to that person."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for message in mails(portal):
            text = message.get_body(("plain",)).get_content()
            if message["To"] == address and (link := re.search(r"http://\S+/admin/invitation/\S+", text)):
                return link[0]
        time.sleep(0.2)
    raise AssertionError(f"No invitation to {address} within {PATIENCE} seconds.")


def mails(portal: RunningPortal) -> Iterator[EmailMessage]:
    """All that was sent so far, as Django's backend writes it into files."""
    for file in sorted((portal.state / "mail").glob("*.log")):
        for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if part.strip():
                yield email.message_from_bytes(part, EmailMessage, policy=email.policy.default)
