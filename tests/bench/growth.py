"""The admin's screens over a small and a large portal: what must not grow with partners, pages and waiting items."""

import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from partners.audit import audit
from partners.models import Partner, PartnerIndexPage, PartnerPage
from partners.roles import Role
from partners.services.members import Invitee
from partners.services.onboarding import Plan, onboard
from tests.bench.growing import grow, people
from tests.bench.measuring import Figures, measure

REQUESTS = 10
SMALL = {"partners": 12, "pages": 0, "own": 60, "waiting": 3}
LARGE = {"partners": 100, "pages": 20_000, "own": 200, "waiting": 120}

Growth = dict[str, dict[str, Figures]]


def measure_growth() -> Growth:
    """For each person and screen the figures of the small and of the large portal, and how long making them took."""
    result: Growth = {}
    for size, numbers in (("small", SMALL), ("large", LARGE)):
        print(f"Making {numbers['partners']} partners and {numbers['pages'] or 'a few'} pages …", flush=True)
        began = time.perf_counter()
        partner = grow(**numbers)
        problems = [found for found in Page.find_problems() if found]
        assert not problems, problems
        print(f"{Page.objects.count()} pages in {time.perf_counter() - began:.0f} s", flush=True)
        for name, person in people(partner).items():
            client = Client()
            client.force_login(person)
            for screen, address in screens(partner).items():
                figures = measure(client, address, requests=REQUESTS)
                result.setdefault(f"{name}: {screen}", {})[size] = figures
        result.setdefault("command: audit", {})[size] = _measure_command(_audit)
        result.setdefault("command: onboarding", {})[size] = _measure_command(_onboard)
    return result


def screens(partner: Partner) -> dict[str, str]:
    """The addresses that people who work in the admin ask for all day."""
    index = PartnerIndexPage.objects.get(locale__language_code="fr")
    area = PartnerPage.objects.get(partner=partner, locale__language_code="fr")
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer, index": reverse("wagtailadmin_explore", args=[index.pk]),
        "explorer, area": reverse("wagtailadmin_explore", args=[area.pk]),
        "explorer, drafts": f"{reverse('wagtailadmin_explore', args=[area.pk])}?ordering=live",
        "explorer, search": f"{reverse('wagtailadmin_pages:search')}?q=donn",
        "chooser, index": reverse("wagtailadmin_choose_page_child", args=[index.pk]),
        "chooser, area": reverse("wagtailadmin_choose_page_child", args=[area.pk]),
        "chooser, search": f"{reverse('wagtailadmin_choose_page_search')}?q=donn",
        "moderation": reverse("wagtailadmin_reports:workflow_tasks"),
        "workflows": reverse("wagtailadmin_reports:workflow"),
    }


def print_table(title: str, growth: Growth) -> None:
    print(f"\n{f'{title}, small → large':<34}{'queries':>12}{'median ms':>16}{'p95 ms':>9}{'time':>8}")
    for name, sizes in growth.items():
        small, large = sizes["small"], sizes["large"]
        queries = f"{small['queries']} → {large['queries']}"
        times = f"{small['median_ms']} → {large['median_ms']}"
        ratio = f"×{large['median_ms'] / small['median_ms']:.2f}"
        status = "" if large["status"] == 200 else f"  ({large['status']})"
        print(f"{name:<34}{queries:>12}{times:>16}{large['p95_ms']:>9}{ratio:>8}{status}")


def _audit() -> None:
    findings = list(audit())
    assert not findings, [str(finding) for finding in findings[:5]]


def _onboard() -> None:
    """One partner with two people; undone afterwards."""
    people = [
        Invitee(f"{role}@example.org", "Camille", "Essai", "fr", [role]) for role in (Role.EDITOR, Role.MODERATOR)
    ]
    record = Partner(key="onboarded", acronym="ONZE", name_fr="Un partenaire de plus", name_en="One more partner")
    onboard([Plan(record, people=people)], by=None, is_rehearsal=True)


def _measure_command(run: Callable[[], None]) -> Figures:
    began = time.perf_counter()
    run()
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    with CaptureQueriesContext(connection) as queries:
        run()
    return {"status": 200, "queries": len(queries), "bytes": 0, "median_ms": milliseconds, "p95_ms": milliseconds}
