"""A Redis of a test's own, on a free port of this machine."""

import shutil
from pathlib import Path

from launcher import processes
from tests.ports import free_port, wait_for


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
        wait_for(self.process, self.port, self.folder / "redis.log")

    def stop(self) -> None:
        if self.process:
            self.process.stop()
            self.process = None
