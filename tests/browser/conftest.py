"""The whole portal as `make run` starts it, with its own database and demonstration content, and a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.portal import RunningPortal
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute() / "test" / "screenshots"
# Chromium's sandbox cannot be set up by root, as whom CI and containers often run.
ARGUMENTS = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    running = RunningPortal(tmp_path_factory.mktemp("portal"), free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the module: while it runs, Django takes its event loop for an asynchronous program."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_person(browser: Browser, portal: RunningPortal, request: pytest.FixtureRequest) -> Iterator[object]:
    """Makes pages, each in a browser of its own without others' cookies; their last sight is kept as a picture."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, language: str = "fr-CA") -> Page:
        context = browser.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 900},
            locale=language,
            timezone_id="America/Toronto",
        )
        context.set_default_timeout(15_000)
        # Otherwise the portal would look at the address of a source, wherever that leads.
        context.route("**/admin/articles/source/", lambda route: route.abort())
        contexts.append(context)
        return context.new_page()

    yield make
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=SCREENSHOTS / f"{request.node.name}-{number}.png")
        context.close()
