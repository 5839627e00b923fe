"""A portal of real processes on a database server of its own, each of which can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psycopg

from launcher import postgres, processes
from launcher.processes import Process

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "faults"
# A committed transaction must be there after a kill; only a power cut is not played.
SETTINGS = {"fsync": "off", "max_connections": "60"}
PATIENCE = 300  # seconds for anything to happen


class World:
    """Starts and kills; everything ends with `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        }
        self._server = ExitStack()
        self._processes: list[Process] = []

    # The database

    def start_database(self) -> None:
        self.cluster = self._server.enter_context(postgres.running(self.folder / "postgres", settings=SETTINGS))
        self.environment["DATABASE_URL"] = self.url = self.cluster.url(DATABASE)

    def stop_database(self) -> None:
        """As its keeper does."""
        self._server.close()

    def kill_database(self) -> None:
        """All of its processes at once end without a word."""
        os.kill(self.cluster.pid, signal.SIGKILL)
        self._server.close()

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchall()

    def number(self, statement: str) -> int:
        return int(self.ask(statement)[0][0])

    # Processes

    def start(self, *command: str, **environment: str) -> Process:
        """`manage.py` with those arguments."""
        return self.spawn(command[0], [sys.executable, str(ROOT / "manage.py"), *command], **environment)

    def spawn(self, name: str, command: list[str], **environment: str) -> Process:
        """Any command, in the project's folder; what it says goes to `<name>.log`."""
        process = processes.spawn(
            name, command, log=self.folder / f"{name}.log", env=self.environment | environment, cwd=ROOT
        )
        self._processes.append(process)
        return process

    def run(self, *command: str, **environment: str) -> None:
        """The same, to its end."""
        process = self.start(*command, **environment)
        assert process.child.wait(PATIENCE) == 0, (self.folder / f"{command[0]}.log").read_text()

    def do(self, module: str, *arguments: str) -> None:
        """Runs a module of these tests in a process of its own."""
        command = [sys.executable, "-m", f"tests.faults.{module}", *arguments]
        subprocess.run(command, check=True, env=self.environment, cwd=ROOT, timeout=PATIENCE * 5)

    def kill(self, process: Process) -> None:
        """As the machine's memory keeper does: without a word."""
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.child.wait(PATIENCE)

    def close(self) -> None:
        for process in self._processes:
            process.stop(signal.SIGKILL)
        self._server.close()


def wait_until(holds: Callable[[], bool], process: Process | None = None) -> None:
    """Until it holds, or the process has ended of itself."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if process and process.has_ended():
            return
        assert time.monotonic() < deadline, "what was waited for did not happen"
        time.sleep(0.01)


def copy_of(prepared: Path, folder: Path) -> Iterator[World]:
    """A world that begins where `prepared` stood when its server was stopped."""
    shutil.copytree(prepared / "postgres", folder / "postgres", symlinks=True)
    world = World(folder)
    world.start_database()
    try:
        yield world
    finally:
        world.close()
