"""Words that lack their accents are pointed out, in prose only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.spelling import without_accents


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les donnees de Montreal", {"donnees": "données", "Montreal": "Montréal"}),
        ("Evenement de l’ecole", {"Evenement": "Événement", "ecole": "école"}),
        ("Les données de Montréal", {}),
        ("voir https://example.org/donnees, `donnees` ou donnees@example.org", {}),
        ("QUEBEC, le ministère de l’Education", {"Education": "Éducation"}),
        ("Il recherche un programme et le publie", {}),
    ],
    ids=["words", "capital-and-elision", "right", "no-prose", "acronym", "words-without"],
)
def test_words_without_their_accents(text: str, found: dict[str, str]) -> None:
    assert without_accents(text) == found


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(word in text for word in without_accents(text))
