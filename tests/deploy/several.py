"""Two machines with the portal, behind one proxy, on one database with a replica, a pool, a Redis and a worker.

Each machine is a folder with a copy of the code and nothing else in common; the proxy’s is a third one.
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from launcher import processes
from tests.deploy.databases import ROOT, Pool, Server
from tests.deploy.making import EMAIL
from tests.factories.people import PASSWORD
from tests.ports import free_port
from tests.proxy import HOST, Proxy
from tests.redis_server import Redis

PATIENCE = 120
# What is not of a release.
LEFT_OUT = shutil.ignore_patterns("var", ".*", "tests", "docs", "node_modules", "__pycache__")


class Machine:
    """A copy of the code with its own folders. `port` is where its web server listens."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.port = folder, free_port()
        shutil.copytree(ROOT, folder / "portal", ignore=LEFT_OUT, symlinks=True)
        own = {"PORT": str(self.port), "MEDIA_ROOT": str(folder / "media"), "STATIC_ROOT": str(folder / "static")}
        self.environment = environment | own
        self._running: list[processes.Process] = []

    def spawn(self, name: str, *command: str, **environment: str) -> processes.Process:
        process = processes.spawn(
            name,
            [sys.executable, *command],
            log=self.folder / f"{name}.log",
            env=self.environment | environment,
            cwd=self.folder / "portal",
        )
        self._running.append(process)
        return process

    def manage(self, *command: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=self.folder / "portal",
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE * 2,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self) -> None:
        self.web = self.spawn("web", "-m", "gunicorn", "-c", "gunicorn.conf.py", "config.wsgi")

    def kill(self) -> None:
        """All of its processes at once, as when the power is cut."""
        for process in self._running:
            if not process.has_ended():
                os.killpg(process.pid, signal.SIGKILL)
                process.child.wait(PATIENCE)

    def is_up(self) -> bool:
        try:
            return get(self.port, "/healthz", proxied=False)[0] == 200
        except OSError:
            return False

    def parts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(get(self.port, "/readyz", proxied=False)[1])["parts"]
        return found

    def close(self) -> None:
        for process in self._running:
            process.stop(signal.SIGKILL)


class Portal:
    """All of it; `pages` are those of tests/deploy/making.py."""

    def __init__(self, folder: Path, number_of_pages: int) -> None:
        self._open = ExitStack()
        try:
            self._start(folder, number_of_pages)
        except BaseException:
            self.close()
            raise

    def _start(self, folder: Path, number_of_pages: int) -> None:
        self.primary = Server(folder / "primary")
        self._open.callback(self.primary.stop)
        self.primary.start()
        self.primary.fill()
        self.replica = self.primary.replica(folder / "replica")
        self._open.callback(self.replica.stop)
        self.replica.start()
        self.pool, self.redis = Pool(folder / "pool", self.primary), Redis(folder)
        for server in (self.pool, self.redis):
            server.start()
            self._open.callback(server.stop)
        environment = self._environment()
        self.one, self.other, self.front = (Machine(folder / name, environment) for name in ("one", "other", "front"))
        for machine in (self.one, self.other, self.front):
            self._open.callback(machine.close)
        self.pages = self._made(number_of_pages)
        self.one.manage("collectstatic", "--noinput", "--verbosity", "0")
        shutil.copytree(self.one.folder / "static", self.other.folder / "static")
        self._serve(folder)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "HOME")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": "".join(chr(ord("a") + number % 26) for number in range(60)),
            "ALLOWED_HOSTS": HOST,
            "BASE_URL": f"https://{HOST}",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": "1",
            "DEFAULT_FROM_EMAIL": "carrefour-tic@example.org",
            "TWO_FACTOR_REQUIRED": "false",
            "DATABASE_URL": self.pool.url,
            "DATABASE_POOLED": "true",
            "REPLICA_URL": self.replica.url,
            "REDIS_URL": self.redis.url,
        }

    def _made(self, number: int) -> list[dict[str, str]]:
        environment = self.one.environment | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
        command = [sys.executable, "-m", "tests.deploy.making", str(number)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        pages: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
        return pages

    def _serve(self, folder: Path) -> None:
        self.one.serve()
        self.other.serve()
        self.one.spawn("worker", "manage.py", "db_worker")
        link = self.front.folder / "edition"
        self.front.spawn("edition", "manage.py", "follow_edition", PAGE_CACHE_LINK=str(link))
        for machine in (self.one, self.other):
            wait_until(machine.is_up, machine.web)
        wait_until(link.exists)
        self.proxy = self._open.enter_context(
            Proxy(
                folder / "nginx",
                upstream=f"127.0.0.1:{self.one.port};\n    server 127.0.0.1:{self.other.port}",
                link=link,
                static=self.one.folder / "static",
            )
        )

    @property
    def ports(self) -> tuple[int, int, int]:
        """Where a reader may ask: each machine, and the proxy, whom readers know."""
        return self.one.port, self.other.port, self.proxy.port

    def close(self) -> None:
        self._open.close()


class Browser:
    """Somebody with cookies; `port` may be another machine’s at each request."""

    def __init__(self, address: str = "203.0.113.7") -> None:
        self.cookies: dict[str, str] = {}
        self._address = address

    def ask(self, port: int, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"https://{HOST}",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": self._address,
        }
        status, text, cookies = _asked(port, method, path, headers, urlencode(form or {}))
        self.cookies |= cookies
        return status, text

    def log_in(self, port: int, password: str = PASSWORD) -> int:
        self.ask(port, "GET", "/admin/login/")
        form = {"username": EMAIL, "password": password, "next": "/admin/"}
        return self.ask(port, "POST", "/admin/login/", form)[0]


def get(port: int, path: str, *, proxied: bool = True) -> tuple[int, str]:
    """Status and text. Raises OSError where nobody answers."""
    return _asked(port, "GET", path, {"X-Forwarded-For": "203.0.113.9"} if proxied else {})[:2]


def _asked(
    port: int, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        sent = {"Host": HOST, "X-Forwarded-Proto": "https", **headers}
        connection.request(method, path, body=body or None, headers=sent)
        answer = connection.getresponse()
        cookies = SimpleCookie[str]()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookies.load(value)
        return answer.status, answer.read().decode(errors="replace"), {key: it.value for key, it in cookies.items()}
    except http.client.HTTPException as error:
        raise OSError(repr(error)) from error
    finally:
        connection.close()


def wait_until(holds: Callable[[], bool], process: processes.Process | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert not (process and process.has_ended()), processes.tail(process.log if process else None)
        assert time.monotonic() < deadline, processes.tail(process.log if process else None)
        time.sleep(0.05)
