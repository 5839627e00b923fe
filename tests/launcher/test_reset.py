"""`make reset` removes the state folder: all of it, only when nothing uses it, and nothing else."""

from tests.launcher.portal import Portal


def test_reset_removes_everything(portal: Portal) -> None:
    portal.call("manage", "migrate")
    assert (portal.state / "postgres").exists()

    answer = portal.call("reset")

    assert answer.returncode == 0, answer.stderr
    assert not portal.state.exists()


def test_reset_twice_is_no_error(portal: Portal) -> None:
    assert portal.call("reset").returncode == 0


def test_reset_is_refused_while_the_portal_runs(portal: Portal) -> None:
    portal.start_and_wait()

    answer = portal.call("reset")

    assert answer.returncode == 1
    assert "is already working on" in answer.stderr
    assert portal.get()["starts"] == 1


def test_reset_leaves_a_folder_that_the_launcher_did_not_make(portal: Portal) -> None:
    letter = portal.state / "letter.txt"
    portal.state.mkdir()
    letter.write_text("Dear Alice")

    answer = portal.call("reset")

    assert answer.returncode == 1
    assert "nothing was removed" in answer.stderr
    assert letter.read_text() == "Dear Alice"
