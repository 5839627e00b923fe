"""Where servers of tests listen."""

import socket
import time
from pathlib import Path

from launcher import processes
from launcher.processes import Process

PATIENCE = 60  # seconds


def free_port() -> int:
    """A port of the loopback address on which nobody listens at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(process: Process, port: int, log: Path) -> None:
    """Until the process listens there; what it wrote is shown where it ends before that, or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert not process.has_ended(), processes.tail(log)
            assert time.monotonic() < deadline, processes.tail(log)
            time.sleep(0.02)
