"""Articles in the terms of schema.org."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.enums import ArticleKind
from articles.names import Author
from core.formatting import iso
from core.languages import VARIETIES, tag
from core.structured_data import Node, Place, about, node, web_site
from partners.structured_data import partner_reference
from translations.structured_data import versions

if TYPE_CHECKING:
    from articles.models import ArticlePage, ArticleSource


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
        author=authors(page.author_list) or publisher,
        publisher=publisher,
        image=place.image,
        about=about(page.topic_list, language),
        keywords=page.keyword_list,
        encoding=document(page, place),
        citation=citations(page.source_list),
        isPartOf=web_site(place, language),
        license=page.licence_url,
        isAccessibleForFree=True,
        **versions(page),
    )


def authors(names: Iterable[Author]) -> list[Node]:
    return [node("Person" if author.is_person else "Organization", name=author.name) for author in names]


def citations(sources: Iterable["ArticleSource"]) -> list[Node]:
    return [
        node(
            "CreativeWork",
            name=source.title,
            url=source.url,
            publisher=node("Organization", name=source.publisher) if source.publisher else None,
            datePublished=iso(source.published_on) if source.published_on else "",
            inLanguage=tag(source.language) if source.language in VARIETIES else "",
        )
        for source in sources
    ]


def document(page: "ArticlePage", place: Place) -> Node:
    """The file that a study comes as; empty for none."""
    if page.kind != ArticleKind.STUDY or page.document is None:
        return {}
    url = place.absolute(page.document.url)
    return node("MediaObject", name=page.document.title, contentUrl=url, encodingFormat=page.document.content_type)
