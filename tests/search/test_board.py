"""What the editorial board keeps for the search, and what it learns from searches that found nothing."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from search.models import PromotedResult, SynonymGroup, UnansweredQuery
from search.unanswered import MOST_OF_A_MONTH, count_unanswered, forget_old, without_personal
from tests.factories import ArticlePageFactory, UserFactory
from tests.search.conftest import Ask

NOON = dt.datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("America/Toronto"))


@pytest.fixture
def board(client: Client, db: None) -> Client:
    client.force_login(UserFactory(board=True))
    return client


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(partner=crim, published=True, title="Le guide choisi")
    return page


def test_the_board_makes_and_deletes_a_group_of_synonyms(board: Client, article: ArticlePage, titles: Ask) -> None:
    assert titles("vademecum") == []
    response = board.post(reverse("wagtailsnippets_search_synonymgroup:add"), {"terms": "vade-mecum, vademecum, guide"})
    assert response.status_code == 302
    assert titles("vademecum") == ["Le guide choisi"]
    group = SynonymGroup.objects.get(terms__contains=["vademecum"])
    board.post(reverse("wagtailsnippets_search_synonymgroup:delete", args=[group.pk]))
    assert titles("vademecum") == []


def test_one_term_alone_is_refused(board: Client) -> None:
    response = board.post(reverse("wagtailsnippets_search_synonymgroup:add"), {"terms": "guide, Guide"})
    assert response.status_code == 200
    assert not SynonymGroup.objects.filter(terms__contains=["guide"]).exists()


def test_a_promoted_page_stands_first_in_either_language(
    board: Client, article: ArticlePage, crim: Partner, titles: Ask
) -> None:
    ArticlePageFactory(partner=crim, published=True, title="Par où commencer")
    board.post(
        reverse("wagtailsnippets_search_promotedresult:add"),
        {"queries": "par ou commencer, débuter", "page": article.pk, "position": 1},
    )
    assert PromotedResult.objects.get().keys == ["par ou commencer", "debuter"]
    assert titles("Par où commencer") == ["Le guide choisi", "Par où commencer"]
    assert titles("DÉBUTER", "en")[:1] == ["Le guide choisi"]
    assert titles("par où") == ["Par où commencer"]


def test_a_promoted_page_that_is_not_public_is_not_shown(article: ArticlePage, crim: Partner, titles: Ask) -> None:
    draft = ArticlePageFactory(partner=crim, title="Un brouillon promu")
    PromotedResult.objects.create(queries=["débuter"], page=draft)
    PromotedResult.objects.create(queries=["débuter"], page=article)
    assert titles("débuter") == ["Le guide choisi"]
    article.unpublish()
    assert titles("débuter") == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "view",
    [
        "wagtailsnippets_search_synonymgroup:list",
        "wagtailsnippets_search_synonymgroup:add",
        "wagtailsnippets_search_promotedresult:add",
        "search:unanswered",
    ],
)
def test_nobody_else_reaches_them(crim: Partner, client: Client, role: Role, view: str) -> None:
    client.force_login(UserFactory(role=(crim, role)))
    assert client.get(reverse(view)).status_code == 404


def test_a_search_that_finds_nothing_is_counted(db: None, client: Client) -> None:
    for query in ("Zèbre rayé", "zebre raye", "ZEBRE  RAYÉ"):
        client.get("/fr/recherche/", {"q": query})
    client.get("/en/search/", {"q": "zebre raye"})
    client.get("/fr/recherche/", {"q": "zebre raye", "kind": "study"})
    client.get("/fr/recherche/", {"q": "zebre raye", "page": "2"})
    counted = dict(UnansweredQuery.objects.values_list("language", "times"))
    assert counted == {"fr": 4, "en": 1}
    assert set(UnansweredQuery.objects.values_list("query", flat=True)) == {"zebre raye"}


def test_a_search_that_finds_something_is_not(article: ArticlePage, client: Client) -> None:
    client.get("/fr/recherche/", {"q": "guide"})
    client.get("/en/search/", {"q": "guide"})
    assert not UnansweredQuery.objects.exists()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("Zèbre", "zebre"),
        ("jeanne@example.org", ""),
        ("courriel de jeanne@example.org zèbre", "courriel de zebre"),
        ("appeler 514 555-0199", "appeler"),
        ("(514) 555-0199", "("),
        ("+1 514.555.0199 zèbre", "zebre"),
        ("4540 1234 5678 9010", ""),
        ("industrie 4.0 en 2026", "industrie 4.0 en 2026"),
        ("https://example.org/a?b=jeanne x", "x"),
        ("mot " * 60, ("mot " * 60)[:80].strip()),
    ],
)
def test_nothing_personal_is_kept(query: str, kept: str) -> None:
    assert without_personal(query) == kept


def test_counts_are_of_a_month_and_forgotten_after_a_year(db: None) -> None:
    count_unanswered("zèbre", "fr", NOON)
    count_unanswered("zèbre", "fr", NOON + dt.timedelta(days=10))
    assert [row.month for row in UnansweredQuery.objects.order_by("month")] == [
        dt.date(2026, 11, 1),
        dt.date(2026, 12, 1),
    ]
    assert forget_old(NOON + dt.timedelta(days=365)) == 0
    assert forget_old(NOON + dt.timedelta(days=375)) == 1


def test_a_month_keeps_so_many_at_most(db: None) -> None:
    month = dt.date(2026, 11, 1)
    UnansweredQuery.objects.bulk_create(
        UnansweredQuery(query=f"mot{number}", language="fr", month=month) for number in range(MOST_OF_A_MONTH)
    )
    count_unanswered("zèbre", "fr", NOON)
    count_unanswered("mot1", "fr", NOON)
    assert not UnansweredQuery.objects.filter(query="zebre").exists()
    assert UnansweredQuery.objects.get(query="mot1").times == 2


def test_the_board_reads_searches_and_exports_them(board: Client) -> None:
    for _ in range(3):
        count_unanswered("girafe", "fr", NOON)
    count_unanswered("zèbre", "en", NOON)
    report = reverse("search:unanswered")
    html = board.get(report).content.decode()
    assert html.index("girafe") < html.index("zebre")
    found = board.get(report, {"q": "zeb"}).content.decode()
    assert "zebre" in found
    assert "girafe" not in found
    table = b"".join(board.get(report, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "girafe,fr,2026-11-01,3" in table
