"""When a part of the portal dies, all of it stops, and the person learns which part and where its log is."""

import os
import signal

import pytest

from tests.launcher.portal import SERVICES, Portal, is_alive


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_stops_everything(portal: Portal, name: str) -> None:
    launcher = portal.start_and_wait()
    pids = portal.pids()

    os.kill(portal.pid(name), signal.SIGKILL)

    code, said = portal.end_of(launcher)
    assert code == 1
    assert f"The {name} stopped by itself (killed by SIGKILL)" in said
    assert str(portal.state / "log" / f"{name}.log") in said
    assert not any(is_alive(pid) for pid in pids)


def test_a_killed_database_stops_everything_and_the_next_start_works(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    pids = portal.pids()

    os.kill(portal.postgres_pid(), signal.SIGKILL)

    code, said = portal.end_of(launcher)
    assert code == 1
    assert "PostgreSQL stopped by itself (killed by SIGKILL)" in said
    assert not any(is_alive(pid) for pid in pids)

    portal.start_and_wait()
    assert portal.get()["starts"] == 2


def test_a_service_that_never_starts_stops_everything(portal: Portal) -> None:
    portal.call("manage", "migrate")
    (portal.state / "worker.draft").mkdir()  # where the worker wants to write

    code, said = portal.end_of(portal.start())

    assert code == 1
    assert "The worker stopped by itself (exit code 1)" in said
    assert "IsADirectoryError" in said, "the end of its log is shown"
