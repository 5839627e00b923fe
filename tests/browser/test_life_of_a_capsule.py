"""The whole job, in a real browser: drafted at CRIM, sent back, corrected, approved, read in both languages."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image as PillowImage
from playwright.sync_api import Page, expect

from tests.browser import admin

TITLE = "Des capteurs sobres pour les serres"
SLUG = "des-capteurs-sobres-pour-les-serres"
SUMMARY = "Un résumé d’essai sur des capteurs qui dorment la nuit."
CORRECTED = "Un résumé corrigé sur des capteurs qui dorment le jour."
TOPIC = "Design et technologies porteuses"


def test_from_the_editors_desk_to_the_reader(new_person: Callable[..., Page], tmp_path: Path) -> None:
    picture = tmp_path / "serre.png"
    PillowImage.new("RGB", (1200, 800), "seagreen").save(picture)

    editor = new_person()
    admin.log_in(editor, "crim.editor@example.org")
    admin.start_page(editor, "CRIM", "articlepage")
    editor.locator("#id_title").fill(TITLE)
    editor.get_by_label(TOPIC).check()
    editor.locator("#id_summary").fill(SUMMARY)
    admin.choose_new_image(editor, picture, "Une serre")
    editor.locator("#id_image_alt").fill("Une serre au petit matin")
    admin.add_source(editor, "Rapport sur les serres", "Institut fictif", "https://example.org/serres")
    admin.submit_for_moderation(editor)
    expect(editor.get_by_role("status").or_(editor.locator(".messages"))).to_contain_text(TITLE)

    reader = new_person()
    reader.goto(f"/fr/partenaires/crim/{SLUG}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Page introuvable")

    moderator = new_person()
    admin.log_in(moderator, "crim.moderator@example.org")
    expect(moderator.locator("section:has(h2:has-text('En attente de votre vérification'))")).to_contain_text(TITLE)
    admin.open_from_dashboard(moderator, TITLE)
    admin.ask_for_changes(moderator, "Les capteurs dorment le jour, pas la nuit.")

    editor.goto("/admin/")
    admin.open_from_dashboard(editor, TITLE)
    expect(editor.locator("body")).to_contain_text("Les capteurs dorment le jour, pas la nuit.")
    editor.locator("#id_summary").fill(CORRECTED)
    admin.submit_for_moderation(editor)

    moderator.goto("/admin/")
    admin.open_from_dashboard(moderator, TITLE)
    admin.approve(moderator)

    reader.goto(f"/fr/partenaires/crim/{SLUG}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_text(CORRECTED)).to_be_visible()
    expect(reader.get_by_role("img", name="Une serre au petit matin")).to_be_visible()
    expect(reader.get_by_role("link", name="Rapport sur les serres")).to_have_attribute(
        "href", "https://example.org/serres"
    )
    for address in (
        "/fr/",
        "/fr/partenaires/crim/",
        "/fr/veille/",
        "/fr/thematiques/design-et-technologies-porteuses/",
    ):
        reader.goto(address)
        expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()

    reader.goto(f"/fr/partenaires/crim/{SLUG}/")
    reader.get_by_role("link", name="English", exact=True).first.click()
    reader.wait_for_url(f"**/en/partners/crim/{SLUG}/")
    expect(reader.get_by_text("Available in French only").first).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert reader.context.cookies() == []
