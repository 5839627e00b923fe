"""`make bench`: queries and response times of the reader's pages over the demonstration content.

Prints a table and keeps each run as one line of JSON in <state folder>/bench/history.jsonl. Times are of the
application alone, in this process, without a network; compare them within one run, not between machines.
"""

import datetime as dt
import json
import logging
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from launcher import postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute() / "bench"
DATABASE = "bench"
REQUESTS = 30


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with postgres.running(FOLDER / "postgres") as cluster:
        _recreate(cluster)
        os.environ["DATABASE_URL"] = cluster.url(DATABASE)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        logging.disable(logging.WARNING)  # pages that are not found are among those measured
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print("Loading the demonstration content …", flush=True)
        began = time.perf_counter()
        call_command("load_demo")
        loading = time.perf_counter() - began
        pages = {name: _measure(address) for name, address in _addresses().items()}
        from django.db import connections

        connections.close_all()
    _report(pages, loading)


def _recreate(cluster: postgres.Cluster) -> None:
    import psycopg

    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    cluster.create_database(DATABASE)


def _addresses() -> dict[str, str]:
    from articles.models import ArticlePage
    from events.models import EventPage

    def first(pages: Any) -> str:
        return str(pages.published().filter(locale__language_code="fr").order_by("pk").first().url)

    return {
        "home": "/fr/",
        "topic": "/fr/thematiques/recherche-et-creation/",
        "article index": "/fr/veille/",
        "article": first(ArticlePage.objects.exclude(body=[])),
        "calendar": "/fr/calendrier/",
        "event": first(EventPage.objects),
        "partner index": "/fr/partenaires/",
        "partner area": "/fr/partenaires/crim/",
        "search": "/fr/recherche/?q=donn%C3%A9es",
        "not found": "/fr/nulle-part/",
    }


def _measure(address: str) -> dict[str, float | int]:
    """Queries, bytes of HTML, and the median and 95th percentile of the time in milliseconds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(address)  # makes the renditions and fills the caches of the process
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        count = len(queries)  # the log is emptied by the next request
    times = sorted(_milliseconds(lambda: client.get(address)) for _ in range(REQUESTS))
    return {
        "queries": count,
        "bytes": len(response.content),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _report(pages: dict[str, dict[str, float | int]], loading: float) -> None:
    history = FOLDER / "history.jsonl"
    last = json.loads(history.read_text().splitlines()[-1])["pages"] if history.exists() else {}
    print(f"\n{'page':<15}{'queries':>8}{'HTML kB':>9}{'median ms':>11}{'p95 ms':>8}{'to last':>9}")
    for name, figures in pages.items():
        ratio = f"×{figures['median_ms'] / last[name]['median_ms']:.2f}" if name in last else ""
        size = figures["bytes"] / 1000
        print(
            f"{name:<15}{figures['queries']:>8}{size:>9.1f}{figures['median_ms']:>11}{figures['p95_ms']:>8}{ratio:>9}"
        )
    print(f"\nloading the demonstration content: {loading:.0f} s")
    run = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "loading_s": round(loading, 1),
        "pages": pages,
    }
    with history.open("a") as file:
        file.write(json.dumps(run) + "\n")
    (FOLDER / "latest.json").write_text(json.dumps(run, indent=2) + "\n")
    print(f"kept in {history}")


if __name__ == "__main__":
    main()
