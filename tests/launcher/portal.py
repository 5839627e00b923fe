"""The launcher as a person at a terminal meets it, with small processes in the place of the portal's."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
FAKES = Path(__file__).with_name("fakes.py")
COMMAND = [sys.executable, str(FAKES), "launcher"]
SERVICES = ("server", "worker", "scheduler")
PATIENCE = 20  # seconds before a test gives up


class Portal:
    """One state folder and one port, and the launchers started on them."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.port = port
        self.env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MAKELEVEL")}
        self.env |= {"STATE_DIR": str(state), "PORT": str(port), "PYTHONPATH": str(PROJECT / "site")}
        self.launchers: list[subprocess.Popen[bytes]] = []
        self.output_file = state.with_name(state.name + ".output")

    def start(self, *, command: Iterable[str] = (*COMMAND, "run"), **env: str) -> subprocess.Popen[bytes]:
        """Start a launcher and return at once."""
        for name in SERVICES:
            (self.state / f"{name}.pid").unlink(missing_ok=True)
        with self.output_file.open("wb") as output:
            launcher = subprocess.Popen(
                list(command), env=self.env | env, stdout=output, stderr=subprocess.STDOUT, cwd=PROJECT
            )
        self.launchers.append(launcher)
        return launcher

    def start_and_wait(self, **env: str) -> subprocess.Popen[bytes]:
        """Start a launcher and wait until it shows the addresses and all services work."""
        launcher = self.start(**env)
        self.wait_for_addresses(launcher)
        return launcher

    def wait_for_addresses(self, launcher: subprocess.Popen[bytes]) -> None:
        works = [self.state / f"{name}.pid" for name in SERVICES]
        wait_until(
            lambda: launcher.poll() is not None or ("/admin/" in self.output() and all(path.exists() for path in works))
        )
        assert launcher.poll() is None, self.output()

    def call(self, *arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Run a launcher to its end."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.env | env,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=PROJECT,
        )

    def end_of(self, launcher: subprocess.Popen[bytes]) -> tuple[int, str]:
        """Wait for a launcher's end; gives its exit code and all it said."""
        return launcher.wait(PATIENCE), self.output()

    def output(self) -> str:
        return self.output_file.read_text()

    def get(self, path: str = "/fr/") -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            return json.load(answer)

    def pid(self, name: str) -> int:
        return int((self.state / f"{name}.pid").read_text())

    def postgres_pid(self) -> int:
        return int((self.state / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    def pids(self) -> list[int]:
        """The process ids of all that the launcher runs."""
        return [*(self.pid(name) for name in SERVICES), self.postgres_pid()]

    def clean_up(self) -> None:
        for launcher in self.launchers:
            if launcher.poll() is None:
                launcher.send_signal(signal.SIGTERM)
                launcher.wait(PATIENCE)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended but was not waited for yet does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return not state.startswith("Z")


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def wait_until_gone(pids: Iterable[int]) -> None:
    wait_until(lambda: not any(is_alive(pid) for pid in pids))
