"""How long it takes from an approval until readers find the article everywhere: a server with two processes that keeps
its pages, read as readers do.

What an approval hands to the worker waits in its table, as in production; no page needs it.
"""

import statistics
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.test import override_settings

from articles.models import ArticlePage
from core.models import Topic
from partners.models import Partner
from partners.roles import Role
from partners.services.members import give_role
from tests import tasks
from tests.bench.serving import APPLICATIONS, SERVERS, served
from tests.factories import ArticlePageFactory, UserFactory

PUBLICATIONS = 40
# Any of the two processes may answer; each page must show the article so many times in a row.
TIMES = 3
PAUSE = 0.005
PATIENCE = 30.0

Figures = dict[str, float]


def measure_publishing() -> Figures:
    """Seconds: `p50_s`, `p95_s` and `most_s` from the beginning of an approval until the article, the home page, its
    topic and the index show it; `approval_s`, the median of the approval itself.
    """
    partner = Partner.objects.get(key="crim")
    topic = Topic.objects.get(key="research-creation")
    editor, moderator = UserFactory(), UserFactory()
    give_role(partner, editor, Role.EDITOR)
    give_role(partner, moderator, Role.MODERATOR)
    pages = ["/fr/", "/fr/thematiques/recherche-et-creation/", "/fr/veille/"]
    whole, approvals = [], []
    with (
        override_settings(TASKS=tasks.DATABASE),
        tempfile.TemporaryDirectory(prefix="carrefour-publishing-") as folder,
        served(SERVERS["gunicorn gthread"], APPLICATIONS["portal"], pages[0], Path(folder)) as (url, _, _),
    ):
        root = url.removesuffix(pages[0])
        for number in range(PUBLICATIONS):
            title = f"Publication mesure {number:03}"
            page = ArticlePageFactory(partner=partner, topics=[topic], title=title, slug=f"publication-{number:03}")
            page.get_workflow().start(page, editor)
            # It remembers that nothing waits.
            page = ArticlePage.objects.get(pk=page.pk)
            for address in pages:
                _text(root + address)  # kept, as it was
            began = time.perf_counter()
            page.current_workflow_task_state.approve(user=moderator)
            approvals.append(time.perf_counter() - began)
            for address in (page.url, *pages):
                _wait(f"{root}{address}", title)
            whole.append(time.perf_counter() - began)
    whole.sort()
    return {
        "publications": PUBLICATIONS,
        "approval_s": round(statistics.median(approvals), 3),
        "p50_s": round(statistics.median(whole), 3),
        "p95_s": round(whole[int(len(whole) * 0.95)], 3),
        "most_s": round(whole[-1], 3),
    }


def print_table(found: Figures, last: dict[str, Any]) -> None:
    print(f"\n{'publication':<14}{'approval s':>11}{'p50 s':>8}{'p95 s':>8}{'most s':>8}{'last p95':>10}")
    print(
        f"{found['publications']:<14}{found['approval_s']:>11}{found['p50_s']:>8}{found['p95_s']:>8}{found['most_s']:>8}"
        f"{last.get('p95_s', ''):>10}"
    )


def _wait(url: str, title: str) -> None:
    """Until the page has shown the title several times in a row."""
    began, shown = time.perf_counter(), 0
    while shown < TIMES:
        shown = shown + 1 if title in _text(url) else 0
        if not shown:
            time.sleep(PAUSE)
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"{url} does not show « {title} ».")


def _text(url: str) -> str:
    """The page; blank where it is not there."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # loopback
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""
