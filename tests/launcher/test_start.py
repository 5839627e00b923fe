"""Starting the portal: the first time, again, and after being interrupted in any way."""

import signal
import time

from tests.launcher.portal import Portal, is_alive


def test_the_first_start_shows_the_addresses_and_they_answer(portal: Portal) -> None:
    portal.start_and_wait()

    for path in ("/fr/", "/en/", "/admin/"):
        assert f"http://127.0.0.1:{portal.port}{path}\n" in portal.output()
        assert portal.get(path) == {"path": path, "starts": 1}
    assert all(is_alive(pid) for pid in portal.pids())


def test_each_long_step_is_shown_with_its_duration(portal: Portal) -> None:
    portal.start_and_wait()

    for label in ("Starting the database", "Starting the portal"):
        (line,) = (line for line in portal.output().splitlines() if line.startswith(label))
        assert line.endswith(" s")


def test_all_state_is_in_the_state_folder(portal: Portal) -> None:
    portal.start_and_wait()

    assert {path.name for path in portal.state.parent.iterdir()} == {"var", "var.output"}
    logs = {path.name for path in (portal.state / "log").iterdir()}
    assert logs == {"postgres.log", "scheduler.log", "server.log", "worker.log"}


def test_a_second_start_keeps_the_data_and_answers_within_ten_seconds(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    launcher.send_signal(signal.SIGINT)
    launcher.wait()

    start = time.monotonic()
    portal.start_and_wait()

    assert portal.get()["starts"] == 2
    assert time.monotonic() - start < 10


def test_a_start_right_after_the_launcher_was_killed_works(portal: Portal) -> None:
    launcher = portal.start_and_wait()
    launcher.kill()
    launcher.wait()

    portal.start_and_wait()

    assert portal.get()["starts"] == 2


def test_a_failing_preparation_stops_the_start(portal: Portal) -> None:
    code, said = portal.end_of(portal.start(FAKE_PREPARE_FAILS="3"))

    assert code == 1
    assert "Preparing the content failed (exit code 3)" in said
    assert not (portal.state / "server.pid").exists()


def test_a_front_page_that_is_an_error_is_not_called_a_success(portal: Portal) -> None:
    code, said = portal.end_of(portal.start(FAKE_STATUS="500"))

    assert code == 1
    assert "answers with the error 500" in said
    assert str(portal.state / "log" / "server.log") in said
