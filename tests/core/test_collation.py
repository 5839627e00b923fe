"""Titles are sorted as the readers of each language sort them."""

import pytest

from core.collation import sort_key


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ["cote", "côte", "coté", "côté"]),
        ("en", ["cote", "coté", "côte", "côté"]),
        ("fr", ["École d’été", "Écoles", "« Économie »", "Emploi", "Œuvre", "Offre"]),
        ("fr", ["Ça va", "Cadre", "cadré", "Cadre 2"]),
        ("en", ["“Cloud” first", "Cloud second", "cloudy"]),
        ("fr", ["Données", "Données et santé", "Donnéesx"]),
    ],
)
def test_titles_are_in_order(language: str, titles: list[str]) -> None:
    assert sorted(set(titles), key=lambda title: sort_key(title, language)) == titles


@pytest.mark.parametrize("title", ["", "…", "日本", "😀", "\x00", "é" * 500])
def test_any_title_has_a_key(title: str) -> None:
    assert isinstance(sort_key(title, "fr"), str)
