"""The systemd units start what they say: a production portal that is ready, and a backup of it."""

import configparser
import json
import shlex
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import postgres
from tests.faults.world import DATABASE, ROOT, World, wait_until
from tests.ports import free_port

pytestmark = pytest.mark.slow

UNITS = {path.stem: path for path in sorted((ROOT / "deploy" / "systemd").glob("*.service"))}
HOME = "/srv/carrefour-tic"
PYTHON = f"{HOME}/var/venv/bin/python"


def service(name: str) -> dict[str, str]:
    """What the unit says of its service; of what may be said twice, the last."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNITS[name])
    return dict(parser["Service"])


def command(name: str, folder: Path) -> list[str]:
    """Its command, with the folders of this machine."""
    said = (
        service(name)["ExecStart"]
        .replace("%%", "%")
        .replace("$$", "$")
        .replace(PYTHON, sys.executable)
        .replace(HOME, str(ROOT))
    )
    return shlex.split(said.replace("/var/backups/carrefour-tic", str(folder / "backups")))


@pytest.fixture(scope="module")
def port() -> str:
    return str(free_port())


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory, port: str) -> Iterator[World]:
    """A migrated database, and the variables of a public server."""
    folder = tmp_path_factory.mktemp("production")
    world = World(folder)
    world.start_database()
    world.cluster.create_database(DATABASE)
    world.environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "".join(chr(ord("a") + number % 26) for number in range(60)),
        "ALLOWED_HOSTS": "portail.example.org",
        "BASE_URL": "https://portail.example.org",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_HOST": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "carrefour-tic@example.org",
        "PORT": port,
        "PG_BIN": str(next(postgres.find()).folder),
    }
    try:
        world.run("migrate", "--verbosity", "0")
        world.run("set_up_site")
        world.run("collectstatic", "--noinput", "--verbosity", "0")
        yield world
    finally:
        world.close()


def ask(port: str, path: str) -> tuple[int, Any]:
    """Status and content; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def test_each_service_is_started_somewhere() -> None:
    assert set(UNITS) == {
        "carrefour-tic-web",
        "carrefour-tic-worker@",
        "carrefour-tic-scheduler",
        "carrefour-tic-backup",
        "carrefour-tic-audits",
        "carrefour-tic-edition",
    }
    for name in UNITS:
        said = service(name)
        assert said["User"] == "carrefour-tic"
        assert said["EnvironmentFile"] == "/etc/carrefour-tic/environment"
        assert said["Environment"] == "DJANGO_SETTINGS_MODULE=config.settings.production"
        assert "Restart" in said or said["Type"] == "oneshot"


def test_web_worker_and_scheduler_are_ready_together(production: World, port: str) -> None:
    web, worker, scheduler = (
        production.spawn(name, command(f"carrefour-tic-{name}", production.folder))
        for name in ("web", "worker@", "scheduler")
    )
    wait_until(lambda: ask(port, "/healthz")[0] == 200, web)
    wait_until(lambda: json.loads(ask(port, "/readyz")[1])["parts"]["scheduler"]["well"], scheduler)
    status, told = ask(port, "/readyz")
    assert status == 200, told
    assert json.loads(told)["ready"] is True
    assert b"carrefour_part_well" in ask(port, "/metrics")[1]
    assert [process.has_ended() for process in (web, worker, scheduler)] == [False] * 3
    # Each answers the signal with which systemd ends it.
    for process in (web, worker, scheduler):
        process.child.terminate()
        process.child.wait(30)


def test_the_backup_is_whole(production: World) -> None:
    (production.folder / "backups").mkdir()
    backup = production.spawn("backup", command("carrefour-tic-backup", production.folder))
    assert backup.child.wait(120) == 0, (production.folder / "backup.log").read_text()
    (folder,) = (production.folder / "backups").iterdir()
    production.run("restore", str(folder), "--check")


def test_the_audits_find_nothing_on_a_new_portal(production: World) -> None:
    audits = production.spawn("audits", command("carrefour-tic-audits", production.folder))
    assert audits.child.wait(120) == 0, (production.folder / "audits.log").read_text()
    said = (production.folder / "audits.log").read_text()
    assert len(said.splitlines()) == 3, said
