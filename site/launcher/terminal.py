"""What the person at the terminal sees, and the ways they interrupt."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def step(label: str) -> Iterator[Callable[[], None]]:
    """Show a line for a step: its name at once, how long it took at the end.

    Gives a function to call while the step goes on, which shows the seconds passed on a terminal.
    """
    start = time.monotonic()
    on_terminal = sys.stderr.isatty()

    def show(seconds: str, end: str = "") -> None:
        print(f"\r{label} … {seconds}" if on_terminal else seconds, end=end, file=sys.stderr, flush=True)

    print(f"{label} … ", end="", file=sys.stderr, flush=True)
    try:
        yield lambda: show(f"{time.monotonic() - start:.0f} s") if on_terminal else None
    except BaseException:
        print(file=sys.stderr, flush=True)
        raise
    show(f"{time.monotonic() - start:.1f} s", end="\n")


def say(sentence: str) -> None:
    """Tell the person something, beside what the commands print."""
    print(sentence, file=sys.stderr, flush=True)


def raise_on_interruption() -> None:
    """Make a closed terminal and a request to end raise KeyboardInterrupt, as Ctrl-C does (`nohup` is respected)."""
    for number in INTERRUPTIONS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def ignore_interruptions() -> None:
    """Let nothing interrupt what follows: an orderly stop that takes a few seconds at most."""
    for number in INTERRUPTIONS:
        signal.signal(number, signal.SIG_IGN)
