"""Starts the portal by its own launcher, as a person at a terminal does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds for a first start, the demonstration content included, on a machine that is busy


class RunningPortal:
    """One state folder and one port; `seconds_to_start` is what the last start took to the first answered request."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.url = f"http://127.0.0.1:{port}"
        self.output_file = state / "output"
        self.seconds_to_start = 0.0
        # The environment that runs the tests has all that the portal needs; making another takes a minute.
        (state / "venv").symlink_to(sys.prefix)
        (state / "launcher.lock").touch()
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MAKELEVEL")
        }
        self.environment |= {"STATE_DIR": str(state), "PORT": str(port), "PYTHONPATH": str(ROOT / "site")}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when the addresses are printed, that is, when the first request was answered."""
        began = time.monotonic()
        with self.output_file.open("wb") as output:
            command = [sys.executable, "-m", "launcher", "run"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        while "/admin/" not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < began + PATIENCE, self.output
            time.sleep(0.05)
        self.seconds_to_start = time.monotonic() - began

    def stop(self) -> int:
        """As Ctrl-C does; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    @property
    def output(self) -> str:
        return self.output_file.read_text()

    def manage(self, *arguments: str) -> str:
        """The output of a management command on the same database."""
        return subprocess.run(
            [sys.executable, "-m", "launcher", "manage", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
