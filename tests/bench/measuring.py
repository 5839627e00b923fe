"""How many queries and how long one address takes."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Figures = dict[str, float | int]


def measure(client: Client, address: str, *, requests: int) -> Figures:
    """Queries, bytes of HTML, and the median and 95th percentile of the time in milliseconds; `cpu_ms` is the median of
    what this process computed, which depends less on what else the machine does.
    """
    client.get(address)  # makes the renditions and fills the caches of the process
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        count = len(queries)  # the log is emptied by the next request
    found = [_milliseconds(lambda: client.get(address)) for _ in range(requests)]
    times = sorted(passed for passed, _computed in found)
    return {
        "status": response.status_code,
        "queries": count,
        "bytes": len(response.content),
        "median_ms": round(statistics.median(times), 1),
        "cpu_ms": round(statistics.median(computed for _passed, computed in found), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _milliseconds(action: Callable[[], object]) -> tuple[float, float]:
    """What passed, and what of it this process computed."""
    began, computed = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - began) * 1000, (time.process_time() - computed) * 1000
