"""Child processes that never outlive the launcher, whatever ends it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launcher import LauncherError, privileges
from launcher.privileges import Account

LOG_LIMIT = 10_000_000  # bytes; a longer log becomes <name>.1 at the next start


@dataclass
class Process:
    """A running child: what people call it, the process and where its output goes (None: the terminal)."""

    name: str
    child: subprocess.Popen[bytes]
    log: Path | None = None
    guardian: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self.child.pid

    def has_ended(self) -> bool:
        return self.child.poll() is not None

    def describe_end(self) -> str:
        """Say how the process ended, in words."""
        code = self.child.returncode
        return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"

    def stop(self, stop_signal: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
        """Ask the process to end, wait `patience` seconds, then kill it and whatever is left of its group."""
        if self.guardian:
            self.guardian.kill()
            self.guardian.wait()
        if not self.has_ended():
            self.child.send_signal(stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.child.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.child.wait()


def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> Process:
    """Start `command` in its own session, so that Ctrl-C reaches the launcher alone and the order of stopping is ours.

    When the calling thread ends without having stopped it, it receives `death_signal`. Raises LauncherError when the
    program cannot be started, or its log not be written.
    """
    parent = os.getpid()

    def prepare() -> None:
        if account:
            account.become()
        if privileges.ON_LINUX:
            privileges.die_with(parent, death_signal)

    output = open_log(log) if log else None
    try:
        child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=prepare,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise LauncherError(f"{name} could not be started ({command[0]}): {error}.") from error
    finally:
        if output is not None:
            os.close(output)
    return Process(name, child, log, None if privileges.ON_LINUX else _guard(child.pid, death_signal))


def open_log(path: Path) -> int:
    """Open a log to append to, made with its folder if need be; returns a file descriptor. Raises LauncherError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_name(path.name + ".1"))
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise LauncherError(f"The log {path} cannot be written: {error.strerror}.") from error


def tail(log: Path | None, lines: int = 15) -> str:
    """Give the last lines of a log, indented; empty when there is none."""
    text = log.read_text(errors="replace") if log and log.exists() else ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def wait(process: Process, tick: Callable[[], None] = lambda: None) -> int:
    """Wait for the end of a process and give its exit code, calling `tick` meanwhile; stop it if interrupted."""
    try:
        while not process.has_ended():
            tick()
            time.sleep(0.05)
    finally:
        process.stop()
    return int(process.child.returncode)


def call(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> int:
    """Run a command in the foreground of the terminal and give its exit code (128 + number if a signal ended it).

    Ctrl-C is the command's to handle. If this process ends first, the command is told to end.
    """
    parent = os.getpid()
    previous = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the command would inherit
    try:
        child = subprocess.Popen(
            [str(part) for part in command],
            env=env,
            cwd=cwd,
            preexec_fn=(lambda: privileges.die_with(parent, signal.SIGTERM)) if privileges.ON_LINUX else None,
        )
        try:
            code = child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
    finally:
        signal.signal(signal.SIGINT, previous)
    return code if code >= 0 else 128 - code


def _guard(pid: int, death_signal: signal.Signals) -> subprocess.Popen[bytes]:
    """Start what stands in for PR_SET_PDEATHSIG elsewhere: a shell reading a pipe that ends with the launcher."""
    read_end, _write_end = os.pipe()  # the write end stays open, in this process alone, until it ends
    name = death_signal.name.removeprefix("SIG")
    try:
        return subprocess.Popen(
            ["/bin/sh", "-c", 'read _; kill -s "$0" "$1"', name, str(pid)], stdin=read_end, start_new_session=True
        )
    finally:
        os.close(read_end)
