"""`make bench`: queries and times of the reader's pages, how they are served, and the admin as the portal grows.

Prints tables and keeps each run as one line of JSON in <state folder>/bench/history.jsonl. Times are of the
application alone, in this process, without a network, but for those of servers; compare them within one run, not
between machines.
"""

import datetime as dt
import json
import logging
import os
import platform
import time
from pathlib import Path
from typing import Any

from launcher import postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute() / "bench"
DATABASE = "bench"
# A copy in which content grows.
GROWING = "bench_growing"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with postgres.running(FOLDER / "postgres") as cluster:
        _recreate(cluster, DATABASE)
        os.environ["DATABASE_URL"] = cluster.url(DATABASE)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        logging.disable(logging.WARNING)  # pages that are not found are among those measured
        _run(cluster)
        from django.db import connections

        connections.close_all()


def _run(cluster: postgres.Cluster) -> None:
    from django.core.management import call_command

    from tests.bench import articles, calendar, growth, publishing, reading, search, serving

    call_command("migrate", verbosity=0)
    print("Loading the demonstration content …", flush=True)
    began = time.perf_counter()
    call_command("load_demo")
    loading = time.perf_counter() - began
    last = _last()
    pages = reading.measure_pages()
    reading.print_table(pages, last.get("pages", {}))
    print(f"\nloading the demonstration content: {loading:.0f} s", flush=True)
    served = serving.measure_serving(reading.addresses()["article"])
    serving.print_table(served, last.get("serving", {}))
    _begin_anew(cluster)
    published = publishing.measure_publishing()
    publishing.print_table(published, last.get("publishing", {}))
    growths: dict[str, Any] = {}
    for name, measure in (
        ("calendar", calendar.measure_calendar),
        ("admin", growth.measure_growth),
        ("articles", articles.measure_articles),
        ("search", search.measure_search),
    ):
        _begin_anew(cluster)
        growths[name] = measure()
        growth.print_table(name, growths[name])
    _keep({"loading_s": round(loading, 1), "pages": pages, "serving": served, "publishing": published, **growths})


def _begin_anew(cluster: postgres.Cluster) -> None:
    """Nothing but the demonstration: what one measure adds is not among the few of the next."""
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection

    connection.close()
    _recreate(cluster, GROWING, template=DATABASE)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = GROWING
    # For the servers that are started.
    os.environ["DATABASE_URL"] = cluster.url(GROWING)
    cache.clear()


def _recreate(cluster: postgres.Cluster, name: str, template: str = "template1") -> None:
    import psycopg

    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def _last() -> dict[str, Any]:
    """The figures of the last run."""
    history = FOLDER / "history.jsonl"
    return dict(json.loads(history.read_text().splitlines()[-1])) if history.exists() else {}


def _keep(figures: dict[str, Any]) -> None:
    run = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        **figures,
    }
    history = FOLDER / "history.jsonl"
    with history.open("a") as file:
        file.write(json.dumps(run) + "\n")
    (FOLDER / "latest.json").write_text(json.dumps(run, indent=2) + "\n")
    print(f"\nkept in {history}")


if __name__ == "__main__":
    main()
