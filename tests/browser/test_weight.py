"""Pages are light, stand still while they load, and wait for no script."""

import gzip
import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.pages import CASES, address_of

pytestmark = pytest.mark.slow

# Bytes when compressed, all files of a kind together.
LIMITS = {"document": 25_000, "stylesheet": 20_000, "script": 10_000}
SHIFT_LIMIT = 0.02
NOT_BLOCKING = r"(?:\bdefer\b|\basync\b|type=\"(?:module|application/ld\+json)\")"
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_page_is_light_and_stands_still(
    new_person: Callable[..., Page], name: str, language: str, width: int
) -> None:
    page = new_person(width=width)
    weights: Counter[str] = Counter()
    requests: Counter[str] = Counter()

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        requests[kind] += 1
        if kind in LIMITS:
            weights[kind] += len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address_of(name, language), wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")

    assert {kind: weight for kind, weight in weights.items() if weight > LIMITS[kind]} == {}
    assert page.evaluate("window.shift") < SHIFT_LIMIT
    blocking = re.findall(rf"<script(?![^>]*{NOT_BLOCKING})", page.content())
    assert blocking == []


def test_what_moves_would_be_noticed(new_person: Callable[..., Page]) -> None:
    page = new_person()
    page.add_init_script(WATCH_SHIFTS)
    page.goto("/fr/")
    page.evaluate("document.querySelector('main').style.marginTop = '300px'")
    page.wait_for_function(f"window.shift > {SHIFT_LIMIT}")
