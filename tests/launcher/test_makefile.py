"""The targets of the Makefile that start the launcher."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.launcher.portal import COMMAND, PROJECT, Portal


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=PROJECT, capture_output=True, text=True, timeout=60)


def test_make_alone_lists_every_target_with_a_line() -> None:
    listed = make().stdout

    for target in ("help", "install", "install-dev", "run", "manage", "reset"):
        assert re.search(rf"^  make {target} +\S", listed, re.MULTILINE), target


def test_a_python_that_is_missing_is_told() -> None:
    answer = make("run", "PYTHON=no-such-python")

    assert answer.returncode != 0
    assert "Python was not found as no-such-python." in answer.stderr


def test_a_python_that_is_too_old_is_told(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2\n[ -z "$2" ]\n')
    old.chmod(0o755)

    answer = make("run", f"PYTHON={old}")

    assert answer.returncode != 0
    assert f"{old} is Python 3.9.2; 3.11 or later is needed." in answer.stderr


def test_manage_passes_its_arguments(portal: Portal) -> None:
    command = [
        "make",
        "manage",
        "ARGS=shell --command 'print(1)'",
        f"PYTHON={sys.executable}",
        f"LAUNCHER=exec {' '.join(COMMAND)}",
    ]
    answer = subprocess.run(command, cwd=PROJECT, env=portal.env, input="0\n", capture_output=True, text=True)

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["arguments"] == ["shell", "--command", "print(1)"]
