"""What cannot work is refused before anything is started, in a sentence that says what to do."""

import os
import socket
from pathlib import Path

import pytest

from tests.launcher.portal import Portal


def refusal(portal: Portal, **env: str) -> str:
    answer = portal.call("run", **env)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "Starting the portal" not in answer.stderr
    return answer.stderr


def test_a_taken_port_is_named_with_one_that_is_free(portal: Portal) -> None:
    with socket.create_server(("127.0.0.1", portal.port)):
        said = refusal(portal)

    assert f"Port {portal.port} is taken by another program. Try: make run PORT=" in said
    suggested = int(said.rsplit("PORT=", 1)[1])
    with socket.create_server(("127.0.0.1", suggested)):
        assert not (portal.state / "postgres").exists(), "checked before the long steps"


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "٣"])
def test_a_port_that_is_no_port_is_refused(portal: Portal, port: str) -> None:
    assert "PORT must be a number from 1 to 65535" in refusal(portal, PORT=port)


def test_a_host_that_is_not_this_machine_is_refused(portal: Portal) -> None:
    assert "Nothing can listen on 192.0.2.1" in refusal(portal, HOST="192.0.2.1")


def test_a_folder_that_the_user_may_not_write_is_refused(portal: Portal) -> None:
    portal.state.mkdir(mode=0o555)
    env = {"FAKE_UID": "65534"} if os.geteuid() == 0 else {}  # root may write anywhere

    said = refusal(portal, **env)

    assert f"The folder {portal.state} cannot be written (Permission denied)" in said
    assert "STATE_DIR=" in said


def test_a_file_system_that_even_root_may_not_write_is_refused(portal: Portal) -> None:
    assert "The folder /proc/state cannot be written" in refusal(portal, STATE_DIR="/proc/state")


def test_a_folder_with_other_things_in_it_is_refused(portal: Portal) -> None:
    portal.state.mkdir()
    (portal.state / "letter.txt").write_text("Dear Alice")

    assert "already holds other things" in refusal(portal)


def test_a_second_launcher_on_the_same_folder_is_refused(portal: Portal) -> None:
    launcher = portal.start_and_wait()

    said = refusal(portal)

    assert f"`make run` (process {launcher.pid}) is already working on {portal.state}" in said
    assert portal.get()["starts"] == 1, "the first one goes on"


def test_a_lock_left_by_a_killed_launcher_does_not_block(portal: Portal) -> None:
    portal.state.mkdir()
    (portal.state / "launcher.lock").write_text("run 1")

    portal.start_and_wait()


def test_data_of_another_major_version_are_refused(portal: Portal) -> None:
    (portal.state / "postgres").mkdir(parents=True)
    (portal.state / "launcher.lock").touch()
    (portal.state / "postgres" / "PG_VERSION").write_text("9\n")

    said = refusal(portal)

    assert "were made by PostgreSQL 9; this machine has " in said
    assert "make reset" in said


def test_files_that_are_not_a_database_are_left_alone(portal: Portal) -> None:
    letter = portal.state / "postgres" / "letter.txt"
    letter.parent.mkdir(parents=True)
    (portal.state / "launcher.lock").touch()
    letter.write_text("Dear Alice")

    assert "holds files that are not PostgreSQL's data" in refusal(portal)
    assert letter.read_text() == "Dear Alice"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://someone:s3cret@127.0.0.1:1/portal", "The server named by DATABASE_URL does not answer:"),
        ("postgresql://someone:s3cret@127.0.0.1:port/portal", 'invalid integer value "port"'),
        ("mysql://someone:s3cret@127.0.0.1/portal", "DATABASE_URL is not the address of a PostgreSQL"),
    ],
)
def test_a_database_url_that_cannot_work_is_refused_without_showing_its_password(
    portal: Portal, url: str, sentence: str
) -> None:
    said = refusal(portal, DATABASE_URL=url)

    assert sentence in said
    assert "s3cret" not in said


def test_the_database_socket_may_have_a_long_path(portal: Portal, short_path: Path) -> None:
    deep = short_path / ("long" * 20) / ("path, with spaces" * 5)
    deep.mkdir(parents=True)
    portal.state = deep / "var"

    portal.start_and_wait(STATE_DIR=str(portal.state))

    assert portal.get()["starts"] == 1
