"""`make manage` works on the database of the portal, whether the portal runs or not."""

import json
import os
import signal
import subprocess
from typing import Any

from launcher import postgres
from launcher.paths import State
from tests.launcher.portal import COMMAND, PROJECT, Portal, is_alive, wait_until


def test_a_command_uses_the_server_that_runs(portal: Portal) -> None:
    portal.start_and_wait()
    server = portal.postgres_pid()

    answer = portal.call("manage", "showmigrations", "--plan", "a b")

    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["arguments"] == ["showmigrations", "--plan", "a b"]
    assert told["starts"] == 1
    assert portal.postgres_pid() == server
    assert portal.get()["starts"] == 1, "the portal goes on"


def test_a_command_starts_the_server_for_its_own_length(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    launcher.send_signal(signal.SIGINT)
    launcher.wait()

    answer = portal.call("manage", "check")

    assert json.loads(answer.stdout)["starts"] == 1, "the same data"
    assert not (portal.state / "postgres" / "postmaster.pid").exists()


def test_a_command_before_the_first_start_makes_the_database(portal: Portal) -> None:
    answer = portal.call("manage", "migrate")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["starts"] == -1


def test_input_and_exit_code_pass_through(portal: Portal) -> None:
    assert portal.call("manage", "createsuperuser", stdin="7\n").returncode == 7


def test_a_command_after_the_launcher_was_killed_starts_the_server_again(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    launcher.kill()
    launcher.wait()

    answer = portal.call("manage", "check")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["starts"] == 1


def test_the_server_goes_when_a_command_is_killed(portal: Portal) -> None:
    with waiting_command(portal) as command:
        server = portal.postgres_pid()
        command.kill()
        wait_until(lambda: not is_alive(server))


def test_a_second_command_beside_one_that_has_the_server_is_told_to_wait(portal: Portal) -> None:
    with waiting_command(portal) as command:
        answer = portal.call("manage", "check")

        assert answer.returncode == 1
        assert f"`make manage` (process {command.pid}) is already working on {portal.state}" in answer.stderr
        command.communicate(b"0\n")


def test_the_file_with_the_address_of_the_database_is_for_its_owner_and_goes_with_the_launcher(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    state = State(portal.state)
    assert state.url_file.stat().st_mode & 0o777 == 0o600

    launcher.send_signal(signal.SIGINT)
    launcher.wait()

    assert not state.url_file.exists()


def test_database_url_is_used_and_no_server_started(portal: Portal) -> None:
    with postgres.running(portal.state.with_name("elsewhere")) as cluster:
        cluster.create_database("theirs")
        url = cluster.url("theirs")

        launcher = portal.start_and_wait(DATABASE_URL=url)
        assert portal.get()["starts"] == 1
        assert json.loads(portal.call("manage", "check").stdout)["url"] == url, "commands follow the portal that runs"
        launcher.send_signal(signal.SIGINT)
        launcher.wait()
        assert json.loads(portal.call("manage", "check", DATABASE_URL=url).stdout)["starts"] == 1

        assert not (portal.state / "postgres").exists()
        os.kill(cluster.pid, 0)  # their server is not ours to stop


def waiting_command(portal: Portal) -> "subprocess.Popen[Any]":
    """A command that has started the server, and waits for a line of input."""
    command = subprocess.Popen(
        [*COMMAND, "manage", "shell"], env=portal.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT
    )
    assert command.stdout
    assert json.loads(command.stdout.readline())["arguments"] == ["shell"]
    return command
