"""Articles in the terms of schema.org."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.enums import ArticleKind
from core.formatting import iso
from core.languages import tag
from core.structured_data import Node, Place, about, node, web_site
from partners.structured_data import partner_reference
from translations.structured_data import versions

if TYPE_CHECKING:
    from articles.models import ArticlePage, ArticleSource

BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:et|and|&)\s+")


def article(page: "ArticlePage", place: Place) -> Node:
    """An article. A mirror tells of its original: the language of the text, and the address where it stands."""
    language = page.in_language
    publisher = partner_reference(page.partner, place, language)
    return node(
        ArticleKind(page.kind).schema_type,
        id=f"{place.url}#article",
        url=place.url,
        mainEntityOfPage=place.url,
        headline=page.title,
        description=page.meta_description,
        disambiguatingDescription=_("Sample content") if page.is_sample else "",
        inLanguage=tag(language),
        datePublished=iso(page.first_published_at) if page.first_published_at else "",
        dateModified=iso(page.last_published_at) if page.last_published_at else "",
        author=authors(page.authors) or publisher,
        publisher=publisher,
        image=place.image,
        about=about(page.topic_list, language),
        citation=citations(page.source_list),
        isPartOf=web_site(place, language),
        license=page.licence_url,
        isAccessibleForFree=True,
        **versions(page),
    )


def authors(names: str) -> list[Node]:
    """The people of an author line; a line that is no list of people's names is the one of a team.

    People are named by two words or more, of which the first and the last begin with a capital.
    """
    people = [name for name in BETWEEN_NAMES.split(names.strip()) if name]
    if people and all(_is_of_a_person(name) for name in people):
        return [node("Person", name=name) for name in people]
    return [node("Organization", name=names.strip())] if people else []


def citations(sources: Iterable["ArticleSource"]) -> list[Node]:
    return [
        node(
            "CreativeWork",
            name=source.title,
            url=source.url,
            publisher=node("Organization", name=source.publisher) if source.publisher else None,
            datePublished=iso(source.published_on) if source.published_on else "",
        )
        for source in sources
    ]


def _is_of_a_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
