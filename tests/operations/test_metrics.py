"""What Prometheus gathers can be read by its own parser, and counts what was answered and what waits."""

from typing import Any

from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from core.mail import deliver
from core.page_cache.application import Origin
from operations.metrics import count_page
from partners.models import Partner
from tests.factories import ArticlePageFactory
from tests.tasks import DATABASE


def gathered(client: Client) -> dict[tuple[str, ...], float]:
    """The samples by their name and the values of their labels, in the order of the labels' names."""
    text = client.get("/metrics").content.decode()
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_view(client: Client, db: None) -> None:
    counted = ("carrefour_requests_total", "GET", "200", "robots")
    before = gathered(client).get(counted, 0)
    client.get("/robots.txt")
    client.get("/robots.txt?page=2")
    client.get("/nowhere-at-all/")
    after = gathered(client)
    assert after[counted] == before + 2
    assert not any("nowhere" in part for sample in after for part in sample)


def test_what_waits_is_told(client: Client, crim: Partner, settings: Any) -> None:
    before = gathered(client)
    ArticlePageFactory(partner=crim, published=True)
    settings.TASKS = DATABASE
    deliver.enqueue("new_role", 1, {})
    after = gathered(client)
    assert after["carrefour_public_pages",] == before["carrefour_public_pages",] + 2
    assert after["carrefour_tasks", "ready"] == before.get(("carrefour_tasks", "ready"), 0) + 1
    assert after["carrefour_oldest_task_seconds",] > 0
    assert after["carrefour_part_well", "database"] == 1
    assert after["carrefour_part_well", "scheduler"] == 0


def test_kept_pages_are_counted_by_where_they_come_from(client: Client, db: None) -> None:
    counted = ("carrefour_kept_pages_total", "memory")
    before = gathered(client)[counted]
    count_page(Origin.MEMORY)
    assert gathered(client)[counted] == before + 1
