"""What of a page is searched, as values: no database is written here, and none read that `load` has not read before.

The words of a page are those that its type declares in `search_fields`, which the admin's own search takes as well.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from django.db.models import Model, prefetch_related_objects
from django.utils import translation
from wagtail.models import Page
from wagtail.search import index

from articles.models import ArticlePage
from core.models import BasePage, CustomDocument, Topic
from core.typography import tidy
from events.models import EventPage
from events.time import horizon
from partners.models import Partner, PartnerPage
from search.configuration import MARK_END, MARK_START, MOST_SIGNS, bare
from search.enums import ResultKind

# Fields whose words count for more than those of the body.
LEAD = ("summary", "why_it_matters", "keywords", "authors")
SHOWN_FIRST = "summary"
# What is read of the pages besides their own rows, in one query for all pages of a type.
RELATED = ("topics", "co_organizers", "partner", "topic", "locale", "document")


@dataclass(frozen=True)
class Content:
    """An entry as it should be. `lead` and `context` are words that are found but not shown."""

    key: str
    page_id: int
    locale_id: int
    in_language: str
    kind: str
    title: str
    document_id: int | None = None
    topics: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    date: dt.datetime | None = None
    until: dt.datetime | None = None
    names: tuple[str, ...] = ()
    summary: str = ""
    lead: str = ""
    context: str = ""
    body: str = ""
    is_sample: bool = False
    authors: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Changes with whatever the entry says. When an event's next date is changes by itself, and does not count."""
        values = asdict(self if self.until is None else replace(self, date=None, until=None))
        return hashlib.md5(json.dumps(values, default=str).encode(), usedforsecurity=False).hexdigest()

    @property
    def weighted(self) -> tuple[str, str, str, str]:
        """All of the words, from those that count most to those that count least (A to D)."""
        return " ".join([self.title, *self.names]), f"{self.summary} {self.lead}", self.context, self.body


def load(keys: Iterable[int]) -> list[BasePage]:
    """The pages with those keys and all that is said of them; as many queries as there are types, and a few."""
    found = [page for page in Page.objects.filter(pk__in=keys).specific() if isinstance(page, BasePage)]
    by_type: dict[type[BasePage], list[Model]] = {}
    for page in found:
        by_type.setdefault(type(page), []).append(page)
    for model, pages in by_type.items():
        names = {field.name for field in model._meta.get_fields()}
        prefetch_related_objects(pages, *(name for name in RELATED if name in names))
    return found


def contents_of(page: BasePage, at: dt.datetime) -> Iterator[Content]:
    """What is found of a public page: itself, and the documents that it offers."""
    own = _own(page, at)
    yield own
    for document, title in _documents(page):
        yield Content(
            key=f"document:{document.pk}@{page.pk}",
            document_id=document.pk,
            title=tidy(title or document.title, page.text_language),
            kind=ResultKind.DOCUMENT,
            context=own.title,
            **{
                name: getattr(own, name)
                for name in ("page_id", "locale_id", "in_language", "topics", "partners", "date", "is_sample")
            },
        )


def _own(page: BasePage, at: dt.datetime) -> Content:
    topics, partners = _topics(page), _partners(page)
    texts = _texts(page)
    date, until = _dates(page, at)
    return Content(
        key=f"page:{page.pk}",
        page_id=page.pk,
        locale_id=page.locale_id,
        in_language=page.in_language,
        kind=_kind(page),
        title=tidy(page.title, page.text_language),
        topics=tuple(sorted(topic.pk for topic in topics)),
        partners=tuple(sorted(partner.pk for partner in partners)),
        date=date,
        until=until,
        names=_names(page),
        summary=tidy(texts.get(SHOWN_FIRST, ""), page.text_language),
        lead=" ".join(texts[name] for name in LEAD if name in texts and name != SHOWN_FIRST),
        context=" ".join(
            [
                *(Topic.title.in_language(topic, page.text_language) for topic in topics),
                _kind_in_words(page),
                *(f"{partner.acronym} {Partner.name.in_language(partner, page.text_language)}" for partner in partners),
            ]
        ),
        is_sample=getattr(page, "is_sample", False),
        authors=_people(page),
        body="\n".join(text for name, text in texts.items() if name not in LEAD)[:MOST_SIGNS],
    )


def _texts(page: BasePage) -> dict[str, str]:
    """The words of the page by the names of its fields, besides its title."""
    found = {}
    for field in type(page).get_search_fields():
        if isinstance(field, index.SearchField) and field.field_name != "title":
            value = field.get_value(page)
            lines = value if isinstance(value, list | tuple) else [value or ""]
            found[field.field_name] = "\n".join(_shown(str(line)) for line in lines if line)
    return found


def _shown(text: str) -> str:
    """Without the signs that mean something to `search.excerpts`."""
    return text.replace(MARK_START, "").replace(MARK_END, "")


def _kind(page: BasePage) -> str:
    match page:
        case ArticlePage():
            return page.kind
        case EventPage():
            return ResultKind.EVENT
        case PartnerPage():
            return ResultKind.PARTNER
    return ResultKind.TOPIC if _topics(page) else ResultKind.PAGE


def _kind_in_words(page: BasePage) -> str:
    """« Étude », « Webinaire »: readers name the kind of what they look for."""
    with translation.override(page.in_language):
        kind = page.get_kind_display() if hasattr(page, "get_kind_display") else ""
        return f"{ResultKind(_kind(page)).label} {kind}"


def _topics(page: BasePage) -> list[Topic]:
    """What it is about; of a thematic section, its topic."""
    one = getattr(page, "topic", None)
    if isinstance(one, Topic):
        return [one]
    return list(page.topics.all()) if hasattr(page, "topics") else []


def _partners(page: BasePage) -> list[Partner]:
    if isinstance(page, EventPage):
        return page.organizers
    partner = getattr(page, "partner", None)
    return [partner] if partner else []


def _people(page: BasePage) -> tuple[str, ...]:
    """Those who wrote it and have entries of their own; teams have none."""
    authors = page.author_list if isinstance(page, ArticlePage) else []
    return tuple(author.key for author in authors if author.is_person)


def _names(page: BasePage) -> tuple[str, ...]:
    """What the thing itself is called, besides the title of its page."""
    if isinstance(page, ArticlePage):
        return (page.profile_name,) if page.profile_name else ()
    if not isinstance(page, PartnerPage):
        return ()
    partner = page.partner
    return tuple(dict.fromkeys(filter(None, [partner.acronym, partner.name_fr, partner.name_en, *partner.aliases])))


def _dates(page: BasePage, at: dt.datetime) -> tuple[dt.datetime | None, dt.datetime | None]:
    if isinstance(page, EventPage):
        dates = page.schedule.dates(until=horizon(at))
        return page.date_at(at).start, dates[-1].end if dates else page.end
    return page.first_published_at, None


def _documents(page: BasePage) -> Iterator[tuple[CustomDocument, str]]:
    """Its own document and those in the body, each once, with the title that the page gives it."""
    seen = set()
    if own := getattr(page, "document", None):
        seen.add(own.pk)
        yield own, ""
    for block in getattr(page, "body", None) or []:
        if getattr(block, "block_type", "") != "document":
            continue
        document = block.value["document"]
        if document is not None and document.pk not in seen:
            seen.add(document.pk)
            yield document, block.value["title"]


def keys_of_names(content: Content) -> list[str]:
    """What a reader types who looks for exactly this."""
    return list(dict.fromkeys(bare(name) for name in (content.title, *content.names)))
