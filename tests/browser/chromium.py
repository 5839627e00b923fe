"""The browser of the tests: the system's Chromium where there is one, else one that is installed.

`python -m tests.browser.chromium` makes sure that there is one, or ends with a sentence that says how to get it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "The browser tests need Chromium and none was found or could be installed. On Debian and Ubuntu: "
    "apt-get install chromium; elsewhere: python -m playwright install chromium; then run the tests again."
)


def find() -> str | None:
    """The path of a Chromium: CHROMIUM in the environment, on the PATH, or playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _playwrights_own()


def ensure() -> str:
    """As `find`, but installs one where there is none. Raises SystemExit with the sentence that helps."""
    path = find()
    if path is None and not os.environ.get("CHROMIUM"):
        _install()
        path = find()
    if path is None:
        raise SystemExit(HOW_TO_GET_ONE)
    return path


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install() -> None:
    """From the distribution where we may, which also brings the libraries; else playwright's build."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False)
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        if subprocess.run(command, check=False).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    print(f"Browser: {ensure()}")
