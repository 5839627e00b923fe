"""Where a server of a test may listen."""

import socket


def free_port() -> int:
    """A port of the loopback address on which nobody listens at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
