"""The reader's pages over the demonstration content, each against a view that does next to nothing."""

from typing import Any

from django.test import Client, override_settings

from articles.models import ArticlePage
from events.models import EventPage
from tests.bench.measuring import Figures, measure
from tests.bench.urls import TRIVIAL

REQUESTS = 30


def measure_pages() -> dict[str, Figures]:
    """`to_trivial` is what a page computes as a multiple of what the trivial view does, which is measured before each
    page: so it can be compared between machines, and between moments of one.
    """
    client = Client()
    found: dict[str, Figures] = {}
    with override_settings(ROOT_URLCONF="tests.bench.urls"):
        for name, address in addresses().items():
            trivial = measure(client, TRIVIAL, requests=REQUESTS)
            figures = measure(client, address, requests=REQUESTS)
            found[name] = {**figures, "to_trivial": round(figures["cpu_ms"] / trivial["cpu_ms"], 1)}
    return found


def print_table(pages: dict[str, Figures], last: dict[str, Figures]) -> None:
    """The figures, each with its time as a multiple of a trivial view's, now and in the last run."""
    print(f"\n{'page':<18}{'queries':>8}{'HTML kB':>9}{'median ms':>11}{'p95 ms':>8}{'to trivial':>12}{'last':>8}")
    for name, figures in pages.items():
        before = last.get(name, {}).get("to_trivial")
        size = figures["bytes"] / 1000
        print(
            f"{name:<18}{figures['queries']:>8}{size:>9.1f}{figures['median_ms']:>11}{figures['p95_ms']:>8}"
            f"{figures['to_trivial']:>12}{before or '':>8}"
        )


def addresses() -> dict[str, str]:
    def first(pages: Any, language: str) -> str:
        return str(pages.published().filter(in_language=language).order_by("pk").first().url)

    articles = ArticlePage.objects.exclude(body=[])
    return {
        "home": "/fr/",
        "home, en": "/en/",
        "topic": "/fr/thematiques/recherche-et-creation/",
        "topic, en": "/en/topics/research-and-creation/",
        "article index": "/fr/veille/",
        "article": first(articles, "fr"),
        "article, en": first(articles, "en"),
        "calendar": "/fr/calendrier/",
        "month": "/fr/calendrier/?view=month",
        "month, en": "/en/calendar/?view=month",
        "event": first(EventPage.objects, "fr"),
        "partner index": "/fr/partenaires/",
        "partner area": "/fr/partenaires/crim/",
        "partner area, en": "/en/partners/crim/",
        "search": "/fr/recherche/?q=donn%C3%A9es",
        "not found": "/fr/nulle-part/",
    }
