"""How many queries and how long one address takes."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Figures = dict[str, float | int]


def measure(client: Client, address: str, *, requests: int) -> Figures:
    """Queries, bytes of HTML, and the median and 95th percentile of the time in milliseconds."""
    client.get(address)  # makes the renditions and fills the caches of the process
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        count = len(queries)  # the log is emptied by the next request
    times = sorted(_milliseconds(lambda: client.get(address)) for _ in range(requests))
    return {
        "status": response.status_code,
        "queries": count,
        "bytes": len(response.content),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
    }


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000
