"""The search over few and over many articles in two languages: what must not grow with them.

A word of each article is in all of them, others in a few; a third of the English tree is mirrors. Besides the times of
the pages stand those of the bare statements, as PostgreSQL takes them from one connection.
"""

import datetime as dt
import random
import statistics
import time
import uuid
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.enums import ArticleKind
from articles.models import ArticlePage
from core.models import Topic
from partners.models import Partner, PartnerPage
from search.indexing import all_keys, batches, follow_pages_only, follow_people
from search.models import SearchEntry
from tests.bench.growing import BATCH, place
from tests.bench.growth import Growth
from tests.bench.measuring import Figures, measure

REQUESTS = 15
SMALL, LARGE = 1_000, 100_000
WORDS_OF_A_BODY = 150
VOCABULARY = 20_000
PEOPLE = 300
# In all articles; in one of a thousand.
COMMON, RARE = "donnees", "ornithorynque"
_numbers = count(1)


def measure_search() -> Growth:
    """For each way to search the figures among few and among many articles, and those of its statements alone."""
    result: Growth = {}
    for size, total in (("small", SMALL), ("large", LARGE)):
        began = time.perf_counter()
        with transaction.atomic():
            _add_articles(total - ArticlePage.objects.filter(slug__startswith="recherche-").count())
        made = time.perf_counter() - began
        pages, seconds = _rebuild()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        told = f"{total} articles made in {made:.0f} s; {pages} pages indexed in {seconds:.0f} s"
        print(f"{told}, {pages / seconds:.0f} a second", flush=True)
        for name, address in addresses().items():
            result.setdefault(name, {})[size] = measure(Client(), address, requests=REQUESTS)
            result.setdefault(f"{name}, SQL alone", {})[size] = _bare(address)
    return result


def addresses() -> dict[str, str]:
    return {
        "search, a rare word": f"/fr/recherche/?q={RARE}",
        "search, a common word": f"/fr/recherche/?q={COMMON}",
        "search, two words": f"/fr/recherche/?q={COMMON}+{RARE}",
        "search, a phrase": "/fr/recherche/?q=%22jeu+de+donnees%22",
        "search, filtered": f"/fr/recherche/?q={COMMON}&topic=management&kind=study",
        "search, both languages": f"/en/search/?q={RARE}&languages=both",
        "search, nothing": "/fr/recherche/?q=ornitorinque",
        "suggestions": "/fr/recherche/suggestions/?q=ornitho",
        "suggestions, common": "/fr/recherche/suggestions/?q=don",
    }


def _bare(address: str) -> Figures:
    """The statements of one request, by themselves."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
        statements = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    def run() -> None:
        # What is set for some of them holds within a transaction.
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                if statement.startswith(("SELECT", "WITH")):
                    cursor.execute(statement.replace("%", "%%"), [])
                    cursor.fetchall()

    times = sorted(_milliseconds(run) for _ in range(REQUESTS))
    median, p95 = round(statistics.median(times), 1), round(times[int(len(times) * 0.95)], 1)
    return {"status": 200, "queries": len(statements), "bytes": 0, "median_ms": median, "p95_ms": p95}


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _rebuild() -> tuple[int, float]:
    """As `manage.py rebuild_search --anew`: how many pages, in how many seconds."""
    began = time.perf_counter()
    missing = set(all_keys()) - set(SearchEntry.objects.values_list("page", flat=True))
    for batch in batches(sorted(missing)):
        follow_pages_only(batch, at=timezone.now())
    follow_people(None)
    return len(missing), time.perf_counter() - began


def _add_articles(number: int) -> None:
    """Half of them French, the others their English versions, of which a third are mirrors; spread over ten years."""
    chance = random.Random(number)  # noqa: S311
    words = _vocabulary()
    areas = {area.locale.language_code: area for area in PartnerPage.objects.filter(partner__key="crim")}
    partners = list(Partner.objects.order_by("pk"))
    topics = list(Topic.objects.order_by("pk"))
    originals = [_article(chance, words, partners) for _ in range(number // 2)]
    place(areas["fr"], originals, ArticlePage)
    versions = [_version(original, index) for index, original in enumerate(originals)]
    place(areas["en"], versions, ArticlePage)
    link = ArticlePage.topics.through
    link.objects.bulk_create(
        (link(articlepage_id=page.pk, topic=topics[page.pk % len(topics)]) for page in originals + versions), BATCH
    )


def _vocabulary() -> list[str]:
    """Words as there are in French, so that stems and endings are those of a language."""
    chance = random.Random(1)  # noqa: S311
    heads = [
        "inform",
        "techn",
        "compét",
        "réseau",
        "fédér",
        "modél",
        "finan",
        "gouvern",
        "péd",
        "robot",
        "imag",
        "sécur",
    ]
    middles = ["ati", "ic", "ial", "is", "og", "ur", "ét", "an", "el", "iv", "ot", "am"]
    ends = ["on", "ons", "ique", "iques", "eur", "euse", "ement", "er", "ée", "és", "ant", "al", "aux", "isme"]
    return [
        f"{chance.choice(heads)}{chance.choice(middles)}{chance.choice(middles)}{chance.choice(ends)}"
        for _ in range(VOCABULARY)
    ]


def _article(chance: random.Random, words: list[str], partners: list[Partner]) -> ArticlePage:
    number = next(_numbers)
    some = " ".join(chance.choices(words, k=6))
    rare = f" {RARE}s" if number % 500 == 0 else ""
    common = "Données et " if number % 20 == 0 else ""
    title = f"{common}{some}{rare} {number}"
    text = " ".join(chance.choices(words, k=WORDS_OF_A_BODY))
    moment = timezone.now() - dt.timedelta(minutes=chance.randrange(10 * 365 * 24 * 60))
    return ArticlePage(
        title=title,
        draft_title=title,
        slug=f"recherche-{number}",
        summary="Un jeu de données, et ce que l’on en fait.",
        kind=ArticleKind.values[number % len(ArticleKind)],
        authors=f"Personne{number % PEOPLE} Inventée",
        author_keys=[f"personne{number % PEOPLE}-inventee"],
        body=[("paragraph", f"<p>{text}</p>")],
        partner=partners[number % len(partners)],
        live=True,
        in_language="fr",
        translation_key=uuid.uuid4(),
        first_published_at=moment,
        last_published_at=moment,
    )


def _version(original: ArticlePage, index: int) -> ArticlePage:
    names = ("title", "draft_title", "slug", "summary", "kind", "authors", "author_keys", "partner")
    copied: dict[str, Any] = {name: getattr(original, name) for name in (*names, "translation_key", "body")}
    copied |= {"first_published_at": original.first_published_at, "last_published_at": original.last_published_at}
    if index % 3 == 0:
        return ArticlePage(alias_of_id=original.pk, live=True, in_language="fr", **copied)
    return ArticlePage(live=True, in_language="en", **copied)
