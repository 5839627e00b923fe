"""Entries of people who wrote: one for a name in each language's tree, as long as an article of theirs is public."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale

from articles.models import ArticlePage
from articles.names import authors_of
from search.contents import Content
from search.enums import ResultKind

PREFIX = "person:"


@dataclass
class _Written:
    """What somebody has written in one tree, the newest first."""

    name: str
    articles: list[dict[str, Any]] = field(default_factory=list)


def people_entries(authors: Collection[str] | None) -> dict[str, Content]:
    """The entries that the people with those keys should have, all people's with None; in two queries."""
    written: dict[tuple[str, int], _Written] = {}
    articles = ArticlePage.objects.published().newest_first()
    articles = (
        articles.exclude(author_keys=[]) if authors is None else articles.filter(author_keys__overlap=sorted(authors))
    )
    rows = list(articles.values("pk", "locale_id", "authors", "partner_id", "first_published_at"))
    for row in rows:
        for author in authors_of(row["authors"]):
            if author.is_person and (authors is None or author.key in authors):
                written.setdefault((author.key, row["locale_id"]), _Written(author.name)).articles.append(row)
    topics = _topics([row["pk"] for row in rows])
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    contents = (_content(key, languages[locale], locale, written, topics) for (key, locale), written in written.items())
    return {content.key: content for content in contents}


def _topics(articles: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    links = ArticlePage.topics.through.objects.filter(articlepage__in=articles)
    for article, topic in links.values_list("articlepage_id", "topic_id"):
        found[article].add(topic)
    return found


def _content(key: str, language: str, locale: int, written: _Written, topics: dict[int, set[int]]) -> Content:
    newest = written.articles[0]
    return Content(
        key=key_of(language, key),
        page_id=newest["pk"],
        locale_id=locale,
        # A name is in any language; its page is in that of the tree.
        in_language=language,
        kind=ResultKind.PERSON,
        title=written.name,
        topics=tuple(sorted(set().union(*(topics[row["pk"]] for row in written.articles)))),
        partners=tuple(sorted({row["partner_id"] for row in written.articles} - {None})),
        date=newest["first_published_at"],
    )


def key_of(language: str, author: str) -> str:
    return f"{PREFIX}{language}:{author}"


def author_of(key: str) -> str:
    """The author's key, as it stands in the address of their page."""
    return key.removeprefix(PREFIX).partition(":")[2]
