"""The reader's pages over the demonstration content."""

from typing import Any

from django.test import Client

from articles.models import ArticlePage
from events.models import EventPage
from tests.bench.measuring import Figures, measure

REQUESTS = 30


def measure_pages() -> dict[str, Figures]:
    client = Client()
    return {name: measure(client, address, requests=REQUESTS) for name, address in addresses().items()}


def print_table(pages: dict[str, Figures], last: dict[str, Figures]) -> None:
    """The figures, each with its time as a multiple of that of the last run."""
    print(f"\n{'page':<15}{'queries':>8}{'HTML kB':>9}{'median ms':>11}{'p95 ms':>8}{'to last':>9}")
    for name, figures in pages.items():
        ratio = f"×{figures['median_ms'] / last[name]['median_ms']:.2f}" if name in last else ""
        size = figures["bytes"] / 1000
        print(
            f"{name:<15}{figures['queries']:>8}{size:>9.1f}{figures['median_ms']:>11}{figures['p95_ms']:>8}{ratio:>9}"
        )


def addresses() -> dict[str, str]:
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
