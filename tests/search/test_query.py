"""What readers type: words, phrases, excluded words, accents, elisions, synonyms; and nothing that breaks it."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.models import Partner
from search.models import SynonymGroup
from search.parsing import Clause, parse
from tests.factories import ArticlePageFactory
from tests.search.conftest import Ask


@pytest.mark.parametrize(
    ("text", "wanted", "excluded"),
    [
        ("réseau wifi", [Clause("réseau"), Clause("wifi")], []),
        ('"mise en marché"', [Clause("mise en marché", is_phrase=True)], []),
        ("«\u00a0mise en marché\u00a0» IA", [Clause("mise en marché", is_phrase=True), Clause("IA")], []),
        ("“mise en marché” -wifi", [Clause("mise en marché", is_phrase=True)], [Clause("wifi", is_excluded=True)]),
        ('réseau -"sans fil"', [Clause("réseau")], [Clause("sans fil", is_phrase=True, is_excluded=True)]),
        ("l’innovation", [Clause("l innovation")], []),
        ("main-d'œuvre", [Clause("main d oeuvre")], []),
        ("vingt-deux", [Clause("vingt deux")], []),
        ('pas "fermé', [Clause("pas"), Clause("fermé", is_phrase=True)], []),
        ("les réseaux", [Clause("réseaux")], []),
        ("les", [Clause("les")], []),
        ("AI IT", [Clause("ai0"), Clause("it0")], []),
        ('- -- "" « » & | ! ( ) :* <->', [], []),
        ("", [], []),
    ],
)
def test_what_was_typed_is_read(text: str, wanted: list[Clause], excluded: list[Clause]) -> None:
    assert parse(text).wanted == tuple(wanted)
    assert parse(text).excluded == tuple(excluded)


@pytest.fixture
def articles(crim: Partner) -> None:
    for title in (
        "L’évaluation des réseaux financés",
        "Une œuvre de l’esprit",
        "Le wifi des réseaux",
        "L’IA au travail",
        "Le nuage et l’infonuagique",
    ):
        ArticlePageFactory(partner=crim, published=True, title=title)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("reseau -wifi", ["L’évaluation des réseaux financés"]),
        ("évaluations", ["L’évaluation des réseaux financés"]),
        ("evaluation", ["L’évaluation des réseaux financés"]),
        ("financée reseau", ["L’évaluation des réseaux financés"]),
        ("oeuvres", ["Une œuvre de l’esprit"]),
        ("ŒUVRE", ["Une œuvre de l’esprit"]),
        ("l'esprit", ["Une œuvre de l’esprit"]),
        ('"œuvre de l’esprit"', ["Une œuvre de l’esprit"]),
        ('"esprit œuvre"', []),
        ('"zèbre rayé"', []),
        ("artificial intelligence", ["L’IA au travail"]),
        ("ai travail", ["L’IA au travail"]),
        ("cloud", ["Le nuage et l’infonuagique"]),
    ],
)
def test_it_finds(articles: None, titles: Ask, query: str, found: list[str]) -> None:
    assert titles(query) == found


def test_an_edit_of_the_synonyms_holds_at_once(articles: None, titles: Ask) -> None:
    assert titles("hertzien") == []
    group = SynonymGroup.objects.create(terms=["hertzien", "sans-fil", "Wi-Fi", "wifi"])
    assert titles("hertzien") == ["Le wifi des réseaux"]
    assert titles("sans fil") == ["Le wifi des réseaux"]
    group.delete()
    assert titles("hertzien") == []


HARD = [
    "a" * 10_000,
    "\0",
    "réseau\0wifi",
    "'; DROP TABLE search_searchentry; --",
    "%s %(a)s {} {0} \\ \\\\' E'\\x00'",
    "🙂👩🏽‍💻 🇨🇦",
    "مرحبا بالعالم שלום \u202egnitirw",
    "!!! ((( ::: &&& ||| <2> :*A",
    '"' * 199,
    "-" * 199,
    "a b " * 49,
    "\ud800",
    "ﬁ ﷺ ǅ İ ß \u0301\u0301\u0301",
    "1e999 0x1F -1 12:30 a@b.c http://x.y/z?q=1",
]


@pytest.mark.parametrize("query", HARD, ids=range(len(HARD)))
@pytest.mark.parametrize("address", ["/fr/recherche/", "/en/search/suggestions/"])
def test_no_query_breaks_it(articles: None, client: Client, address: str, query: str) -> None:
    data = {"q": query.encode("utf-8", "surrogatepass")}
    assert client.get(address, data).status_code == 200


text = st.one_of(
    st.text(max_size=250), st.sampled_from(HARD), st.text(alphabet="\"'«»“”-&|!()<>:*\\ aé œ’", max_size=60)
)


@given(
    parameters=st.dictionaries(
        st.sampled_from(["q", "kind", "topic", "partner", "period", "languages", "page", "only", "view"]), text
    ),
    query=text,
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_parameter_breaks_it(articles: None, client: Client, parameters: dict[str, str], query: str) -> None:
    data = {
        name: value.encode("utf-8", "surrogatepass")
        for name, value in (parameters if parameters.get("q") else parameters | {"q": query}).items()
    }
    assert client.get("/fr/recherche/", data).status_code == 200
    assert client.get("/fr/recherche/suggestions/", data).status_code == 200


def test_too_many_words_are_refused_with_a_sentence(db: None, client: Client) -> None:
    html = client.get("/en/search/", {"q": "mot " * 60}).content.decode()
    assert "Please search with fewer words." in html
