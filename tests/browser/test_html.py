"""Every kind of page is valid HTML, by an independent checker."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser import npm
from tests.browser.pages import CASES, address_of
from tests.browser.portal import RunningPortal

pytestmark = pytest.mark.slow

# Of html-validate's presets the one that says what the standard says; the others are questions of taste.
CONFIGURATION = {"extends": ["html-validate:standard"], "root": True}


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def errors(folder: Path) -> dict[str, list[str]]:
    """What is wrong, by the name of the file."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(CONFIGURATION))
    command = [npm.ensure() / ".bin" / "html-validate", "--formatter", "json", "--ext", "html", folder]
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert output.stdout, output.stderr
    return {
        Path(file["filePath"]).name: [
            f"{message['line']}: {message['ruleId']}: {message['message']}" for message in file["messages"]
        ]
        for file in json.loads(output.stdout)
    }


def test_every_kind_of_page_is_valid(portal: RunningPortal, tmp_path: Path) -> None:
    for name, language in CASES:
        (tmp_path / f"{name}-{language}.html").write_bytes(fetch(portal.url + address_of(name, language)))
    assert errors(tmp_path) == {}


def test_what_is_invalid_is_found(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><html lang=fr><title>x</title><p><div>y</div></p></html>")
    assert errors(tmp_path)["bad.html"]
