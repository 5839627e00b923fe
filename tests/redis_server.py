"""A Redis of a test's own, on a free port of this machine."""

import shutil
import socket
import time
from pathlib import Path

from launcher import processes
from tests.ports import free_port

PATIENCE = 20


class Redis:
    def __init__(self, folder: Path) -> None:
        assert shutil.which("redis-server"), "redis-server is missing: apt-get install redis-server"
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: processes.Process | None = None

    def start(self) -> None:
        command = f"redis-server --port {self.port} --bind 127.0.0.1 --save --appendonly no --dir {self.folder}".split()
        command[command.index("--save") + 1 : command.index("--save") + 1] = [""]
        self.process = processes.spawn("Redis", command, log=self.folder / "redis.log")
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < deadline, processes.tail(self.folder / "redis.log")
                time.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            self.process.stop()
            self.process = None
