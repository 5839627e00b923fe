"""What an anonymous page costs when it is kept: servers, worker models and the proxy, all in one run, as ratios.

Each server answers twice: a bare WSGI function that returns the bytes of an article, and the portal with that article
kept. What a cache is good for is the second as a share of the first. Needs `wrk`, and nginx for the proxy (Debian has
both); what is missing is said in the table.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launcher import processes
from tests.ports import free_port
from tests.proxy import Proxy

ROOT = Path(__file__).resolve().parents[2]
SECONDS = int(os.environ.get("BENCH_SECONDS") or 5)
CONNECTIONS = 8
ROUNDS = 3
APPLICATIONS = {"portal": "tests.bench.kept:application", "bare": "tests.bench.bare:application"}
SERVERS = {
    "gunicorn sync": "gunicorn -b 127.0.0.1:{port} -w 2 -k sync --preload --no-control-socket {app}",
    "gunicorn gthread": "gunicorn -b 127.0.0.1:{port} -w 2 -k gthread --threads 4 --preload --keep-alive 75 "
    "--no-control-socket {app}",
    "granian": "granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4 "
    "--no-access-log --log-level error {app}",
}

Figures = dict[str, dict[str, Any]]


def measure_serving(address: str) -> Figures:
    """Requests in a second of each server for the bytes of the page at `address`; the median of some rounds."""
    if not shutil.which("wrk"):
        print("\nserving: wrk is missing, nothing is measured (apt-get install wrk)")
        return {}
    with tempfile.TemporaryDirectory(prefix="carrefour-serving-") as folder:
        found: Figures = {}
        for name, command in SERVERS.items():
            if not shutil.which(command.split()[0], path=_path()):
                found[name] = {"missing": True}
                continue
            rates = _alternating(name, command, address, Path(folder))
            found[name] = {**rates, "ratio": round(rates["portal"] / rates["bare"], 3)}
        found["proxy"] = _proxy(address, Path(folder))
        return found


def print_table(found: Figures, last: Figures) -> None:
    print(f"\n{'served by':<20}{'bare /s':>10}{'portal /s':>11}{'share':>8}{'last':>8}{'start s':>9}{'MB/worker':>11}")
    for name, figures in found.items():
        if "ratio" not in figures:
            print(f"{name:<20}  missing")
            continue
        before = f"{last[name]['ratio']:.0%}" if "ratio" in last.get(name, {}) else ""
        print(
            f"{name:<20}{figures['bare']:>10.0f}{figures['portal']:>11.0f}{figures['ratio']:>8.0%}{before:>8}"
            f"{figures.get('start_s', ''):>9}{figures.get('worker_mb', ''):>11}"
        )


def _alternating(name: str, command: str, address: str, folder: Path) -> dict[str, Any]:
    """Both applications in turn, so that what else goes on in the machine troubles both alike."""
    rates: dict[str, list[float]] = {"bare": [], "portal": []}
    more: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for kind, application in APPLICATIONS.items():
            with served(command, application, address, folder) as (url, seconds, process):
                _keep_page(url, kind, folder)
                rates[kind].append(_rate(url))
                if kind == "portal":
                    more = {"start_s": round(seconds, 1), "worker_mb": _memory(process)}
    return {kind: _median(found) for kind, found in rates.items()} | more


def _proxy(address: str, folder: Path) -> dict[str, Any]:
    """nginx in front of the portal against nginx that serves the same bytes from a file."""
    if not shutil.which("nginx", path=_path()):
        return {"missing": True}
    (folder / "static").mkdir()
    (folder / "static" / "page.html").write_bytes(_page(folder).read_bytes())
    rates: dict[str, list[float]] = {"bare": [], "portal": []}
    with (
        served(SERVERS["gunicorn gthread"], APPLICATIONS["portal"], address, folder) as (url, _, _),
        Proxy(folder / "nginx", upstream=url.split("/")[2], link=folder / "edition", static=folder / "static") as proxy,
    ):
        for _ in range(ROUNDS):
            rates["bare"].append(_rate(f"{proxy.url}/static/page.html", proxy.headers))
            rates["portal"].append(_rate(f"{proxy.url}{address}", proxy.headers))
    found = {kind: _median(values) for kind, values in rates.items()}
    return {**found, "ratio": round(found["portal"] / found["bare"], 3)}


@contextmanager
def served(command: str, application: str, address: str, folder: Path) -> Iterator[tuple[str, float, int]]:
    """The address of the page on a server that is started for it, the seconds to its first answer, its process."""
    port = free_port()
    environment = os.environ | {
        "PATH": _path(),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "BENCH_PAGE": str(_page(folder)),
        "PAGE_CACHE_LINK": str(folder / "edition"),
    }
    began = time.perf_counter()
    program, *arguments = command.format(port=port, app=application).split()
    full = [shutil.which(program, path=_path()) or program, *arguments]
    process = processes.spawn("the server", full, log=folder / "server.log", env=environment, cwd=ROOT)
    try:
        url = f"http://127.0.0.1:{port}{address}"
        for _ in range(600):
            try:
                urllib.request.urlopen(url, timeout=30).read()  # loopback
                break
            except OSError:
                if process.has_ended():
                    raise RuntimeError(processes.tail(folder / "server.log")) from None
                time.sleep(0.05)
        yield url, time.perf_counter() - began, process.pid
    finally:
        process.stop()


def _page(folder: Path) -> Path:
    return folder / "page.html"


def _keep_page(url: str, kind: str, folder: Path) -> None:
    """What the portal answers is what the bare function and the file return."""
    if kind == "portal":
        request = urllib.request.Request(url)
        _page(folder).write_bytes(urllib.request.urlopen(request, timeout=30).read())


def _rate(url: str, headers: dict[str, str] | None = None) -> float:
    extra = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", *extra, url]
    subprocess.run([*command[:3], "-d1s", *command[3:]], capture_output=True, check=True)
    run = subprocess.run([*command[:3], f"-d{SECONDS}s", *command[3:]], capture_output=True, check=True, text=True)
    if "Non-2xx" in run.stdout:
        raise RuntimeError(run.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)[1])  # type: ignore[index]


def _memory(parent: int) -> int:
    """Megabytes of the largest child, what it shares with others counted in part (Linux only)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    sizes = [re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text()) for pid in children]
    return max((int(size[1]) // 1024 for size in sizes if size), default=0)


def _median(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2])


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"])
