"""A second start is quick, and finds what the first one left."""

import urllib.request

from tests.browser.portal import RunningPortal

# Of what the first start takes, with the environment there already: about 4 s of 40 s on a quiet machine.
PART = 1 / 4


def test_a_second_start_is_quick_and_keeps_everything(portal: RunningPortal) -> None:
    with urllib.request.urlopen(f"{portal.url}/fr/partenaires/crim/") as answer:
        before = answer.read()
    first = portal.seconds_to_start

    assert portal.stop() == 0
    portal.start()

    assert portal.seconds_to_start < PART * first
    assert "Loading the demonstration content" not in portal.output
    with urllib.request.urlopen(f"{portal.url}/fr/partenaires/crim/") as answer:
        assert answer.read() == before
