"""What machines are told of a page, in the terms of schema.org, as one JSON-LD document.

A node is the dictionary of one thing. Nodes are made by small functions, here and in each app's own `structured_data`;
what a page tells of itself is its `structured_data(place)`. A property without a value is left out.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

from core.languages import tag
from core.share_cards import SITE_NAME

if TYPE_CHECKING:
    from core.models import BasePage, Topic

Node = dict[str, Any]

CONTEXT = "https://schema.org"
# Inside a script element only these can end it, or open a comment that hides its end (HTML, "Restrictions for contents
# of script elements"); the last two end a line in older scripts. In JSON they occur in strings only.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Place:
    """Where a page is read.

    `root` is the origin of the site ("https://example.org"); `url` the canonical address of the text, for a mirror its
    original's; `image` the picture to share, as a node, or empty.
    """

    root: str
    url: str
    image: Node

    def absolute(self, path: str) -> str:
        return urljoin(self.root, path)

    def home(self, language: str) -> str:
        """The address of the home page in `language`."""
        return self.absolute(f"/{language}/")


def script(nodes: Sequence[Node]) -> SafeString:
    """The nodes as a script element that no text in them can leave."""
    graph = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{graph.translate(ESCAPES)}</script>')  # noqa: S308


def node(kind: str, **properties: Any) -> Node:
    """A thing of the type `kind`. `id` becomes "@id"; None, blank texts, empty lists and empty nodes are left out."""
    identity = properties.pop("id", "")
    given = {"@id": identity} | properties
    return {"@type": kind} | {name: value for name, value in given.items() if value not in (None, "", [], {})}


def portal(place: Place, *, is_whole: bool = False) -> Node:
    """The portal as an organization; `is_whole` with its mark, else as a reference."""
    # Only here: the address of a static file depends on what is installed.
    from django.templatetags.static import static

    mark = node("ImageObject", url=place.absolute(static("img/mark.svg"))) if is_whole else None
    return node("Organization", id=place.absolute("/#organization"), name=SITE_NAME, url=place.absolute("/"), logo=mark)


def web_site(place: Place, language: str) -> Node:
    """A reference to the part of the portal that is in `language`."""
    home = place.home(language)
    return node("WebSite", id=f"{home}#website", name=SITE_NAME, url=home, inLanguage=tag(language))


def searchable_site(place: Place, language: str, description: str, search_path: str) -> Node:
    """The same, told on its home page, with how it is searched."""
    search = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=f"{place.absolute(search_path)}?q={{search_term_string}}"),
    ) | {"query-input": "required name=search_term_string"}
    return web_site(place, language) | node(
        "WebSite", description=description, publisher=portal(place), potentialAction=search
    )


def breadcrumb(steps: Iterable[tuple[str, str]]) -> Node:
    """The way down to a page: names and absolute addresses, the home page first."""
    items = [
        node("ListItem", position=position, name=name, item=url) for position, (name, url) in enumerate(steps, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def page_node(page: "BasePage", place: Place, kind: str = "WebPage", **more: Any) -> Node:
    """A page as such: what stands at its address, and in which language that really is."""
    language = page.in_language
    return node(
        kind,
        id=place.url,
        url=place.url,
        name=page.title,
        description=page.meta_description,
        inLanguage=tag(language),
        isPartOf=web_site(place, language),
        primaryImageOfPage=place.image,
        **more,
    )


def about(topics: Iterable["Topic"], language: str) -> list[Node]:
    """The topics of a text, in its language."""
    return [node("Thing", name=type(topic).title.in_language(topic, language)) for topic in topics]


def image_object(url: str, width: int, height: int, caption: str) -> Node:
    return node("ImageObject", url=url, width=width, height=height, caption=caption)
