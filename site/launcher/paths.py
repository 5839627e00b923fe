"""Where everything is: the project, and the one folder that holds all state."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from launcher import LauncherError

PROJECT = Path(__file__).resolve().parents[2]


class InUseError(LauncherError):
    """Another process works on the state folder; `holder` is what it wrote about itself ("run 1234")."""

    def __init__(self, folder: Path, holder: str) -> None:
        command, _, pid = holder.partition(" ")
        self.holder = command
        super().__init__(
            f"`make {command or 'run'}` (process {pid or 'unknown'}) is already working on {folder}. "
            "Stop it first (Ctrl-C in its terminal), or use another folder: STATE_DIR=…"
        )


@dataclass(frozen=True)
class State:
    """The state folder, absolute, and the places in it."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / "venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def lock_file(self) -> Path:
        return self.root / "launcher.lock"

    @property
    def url_file(self) -> Path:
        """Holds the address of the database while `run` has it open."""
        return self.root / "database-url"

    def log(self, name: str) -> Path:
        return self.root / "log" / f"{name}.log"

    @classmethod
    def from_environment(cls) -> "State":
        return cls(Path(os.environ.get("STATE_DIR") or PROJECT / "var").absolute().resolve())

    def prepare(self) -> None:
        """Make the folder, and make sure that it is ours and can be written. Raises LauncherError."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not self._is_ours():
                raise LauncherError(
                    f"{self.root} already holds other things, and `make reset` would remove them: "
                    "choose an empty or a new folder for STATE_DIR."
                )
            probe = self.root / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
            self.lock_file.touch(mode=0o600)  # also marks the folder as ours
        except OSError as error:
            raise LauncherError(
                f"The folder {self.root} cannot be written ({error.strerror}). "
                "Change its rights, or use another one: STATE_DIR=/some/folder"
            ) from error

    @contextmanager
    def locked(self, command: str) -> Iterator[None]:
        """Hold the folder for one launcher. The lock ends with the process, however it ends. Raises InUseError."""
        with _flock(self.lock_file, blocking=False) as descriptor:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{command} {os.getpid()}".encode())
            yield

    @contextmanager
    def locked_for_installing(self) -> Iterator[None]:
        """Wait until no other process is installing into the environment, and hold it meanwhile."""
        with _flock(self.root / "install.lock", blocking=True):
            yield

    def remove(self) -> None:
        """Remove the folder with all it holds. Raises LauncherError when it is in use, not ours, or not removable."""
        if not self.root.exists():
            return
        if not self._is_ours():
            raise LauncherError(f"{self.root} was not made by `make run`: nothing was removed.")
        self.prepare()
        with self.locked("reset"):
            try:
                shutil.rmtree(self.root)
            except OSError as error:
                raise LauncherError(
                    f"{error.filename} cannot be removed ({error.strerror}): run this as the user who made it."
                ) from error

    def _is_ours(self) -> bool:
        return self.root == PROJECT / "var" or self.lock_file.exists() or not any(self.root.iterdir())


@contextmanager
def _flock(path: Path, *, blocking: bool) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if blocking else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise InUseError(path.parent, os.read(descriptor, 100).decode(errors="replace")) from error
        yield descriptor
    finally:
        with suppress(OSError):
            os.close(descriptor)
