"""Events that the one being written may be already: public ones of all partners, and one's own drafts."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.models import Page

from core.days import FIRST_DAY, LAST_DAY, day_start
from core.folding import fold
from core.formatting import event_when
from core.languages import writing_language
from core.models import User
from events.admin.fields import WallClockField
from events.models import EventOccurrence, EventPage
from partners.permissions import holdings, may
from partners.roles import Action

# Of the same event two partners seldom have the date wrong by more.
AROUND = dt.timedelta(days=3)
# PostgreSQL's own default for word similarity (pg_trgm.word_similarity_threshold). The words of an event begin with its
# title, so that a title typed in full is found in them with 1.
SIMILAR = 0.6
CLOSEST_FIRST = ("-similarity", "-closeness", "start", "pk")
MOST = 5
# Below, anything resembles everything.
LEAST_LENGTH = 4
# Of the drafts around a date, those whose titles are closest; a person's own are few.
MOST_DRAFTS = 20


@dataclass(frozen=True)
class Similar:
    """One event that is like the one being written. `is_draft` for one's own, which is linked to its editing screen."""

    title: str
    partner: str
    when: str
    url: str
    language: str
    is_draft: bool


class SimilarForm(forms.Form):
    """What is typed so far."""

    title = forms.CharField(max_length=255, min_length=LEAST_LENGTH)
    start = WallClockField()
    page = forms.IntegerField(required=False)

    def clean_start(self) -> dt.date:
        day: dt.date = self.cleaned_data["start"].date()
        if not FIRST_DAY + AROUND <= day <= LAST_DAY - AROUND:
            raise forms.ValidationError("")
        return day


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """The fragment below the dates, in the editor's language; nothing while what is typed cannot be read."""
    form = SimilarForm(request.GET)
    found: list[Similar] = []
    if form.is_valid():
        asked = form.cleaned_data
        found = similar_events(cast(User, request.user), asked["title"], asked["start"], asked["page"], request)
    return render(request, "events/admin/similar.html", {"found": found})


def similar_events(
    user: User, title: str, day: dt.date, page_id: int | None = None, request: HttpRequest | None = None
) -> list[Similar]:
    """At most `MOST`, the closest first: of each event one, whatever languages it is in, but the one of `page_id`.

    Another partner's draft is never among them, whoever edits it otherwise.
    """
    own = Page.objects.filter(pk=page_id).values_list("translation_key", flat=True).first() if page_id else None
    dates = _public(title, day, own)
    drafts = _drafts(user, title, day, [own, *(date.event.translation_key for date in dates)])
    found = [(_likeness(date), _of_date(date, request)) for date in dates]
    found += [(_likeness(draft), _of_draft(draft)) for draft in drafts]
    return [event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True)[:MOST]]


def _found_in(words: str, title: str) -> TrigramWordSimilarity:
    """How far the title is found in the words of an event."""
    return TrigramWordSimilarity(fold(title), words)


def _likeness(found: EventOccurrence | EventPage) -> tuple[float, float]:
    """How far the title is found in its words, and how close it is to its whole title, as the database measured."""
    return vars(found)["similarity"], vars(found)["closeness"]


def _public(title: str, day: dt.date, own: uuid.UUID | None) -> list[EventOccurrence]:
    """Of each event the closest date, in the language in which its title is closest."""
    around = (
        EventOccurrence.objects.filter(start__gte=day_start(day - AROUND))
        .until(day + AROUND)
        .exclude(event__translation_key__in=[own] if own else [])
        .annotate(similarity=_found_in("event__words", title), closeness=TrigramSimilarity("event__title", title))
        .filter(similarity__gte=SIMILAR)
    )
    one_of_each = around.order_by("event__translation_key", *CLOSEST_FIRST).distinct("event__translation_key")
    return list(
        around.filter(pk__in=one_of_each.values("pk"))
        .select_related("event__locale", "event__partner")
        .order_by(*CLOSEST_FIRST)[:MOST]
    )


def _drafts(user: User, title: str, day: dt.date, known: list[uuid.UUID | None]) -> list[EventPage]:
    """What is not public and what the person may edit, by its first date; of each event one."""
    areas = Q()
    if not user.is_superuser:
        areas = Q(pk__in=[])
        for path in {held.area_path for held in holdings(user)}:
            areas |= Q(path__startswith=path)
    candidates = (
        EventPage.objects.filter(areas, live=False)
        .filter(start__gte=day_start(day - AROUND), start__lt=day_start(day + AROUND + dt.timedelta(days=1)))
        .exclude(translation_key__in=[key for key in known if key])
        .annotate(similarity=_found_in("words", title), closeness=TrigramSimilarity("title", title))
        .filter(similarity__gte=SIMILAR)
        .select_related("locale", "partner")
        .defer("body")
        .order_by(*CLOSEST_FIRST)[:MOST_DRAFTS]
    )
    found: dict[uuid.UUID, EventPage] = {}
    for draft in candidates:
        if may(user, Action.EDIT, draft):
            found.setdefault(draft.translation_key, draft)
    return list(found.values())[:MOST]


def _of_date(date: EventOccurrence, request: HttpRequest | None) -> Similar:
    event = date.event
    when = event_when(date.start, date.end, event.all_day, writing_language(), event.zone)
    return Similar(event.title, _partner(event), when, event.get_url(request) or "", event.text_language, False)


def _of_draft(draft: EventPage) -> Similar:
    when = event_when(draft.start, draft.end, draft.all_day, writing_language(), draft.zone)
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    return Similar(draft.draft_title, _partner(draft), when, url, draft.locale.language_code, True)


def _partner(event: EventPage) -> str:
    return event.partner.acronym if event.partner else ""
