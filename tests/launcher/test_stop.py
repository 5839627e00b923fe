"""Stopping the portal: whatever ends the launcher ends all that it started, the database too."""

import os
import signal
import subprocess
import sys

import pytest

from tests.launcher.portal import COMMAND, SERVICES, Portal, is_alive, wait_until, wait_until_gone


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_an_interruption_stops_everything(portal: Portal, number: signal.Signals) -> None:
    launcher = portal.start_and_wait()
    pids = portal.pids()

    launcher.send_signal(number)

    code, said = portal.end_of(launcher)
    assert code == 0
    assert said.endswith("Stopped.\n")
    assert not any(is_alive(pid) for pid in pids)


def test_services_stop_before_the_database_and_the_server_first(portal: Portal) -> None:
    launcher = portal.start_and_wait()

    launcher.send_signal(signal.SIGINT)
    launcher.wait()

    assert (portal.state / "stopped.txt").read_text().splitlines() == [f"{name}, database up" for name in SERVICES]
    assert "database system is shut down" in (portal.state / "log" / "postgres.log").read_text()


@pytest.mark.parametrize("env", [{}, {"FAKE_NO_DEATH_SIGNAL": "1"}], ids=["this platform", "without death signals"])
def test_killing_the_launcher_stops_everything(portal: Portal, env: dict[str, str]) -> None:
    launcher = portal.start_and_wait(**env)
    pids = portal.pids()

    launcher.kill()

    wait_until_gone(pids)
    assert "database system is shut down" in (portal.state / "log" / "postgres.log").read_text()


def test_killing_make_stops_everything(portal: Portal) -> None:
    command = ["make", "run", f"PYTHON={sys.executable}", f"LAUNCHER=exec {' '.join(COMMAND)}"]
    make = portal.start(command=command)
    portal.wait_for_addresses(make)
    pids = portal.pids()

    make.kill()

    wait_until_gone(pids)


def test_ctrl_c_while_the_content_is_loaded_stops_everything(portal: Portal) -> None:
    """As a terminal does it: the signal goes to the launcher's whole process group."""
    with portal.output_file.open("wb") as output:
        launcher = subprocess.Popen(
            [*COMMAND, "run"],
            env=portal.env | {"FAKE_PREPARE_SLEEPS": "60"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    portal.launchers.append(launcher)
    wait_until(lambda: (portal.state / "prepare.pid").exists())
    pids = [portal.pid("prepare"), portal.postgres_pid()]

    os.killpg(launcher.pid, signal.SIGINT)

    assert launcher.wait(20) == 0
    assert not any(is_alive(pid) for pid in pids)
