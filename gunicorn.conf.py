"""Settings of the application server; all paths are computed, so it starts from any folder."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

root = Path(__file__).resolve().parent
chdir = str(root)
sys.path[:0] = [str(root), str(root / "site")]
pythonpath = f"{root},{root / 'site'}"

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
# Loaded before the fork, the application's memory is shared between the workers.
preload_app = True
timeout = 60
graceful_timeout = 5
# Several machines keep the socket open behind a proxy for longer than gunicorn's 2 s.
keepalive = 75
# Its socket would lie in the home of whoever runs the server.
control_socket_disable = True

# Each worker counts its requests into files of this folder, and whichever is asked adds them up (`operations.metrics`).
os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts = tempfile.mkdtemp(prefix="carrefour-counts-")


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    shutil.rmtree(counts, ignore_errors=True)
