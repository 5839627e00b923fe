"""Lists of articles over few and over many: what must not grow with them.

Half of the articles are in each language's tree; of those in the English one, half are mirrors of French ones.
"""

import datetime as dt
import os
import time
import uuid
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles.enums import ArticleKind
from articles.models import ArticlePage
from articles.models.listed import ListedArticle, ListedName, NameKind
from core.models import Topic
from partners.models import Partner, PartnerPage
from tests.bench.growing import BATCH, WORDS, place
from tests.bench.growth import Growth
from tests.bench.measuring import Figures, measure
from tests.bench.reading import addresses

REQUESTS = 15
READERS = frozenset(
    f"{page}{language}" for page in ("home", "topic", "article", "month", "partner area") for language in ("", ", en")
)
PARTNERS = 100
KEYWORDS = 1500
AUTHORS = 400
# In both languages together. Pages that readers open first are measured with the demonstration's hundred as well.
SMALL, LARGE = 1_000, int(os.environ.get("BENCH_ARTICLES") or 100_000)
CHUNK = 2_000
_numbers = count(1)


def measure_articles() -> Growth:
    """For each list and feed the figures among few and among many articles."""
    result: Growth = {name: {"small": _measured(address)} for name, address in _readers().items()}
    partners, names = _partners(), _names()
    for size, number in (("small", SMALL), ("large", LARGE)):
        began = time.perf_counter()
        with transaction.atomic():
            _add_articles(partners, names, (number - ListedArticle.objects.count()) // 2)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"{ListedArticle.objects.count()} articles in {time.perf_counter() - began:.0f} s", flush=True)
        for name, address in _addresses().items():
            result.setdefault(name, {})[size] = _measured(address)
            result.setdefault(f"{name}, first time", {})[size] = _measure_first(address)
    for name, address in _readers().items():
        result[name]["large"] = _measured(address)
    return result


def _measured(address: str) -> Figures:
    return measure(Client(), address, requests=REQUESTS)


def _readers() -> dict[str, str]:
    """Each page with few articles has as many cards as with many."""
    return {f"reader: {name}": address for name, address in addresses().items() if name in READERS}


def _addresses() -> dict[str, str]:
    year = timezone.localdate().year - 1
    return {
        "index": "/fr/veille/",
        "index in English": "/en/intelligence/",
        "index, filtered": "/fr/veille/?topic=management&kind=study",
        "index, keyword": "/fr/veille/?keyword=mot-3",
        "index, a year": f"/fr/veille/?start={year}-01-01&end={year}-12-31",
        "index, by title": "/fr/veille/?sort=title",
        "index, last page": "/fr/veille/?page=99999",
        "archive": "/fr/veille/archives/",
        "Atom": "/fr/veille/articles.atom",
        "JSON, filtered": "/fr/veille/articles.json?topic=management&kind=study",
        "OPML": "/fr/feeds.opml",
    }


def _measure_first(address: str) -> Figures:
    """Without the numbers that are kept for the same list."""
    client = Client()

    class Forgetful:
        def get(self, asked: str) -> Any:
            cache.clear()
            return client.get(asked)

    return measure(Forgetful(), address, requests=REQUESTS)  # type: ignore[arg-type]


def _partners() -> list[Partner]:
    names = [f"veille-{number:03}" for number in range(PARTNERS)]
    return Partner.objects.bulk_create(Partner(key=name, acronym=name.upper(), name_fr=name) for name in names)


def _names() -> dict[NameKind, list[ListedName]]:
    def made(kind: NameKind, word: str, number: int) -> list[ListedName]:
        keys = [f"{word}-{index}" for index in range(number)]
        return ListedName.objects.bulk_create(ListedName(kind=kind, key=key, name=key.capitalize()) for key in keys)

    return {
        NameKind.KEYWORD: made(NameKind.KEYWORD, "mot", KEYWORDS),
        NameKind.AUTHOR: made(NameKind.AUTHOR, "personne", AUTHORS),
    }


def _add_articles(partners: list[Partner], names: dict[NameKind, list[ListedName]], number: int) -> None:
    """So many public articles in each tree, spread over fifteen years."""
    areas = {area.locale.language_code: area for area in PartnerPage.objects.filter(partner__key="crim")}
    topics = list(Topic.objects.order_by("pk"))
    for size in _chunks(number):
        french = [_article(partners, "fr") for _index in range(size)]
        place(areas["fr"], french, ArticlePage)
        english = [_mirror(page) if index % 2 else _article(partners, "en") for index, page in enumerate(french)]
        place(areas["en"], english, ArticlePage)
        pages = [*french, *english]
        link = ArticlePage.topics.through
        link.objects.bulk_create((link(articlepage_id=page.pk, topic=_topic(topics, page)) for page in pages), BATCH)
        ListedArticle.objects.bulk_create((_row(page, topics, names) for page in pages), BATCH)


def _chunks(number: int) -> Iterable[int]:
    return [min(CHUNK, number - begin) for begin in range(0, number, CHUNK)]


def _article(partners: list[Partner], language: str) -> ArticlePage:
    number = next(_numbers)
    title = f"{WORDS[number % len(WORDS)]} et {WORDS[number // 7 % len(WORDS)].lower()} {number}"
    # Among few as among many, over the same years.
    moment = timezone.now() - dt.timedelta(minutes=number * 7_919 % (15 * 365 * 24 * 60))
    return ArticlePage(
        title=title,
        draft_title=title,
        slug=f"veille-{number}",
        summary="Un résumé d’essai.",
        kind=ArticleKind.values[number % len(ArticleKind)],
        partner=partners[number * 7 % len(partners)],
        in_language=language,
        live=True,
        translation_key=uuid.uuid4(),
        first_published_at=moment,
        last_published_at=moment,
    )


def _mirror(page: ArticlePage) -> ArticlePage:
    names = ("title", "draft_title", "slug", "summary", "kind", "partner", "in_language", "translation_key")
    moments = ("first_published_at", "last_published_at")
    return ArticlePage(alias_of_id=page.pk, live=True, **{name: getattr(page, name) for name in (*names, *moments)})


def _topic(topics: list[Topic], page: ArticlePage) -> Topic:
    return topics[page.pk // 2 % len(topics)]


def _row(page: ArticlePage, topics: list[Topic], names: dict[NameKind, list[ListedName]]) -> ListedArticle:
    keywords, authors = names[NameKind.KEYWORD], names[NameKind.AUTHOR]
    # Some keywords are frequent, most are rare.
    chosen = {keywords[page.pk * step * step % (1 + page.pk * step % KEYWORDS)].pk for step in (3, 5, 7, 11)}
    return ListedArticle(
        article_id=page.pk,
        locale_id=page.locale_id,
        is_in_language=page.in_language == page.locale.language_code,
        kind=page.kind,
        partner_id=page.partner_id,
        topics=[_topic(topics, page).pk],
        keywords=sorted(chosen),
        authors=[authors[page.pk % AUTHORS].pk],
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        title_key=page.title.casefold(),
    )
