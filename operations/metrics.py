"""What Prometheus gathers: how requests are answered, and how much waits.

With several server processes each counts into files of a folder (PROMETHEUS_MULTIPROC_DIR) that any of them adds up;
what waits is asked of the database when it is asked for.
"""

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from wagtail.models import Page, TaskState

from core.page_cache.application import Origin
from operations.models import Heartbeat
from operations.readiness import parts

# Seconds; a reader's page takes a few hundredths.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

_counted = CollectorRegistry()
REQUESTS = Counter("carrefour_requests", "Requests answered.", ["method", "view", "status"], registry=_counted)
SECONDS = Histogram("carrefour_request_seconds", "Time to answer.", ["view"], buckets=BUCKETS, registry=_counted)
PAGES = Counter(
    "carrefour_kept_pages", "Answers to anonymous readers by where they come from.", ["origin"], registry=_counted
)
_BY_ORIGIN = {origin: PAGES.labels(origin=origin) for origin in Origin}
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def observe(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Counts one request by its view, of which there is a bounded number, and not by its address."""
    match = request.resolver_match
    view = (match.view_name if match else "") or "none"
    method = request.method if request.method in KNOWN_METHODS else "other"
    REQUESTS.labels(method=method, view=view, status=str(response.status_code)).inc()
    SECONDS.labels(view=view).observe(seconds)


def count_page(origin: Origin) -> None:
    """Counts one answer of the pages that are kept; what is made for it is among the requests as well."""
    _BY_ORIGIN[origin].inc()


def response() -> HttpResponse:
    registry = CollectorRegistry()
    registry.register(_Waiting())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        body = generate_latest(registry)
    else:
        body = generate_latest(registry) + generate_latest(_counted)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


class _Waiting:
    """What the database knows at this moment."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        well = GaugeMetricFamily("carrefour_part_well", "Whether a part of the portal is well.", labels=["part"])
        found = parts(now)
        for part in found:
            well.add_metric([part.name], float(part.is_well))
        yield well
        for part in found:
            if part.lag is not None:
                yield GaugeMetricFamily(f"carrefour_{part.name}_lag_seconds", "How far it is behind.", part.lag)
        if not all(part.is_well for part in found if part.is_needed):
            return
        tasks = GaugeMetricFamily("carrefour_tasks", "Tasks by state.", labels=["state"])
        for status, number in DBTaskResult.objects.order_by().values_list("status").annotate(number=Count("pk")):
            tasks.add_metric([str(status).lower()], number)
        yield tasks
        oldest = DBTaskResult.objects.ready().aggregate(at=Min("enqueued_at"))["at"]
        waited = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("carrefour_oldest_task_seconds", "How long the oldest task waits.", waited)
        public = Page.objects.live().filter(depth__gt=1).count()
        yield GaugeMetricFamily("carrefour_public_pages", "Public pages, mirrors included.", public)
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count()
        yield GaugeMetricFamily("carrefour_pages_in_moderation", "Pages that wait for a decision.", waiting)
        for beat in Heartbeat.objects.all():
            age = (now - beat.at).total_seconds()
            yield GaugeMetricFamily(f"carrefour_{beat.part}_seconds", "Since its last round ended.", age)
