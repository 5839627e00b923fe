"""What the tests of the search share."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

Ask = Callable[..., list[str]]

ADDRESSES = {"fr": "/fr/recherche/", "en": "/en/search/"}


@pytest.fixture
def titles(client: Client, db: None) -> Ask:
    """The titles of the results for a query, in their order: `titles("réseau", "fr", kind="event")`."""

    def ask(query: str, language: str = "fr", **parameters: Any) -> list[str]:
        response = client.get(ADDRESSES[language], {"q": query, **parameters})
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        return [" ".join(title.get_text().split()) for title in page.select(".result__title")]

    return ask


@pytest.fixture
def suggested(client: Client, db: None) -> Ask:
    """The titles that are suggested for what was typed."""

    def ask(typed: str, language: str = "fr") -> list[str]:
        response = client.get(f"{ADDRESSES[language]}suggestions/", {"q": typed})
        assert response.status_code == 200
        return [suggestion["title"] for suggestion in response.json()["suggestions"]]

    return ask
