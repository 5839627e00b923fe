"""Objects of the portal's own models for the samples. None is saved; all their links lead to the top of the page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms.utils import flatatt
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Locale, Page

from articles.enums import ArticleKind, Licence
from articles.models import ArticlePage, ArticleSource
from core.models import CustomImage, Topic
from events.calendar import Calendar, Day
from events.enums import AttendanceMode, CalendarView, EventKind, EventStatus
from events.feeds.subscription import Subscription
from events.forms import EventFilterForm
from events.models import EventOccurrence, EventPage
from events.schedule import ScheduledDate
from home.models import TopicPage
from home.styleguide.texts import TEXTS, Texts
from partners.models import Partner, PartnerPage, PartnerStatus, Region

NOWHERE = "#"
# Fixed, so that two looks at the page show the same.
MOMENT = dt.datetime(2026, 12, 1, 19, 0, tzinfo=dt.UTC)
# Those that have a colour of their own.
KEYS = ("research-creation", "design-technologies", "financing-commercialization", "workforce-training", "management")

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class Rendition:
    """A picture in the form in which the image tags read one: a drawing that is part of the portal."""

    url: str
    alt: str
    width: int = 1200
    height: int = 750
    filter_spec: str = ""
    focal_point_key: str = ""

    def img_tag(self, attributes: dict[str, Any] | None = None) -> SafeString:
        own = {"src": self.url, "width": self.width, "height": self.height, "alt": self.alt}
        return mark_safe(f"<img{flatatt(own | (attributes or {}))}>")  # noqa: S308 (flatatt escapes)


def image(texts: Texts, *, has_credit: bool = True) -> CustomImage:
    """A picture without a file."""
    # With a collection, so that none is looked up.
    made = CustomImage(
        title=texts.alt, width=1200, height=750, credit=texts.credit if has_credit else "", collection_id=0
    )
    rendition = Rendition(static("img/crossroads.svg"), texts.alt)
    made.at_hand = [rendition]
    return made


@dataclass(frozen=True)
class Document:
    """A document as the blocks read one; what is not saved has no address."""

    title: str
    url: str = NOWHERE
    file_extension: str = "pdf"
    file_size: int = 482_000


def topics(texts: Texts) -> list[Topic]:
    """Twelve, of which five have colours."""
    keys = [*KEYS, *(f"sample-{number}" for number in range(len(KEYS), len(texts.topics)))]
    return [
        Topic(key=key, title_fr=title, title_en=title, position=position)
        for position, (key, title) in enumerate(zip(keys, texts.topics, strict=True))
    ]


def partner(texts: Texts, *, logo: bool = False, closed: bool = False, topic_count: int = 2) -> Partner:
    made = Partner(
        key="sample",
        acronym=texts.acronym,
        name_fr=texts.partner,
        name_en=texts.partner,
        status=PartnerStatus.CLOSED if closed else PartnerStatus.ACTIVE,
        status_date=MOMENT.date() if closed else None,
        logo=image(texts) if logo else None,
    )
    # A relation is followed from a saved object only; this one looks as if it were, with what was loaded.
    made.pk = 0
    made.__dict__["_prefetched_objects_cache"] = {"topics": topics(texts)[:topic_count]}
    return made


def area(texts: Texts, *, summary: bool = True, **traits: Any) -> PartnerPage:
    return _in_language(
        PartnerPage(title=texts.acronym, summary=texts.summary if summary else "", partner=partner(texts, **traits)),
        texts,
    )


def article(texts: Texts, *, topic_count: int = 1, in_language: str = "", **fields: Any) -> ArticlePage:
    """An article that has everything, but for what `fields` says."""
    made = ArticlePage(
        **{
            "title": texts.title,
            "summary": texts.summary,
            "kind": ArticleKind.INTELLIGENCE_BRIEF,
            "authors": texts.authors,
            "licence": Licence.CC_BY,
            "partner": partner(texts),
            "image": image(texts),
            "first_published_at": MOMENT,
            "is_sample": True,
            **fields,
        }
    )
    made.topics = topics(texts)[:topic_count]
    return _in_language(made, texts, in_language)


def event(texts: Texts, *, topic_count: int = 1, in_language: str = "", **fields: Any) -> EventPage:
    """An event that has everything, but for what `fields` says."""
    made = EventPage(
        **{
            "title": texts.event,
            "summary": texts.summary,
            "kind": EventKind.WORKSHOP,
            "start": MOMENT,
            "end": MOMENT + dt.timedelta(hours=2),
            "status": EventStatus.SCHEDULED,
            "attendance_mode": AttendanceMode.HYBRID,
            "venue_name": texts.venue,
            "street_address": "1, rue de l’Exemple",
            "city": "Québec",
            "region": Region.CAPITALE_NATIONALE,
            "postal_code": "G1A 0A0",
            "online_url": "https://example.org/",
            "languages": ["fr", "en"],
            "audience": texts.audience,
            "price": texts.price,
            "registration_url": "https://example.org/",
            "registration_deadline": MOMENT.date(),
            "accessibility": texts.accessibility,
            "partner": partner(texts),
            "is_sample": True,
            **fields,
        }
    )
    made.topics = topics(texts)[:topic_count]
    made.get_parent = lambda: area(texts)
    return _in_language(made, texts, in_language)


def occurrence(of: EventPage, **fields: Any) -> EventOccurrence:
    """The first date of an event."""
    return EventOccurrence(event=of, **{"recurrence_id": of.start, "start": of.start, "end": of.end, **fields})


def dates(of: EventPage) -> list[ScheduledDate]:
    """Dates of a recurring event: as planned, cancelled, moved."""
    week, hour = dt.timedelta(days=7), dt.timedelta(hours=1)
    starts = [of.start + week * number for number in range(3)]
    return [
        ScheduledDate(starts[0], starts[0], starts[0] + hour),
        ScheduledDate(starts[1], starts[1], starts[1] + hour, is_cancelled=True),
        ScheduledDate(starts[2], starts[2] + hour, starts[2] + 2 * hour),
    ]


class SampleCalendar(Calendar):
    """One face of the calendar, with some days that are full, in which nothing is asked of the database."""

    def __init__(self, texts: Texts, view: CalendarView) -> None:
        form = EventFilterForm(QueryDict(f"view={view}&day={MOMENT:%Y-%m-%d}"))
        super().__init__(article(texts).locale, form, MOMENT)
        self.texts = texts
        self.years = [2026, 2025, 2024]
        self.lasting_more = 2
        end = MOMENT + dt.timedelta(days=20)
        self.lasting = [occurrence(event(texts), end=end), occurrence(event(texts, title=texts.long_event), end=end)]

    def _fill(self, days: dict[dt.date, Day]) -> None:
        items = [
            occurrence(event(self.texts)),
            occurrence(event(self.texts, title=self.texts.long_event, all_day=True)),
        ]
        items.append(occurrence(event(self.texts, status=EventStatus.CANCELLED, topic_count=0)))
        for day in list(days.values())[1:5]:
            day.items, day.more = items, day.date.day % 3


def subscription(texts: Texts, *, is_filtered: bool) -> Subscription:
    addresses = dict.fromkeys(("ics", "webcal", "atom", "json", "embed"), NOWHERE)
    return Subscription(title=texts.title, is_filtered=is_filtered, embed_code=texts.summary, **addresses)


def bare_event(texts: Texts) -> EventPage:
    """An event of which only the date is known."""
    names = ("summary", "venue_name", "street_address", "city", "region", "postal_code", "online_url", "audience")
    blank = dict.fromkeys((*names, "price", "registration_url", "accessibility"), "")
    return event(texts, **blank, languages=[], registration_deadline=None, all_day=True, topic_count=0, is_sample=False)


def topic_page(texts: Texts, topic: Topic, *, summary: str = "") -> TopicPage:
    return _in_language(TopicPage(title=topic.title, topic=topic, summary=summary), texts)


def sources(texts: Texts, count: int) -> list[ArticleSource]:
    """The first has all its fields, the others a title only."""
    whole = ArticleSource(
        title=texts.source, publisher=texts.publisher, url="https://example.org/", published_on=MOMENT.date()
    )
    return [whole, *(ArticleSource(title=f"{texts.source} ({number})") for number in range(2, count + 1))][:count]


def _in_language(page: P, texts: Texts, in_language: str = "") -> P:
    """`page` in the tree of one language, its text in `in_language`, else in the same; it leads nowhere."""
    page.locale = Locale(language_code=texts.code)
    page.in_language = in_language or texts.code
    page.other_languages = {}
    page.get_url = lambda request=None, current_site=None: NOWHERE
    return page


def other(texts: Texts) -> Texts:
    """The words in the other language."""
    return next(others for code, others in TEXTS.items() if code != texts.code)
