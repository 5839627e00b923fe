"""Reads a page as machines do: its JSON-LD and its meta elements."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

Node = dict[str, Any]


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def nodes(client: Client, address: str) -> dict[str, Node]:
    """The things that the page tells of, by type. There is one script, and it is valid."""
    (script,) = soup(client, address).find_all("script", type="application/ld+json")
    document = json.loads(script.string)
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def properties(client: Client, address: str) -> dict[str, list[str]]:
    """The contents of the meta elements by property or name."""
    found: dict[str, list[str]] = {}
    for element in soup(client, address).find_all("meta"):
        if name := element.get("property") or element.get("name"):
            found.setdefault(name, []).append(element["content"])
    return found
