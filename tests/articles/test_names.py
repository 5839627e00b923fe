"""The line of authors and the line of keywords are read as lists, and compared as people would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.names import authors_of, keyword_key, keywords_of


@pytest.mark.parametrize(
    ("line", "names", "are_people"),
    [
        ("Camille Tremblay, Noé Roy et Zoé de la Cour", ["Camille Tremblay", "Noé Roy", "Zoé de la Cour"], True),
        ("Équipe de démonstration, portraits", ["Équipe de démonstration, portraits"], False),
        ("Comité d’analyse fictif", ["Comité d’analyse fictif"], False),
        (" ", [], False),
        ("—", [], False),
    ],
    ids=["people", "team", "one-team", "blank", "no-letter"],
)
def test_people_and_teams(line: str, names: list[str], are_people: bool) -> None:
    found = authors_of(line)
    assert [author.name for author in found] == names
    assert all(author.is_person is are_people for author in found)


def test_a_name_has_one_address_however_it_is_typed() -> None:
    assert {author.key for line in ("Noé Lœuf", "NOÉ LŒUF", "Noe Loeuf") for author in authors_of(line)} == {
        "noe-loeuf"
    }


def test_keywords() -> None:
    assert keywords_of("infonuagique, Intelligence  artificielle;IA , infonuagique,, INFONUAGIQUE") == [
        "infonuagique",
        "Intelligence artificielle",
        "IA",
    ]
    assert keyword_key("Édition génique") == keyword_key("edition  GENIQUE")


@given(st.text(max_size=80))
def test_any_line_is_read(line: str) -> None:
    assert all(author.key for author in authors_of(line))
    assert len({keyword_key(word) for word in keywords_of(line)}) == len(keywords_of(line))
