"""`make run`: prepares the portal, keeps its services running, and stops all of it together."""

import errno
import http.client
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from launcher import LauncherError, catalogues, database, postgres, processes, terminal
from launcher.paths import PROJECT, State
from launcher.processes import Process
from launcher.terminal import say, step

PORT_PATIENCE = 2  # seconds for the server of a launcher killed a moment ago to let go of the port
READY_PATIENCE = 120  # seconds
POLL_INTERVAL = 0.2  # seconds between two looks at the services
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, never bound


@dataclass(frozen=True)
class Task:
    """What people call it, and its arguments for the environment's Python, run in the project folder."""

    name: str
    arguments: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """What is run to its end first, then what is kept running: the last service is the server, stopped first.

    `management` is what management commands are arguments of.
    """

    preparations: Sequence[Task]
    services: Sequence[Task]
    management: Sequence[str] = ("manage.py",)


PLAN = Plan(
    preparations=[Task("the demonstration content", ["manage.py", "prepare_demo"])],
    services=[
        Task("scheduler", ["manage.py", "scheduler"]),
        Task("worker", ["manage.py", "db_worker"]),
        Task("server", ["-m", "gunicorn", "-c", "gunicorn.conf.py", "config.wsgi"]),
    ],
)
FRONT_PAGE = "/fr/"
PAGES = {"Français": FRONT_PAGE, "English": "/en/", "Admin": "/admin/"}


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        """Read HOST (default 127.0.0.1) and PORT (default 8000). Raises LauncherError."""
        port = os.environ.get("PORT") or "8000"
        if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
            raise LauncherError(f"PORT must be a number from 1 to 65535, not “{port}”.")
        return cls((os.environ.get("HOST") or "127.0.0.1").strip("[]"), int(port))

    @property
    def host_in_url(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    def page(self, path: str) -> str:
        """Give the address of a page for a browser on this machine."""
        host = "localhost" if self.host in ANY_ADDRESS else self.host_in_url
        return f"http://{host}:{self.port}{path}"

    def check_free(self) -> None:
        """Make sure that the server will be able to listen. Raises LauncherError."""
        deadline = time.monotonic() + PORT_PATIENCE
        while error := _error_of_listening(self.host, self.port):
            if error.errno != errno.EADDRINUSE:
                raise LauncherError(f"Nothing can listen on {self.host}, port {self.port}: {error.strerror}.")
            if time.monotonic() > deadline:
                others = range(self.port + 1, min(self.port + 100, 65536))
                free = next((port for port in others if not _error_of_listening(self.host, port)), "…")
                raise LauncherError(f"Port {self.port} is taken by another program. Try: make run PORT={free}")
            time.sleep(0.1)


def run(state: State, address: Address, plan: Plan) -> None:
    """Start everything, say where it is, and watch it until it is interrupted (KeyboardInterrupt, all stopped).

    Raises LauncherError, all stopped too, when something does not start or ends by itself.
    """
    started_by = os.getppid()
    with ExitStack() as stack:
        try:
            if catalogues.compile_changed():
                say("Compiled the message catalogues.")
            with step("Starting the database"):
                opened = stack.enter_context(database.opened(state))
            stack.enter_context(database.published(state, opened))
            env = environment_of(state, opened, address)
            for task in plan.preparations:
                _prepare(task, env)
            with step("Starting the portal"):
                running = [opened.server] if opened.server else []
                for task in plan.services:
                    running.append(_start(task, env, state, stack))
                _wait_until_ready(address, running)
            for name, path in PAGES.items():
                print(f"  {name:<9} {address.page(path)}", flush=True)
            say("Ctrl-C stops everything.")
            _watch(running, started_by)
        except KeyboardInterrupt:
            say("Stopping …")
            raise
        finally:
            terminal.ignore_interruptions()  # what follows is the stop, in the reverse order


def environment_of(state: State, opened: database.Database, address: Address | None = None) -> dict[str, str]:
    """Give the environment variables of everything that works on the portal."""
    env = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", **os.environ}
    env |= {"DATABASE_URL": opened.url, "STATE_DIR": str(state.root), "PYTHONUNBUFFERED": "1"}
    if programs := postgres.bundled_folder():
        # For backups; a folder that is named already stands.
        env.setdefault("PG_BIN", str(programs))
    return env | ({"HOST": address.host_in_url, "PORT": str(address.port)} if address else {})


def _prepare(task: Task, env: Mapping[str, str]) -> None:
    code = processes.wait(processes.spawn(task.name, [sys.executable, *task.arguments], env=env, cwd=PROJECT))
    if code != 0:
        raise LauncherError(f"Preparing {task.name} failed (exit code {code}); the reason is above.")


def _start(task: Task, env: Mapping[str, str], state: State, stack: ExitStack) -> Process:
    command = [sys.executable, *task.arguments]
    process = processes.spawn(task.name, command, log=state.log(task.name), env=env, cwd=PROJECT)
    stack.callback(process.stop)
    return process


def _wait_until_ready(address: Address, running: Sequence[Process]) -> None:
    """Wait until the server answers, and answers well."""
    server = running[-1]
    deadline = time.monotonic() + READY_PATIENCE
    while (status := _status_of_front_page(address)) is None:
        _check_alive(running)
        if time.monotonic() > deadline:
            raise LauncherError(f"The server does not answer. Its log, {server.log}, may say why.")
        time.sleep(0.05)
    if status != http.HTTPStatus.OK:
        raise LauncherError(
            f"{address.page(FRONT_PAGE)} answers with the error {status}. "
            f"The log of the server, {server.log}, ends with:\n{processes.tail(server.log)}"
        )


def _status_of_front_page(address: Address) -> int | None:
    connection = http.client.HTTPConnection(ANY_ADDRESS.get(address.host, address.host), address.port, timeout=30)
    try:
        connection.request("GET", FRONT_PAGE)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _watch(running: Sequence[Process], started_by: int) -> None:
    """Look at the processes until one ends, or until make is gone, if make started this."""
    while True:
        _check_alive(running)
        if "MAKELEVEL" in os.environ and os.getppid() != started_by:
            raise KeyboardInterrupt
        time.sleep(POLL_INTERVAL)


def _check_alive(running: Sequence[Process]) -> None:
    for process in running:
        if process.has_ended():
            raise LauncherError(
                f"The {process.name} stopped by itself ({process.describe_end()}). "
                f"Its log, {process.log}, ends with:\n{processes.tail(process.log)}"
            )


def _error_of_listening(host: str, port: int) -> OSError | None:
    """Try to listen as the server will."""
    try:
        family, kind, protocol, _, name = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(name)
            listener.listen()
    except OSError as error:
        return error
    return None
