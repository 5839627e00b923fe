"""axe-core finds nothing on any kind of page, in either language, light or dark, on a phone or on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import npm
from tests.browser.pages import CASES, address_of

pytestmark = pytest.mark.slow

# WCAG 2.0 to 2.2, levels A and AA, and what axe-core's makers call good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async tags => {
  // Target size (WCAG 2.5.8) has to be asked for.
  const found = await axe.run(document, {runOnly: tags, rules: {"target-size": {enabled: true}}});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} (${rule.help})`));
}"""


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        # Not as an element of the page, whose policy takes no script but our own files.
        page.evaluate((npm.ensure() / "axe-core" / "axe.min.js").read_text())
    found: list[str] = page.evaluate(FIND, TAGS)
    return found


@pytest.mark.parametrize(("name", "language"), CASES)
def test_axe_finds_nothing(new_person: Callable[..., Page], name: str, language: str) -> None:
    page = new_person()
    page.emulate_media(reduced_motion="reduce")
    page.goto(address_of(name, language))
    found = {}
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[width, scheme] = violations(page)
    assert {case: problems for case, problems in found.items() if problems} == {}


def test_axe_would_find_something(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.goto("/fr/")
    page.evaluate("document.querySelector('main').append(document.createElement('iframe'))")
    assert any(problem.startswith("frame-title") for problem in violations(page))


@pytest.mark.parametrize(("name", "language"), CASES)
def test_at_400_percent_nothing_has_to_be_scrolled_sideways(
    new_person: Callable[..., Page], name: str, language: str
) -> None:
    """WCAG 1.4.10: 1280 pixels at 400 % are 320."""
    page = new_person(width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address_of(name, language))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
