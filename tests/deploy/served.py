"""The portal under gunicorn, with several processes, on the database of one test."""

import http.client
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from launcher import processes
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


class Served:
    """`address` is host and port. Two processes with four threads each, as `gunicorn.conf.py` has it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.link = folder / "edition"
        self.process: processes.Process | None = None

    def __enter__(self) -> "Served":
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}")
        environment = os.environ | {
            "DATABASE_URL": urlunsplit(database),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PAGE_CACHE_LINK": str(self.link),
            "PORT": str(self.port),
        }
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "config.wsgi"]
        log = self.folder / "gunicorn.log"
        self.process = processes.spawn("gunicorn", command, log=log, env=environment, cwd=ROOT)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                get(self.port, "/fr/")
                return self
            except OSError:
                assert not self.process.has_ended(), processes.tail(log)
                assert time.monotonic() < deadline, processes.tail(log)
                time.sleep(0.1)

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self.process:
            self.process.stop(patience=2)
            self.process = None


def get(port: int, path: str, *, host: str = "localhost", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers by their names in lower case, and text. Raises OSError where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": host, **headers})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read().decode(errors="replace")
    finally:
        connection.close()
