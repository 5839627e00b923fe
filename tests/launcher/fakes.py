"""A portal made of small processes, and the real launcher on it: `python fakes.py launcher run|manage …|reset`.

The server shows what the preparation wrote to the database; each service notes its process id, and how it stopped.
Imports stand where they are needed: a service that starts in no time makes quick tests.
"""

import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

STATE = Path(os.environ["STATE_DIR"])


def launcher(arguments: list[str]) -> int:
    """The launcher's command line, in this Python instead of an environment of its own."""
    from launcher import environment, privileges
    from launcher.__main__ import main
    from launcher.run import Plan, Task

    environment.ensure = lambda *_: None
    environment.enter = lambda *_: None
    if "FAKE_NO_DEATH_SIGNAL" in os.environ:
        privileges.ON_LINUX = False
    if uid := int(os.environ.get("FAKE_UID", "0")):
        privileges.Account(uid, uid).become()
    services = [Task(name, [__file__, name]) for name in ("scheduler", "worker", "server")]
    plan = Plan([Task("the content", [__file__, "prepare"])], services, management=[__file__, "manage"])
    return main(arguments, plan)


def prepare() -> int:
    """Count the starts in the database; takes long or fails if told to."""
    import psycopg

    note_process("prepare")
    time.sleep(float(os.environ.get("FAKE_PREPARE_SLEEPS", "0")))
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS starts (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO starts DEFAULT VALUES")
    return int(os.environ.get("FAKE_PREPARE_FAILS", "0"))


def manage(arguments: list[str]) -> int:
    """A management command: says what it was given and sees, and ends with the code it read from its input."""
    print(json.dumps({"arguments": arguments, "starts": starts(), "url": os.environ["DATABASE_URL"]}), flush=True)
    return int(sys.stdin.readline() or "0")


def serve() -> None:
    """Answer every address with the number of starts, or with the error that was asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(os.environ.get("FAKE_STATUS", "200")))
            self.end_headers()
            self.wfile.write(json.dumps({"path": self.path, "starts": starts()}).encode())

    ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()


def starts() -> int:
    """How often the portal was started on this database; -1 if it never was."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        if connection.execute("SELECT to_regclass('starts')").fetchone() == (None,):
            return -1
        row = connection.execute("SELECT count(*) FROM starts").fetchone()
        return int(row[0]) if row else -1


def note_process(name: str) -> None:
    draft = STATE / f"{name}.draft"
    draft.write_text(str(os.getpid()))
    draft.replace(STATE / f"{name}.pid")


def service(name: str) -> None:
    """Note the process id, then work until told to stop, and note that with what the database says."""
    note_process(name)

    def stop(_number: int, _frame: FrameType | None) -> None:
        database = "up" if (STATE / "postgres" / "postmaster.pid").exists() else "down"
        with (STATE / "stopped.txt").open("a") as file:
            file.write(f"{name}, database {database}\n")
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    if name == "server":
        serve()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    role, *rest = sys.argv[1:]
    if role == "launcher":
        sys.exit(launcher(rest))
    if role == "prepare":
        sys.exit(prepare())
    if role == "manage":
        sys.exit(manage(rest))
    service(role)
