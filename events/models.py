"""The events of the consolidated calendar."""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.fields import ChoiceArrayField
from core.formatting import event_when
from core.pagination import page_of
from core.structured_data import Node, Place
from core.widgets import TypedDateInput, TypedDateTimeInput
from events.enums import ActivityLanguage, AttendanceMode, EventKind, EventStatus
from events.forms import EventFilterForm
from events.structured_data import event
from partners.models import PartnerContentPage, PartnerContentQuerySet, PlatformPage, Region

EVENTS_PER_PAGE = 20


# Beyond these, sums with a time zone leave what a date can hold. No event lies there.
EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
WITHIN_BOUNDS = [
    MinValueValidator(EARLIEST, _("This date is too far in the past.")),
    MaxValueValidator(LATEST, _("This date is too far in the future.")),
]


def day_start(day: dt.date) -> dt.datetime:
    """Midnight of a day in the portal's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


class EventQuerySet(PartnerContentQuerySet):
    """Queries of events. `at` is an aware moment and never read from the clock in here."""

    def upcoming(self, at: dt.datetime) -> Self:
        """Not over yet, the next one first. What ends today is still coming, until its end."""
        return self.filter(end__gte=at).order_by("start", "pk")

    def past(self, at: dt.datetime) -> Self:
        """Over, the latest first."""
        return self.filter(end__lt=at).order_by("-start", "-pk")

    def starting_from(self, day: dt.date) -> Self:
        """On that day or later, in the portal's time zone; what began before and goes on counts."""
        return self.filter(end__gte=day_start(day)).order_by("start", "pk")


class CalendarPage(PlatformPage):
    """The consolidated calendar: the events of all partners, gathered by query."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "events/calendar_page.html"
    schema_type = "CollectionPage"
    page_description = _("Gathers the events of all partners.")

    class Meta:
        verbose_name = _("calendar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = EventFilterForm(request.GET)
        events = form.narrow(EventPage.objects.published().in_locale(self.locale), at=timezone.now())
        context["filter_form"] = form
        context["listing"] = page_of(events.for_cards(), request, EVENTS_PER_PAGE)
        return context


class EventPage(PartnerContentPage):
    """An event. Names follow iCalendar and schema.org.

    `start` and `end` are aware. An all-day event starts at midnight of its first day and ends at 23:59 of its last one,
    in the portal's time zone, so that one query serves all.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=EventKind, default=EventKind.TALK)
    start = models.DateTimeField(
        _("start"), db_index=True, validators=WITHIN_BOUNDS, help_text=_("For example 2026-12-10 14:00, Eastern Time.")
    )
    end = models.DateTimeField(_("end"), db_index=True, validators=WITHIN_BOUNDS)
    all_day = models.BooleanField(_("all day"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED)
    attendance_mode = models.CharField(
        _("format"), max_length=20, choices=AttendanceMode, default=AttendanceMode.IN_PERSON
    )
    venue_name = models.CharField(_("venue"), max_length=255, blank=True)
    street_address = models.CharField(_("street address"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=40, choices=Region, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    online_url = models.URLField(_("online address"), blank=True)
    organizer = models.CharField(
        _("organizer"), max_length=255, blank=True, help_text=_("Leave blank when the partner itself organizes it.")
    )
    languages = ChoiceArrayField(
        models.CharField(max_length=5, choices=ActivityLanguage),
        verbose_name=_("languages of the activity"),
        default=list,
        blank=True,
    )
    audience = models.CharField(_("audience"), max_length=255, blank=True)
    is_free = models.BooleanField(_("free"), default=False)
    price = models.CharField(_("price"), max_length=255, blank=True)
    registration_url = models.URLField(_("registration address"), blank=True)
    registration_deadline = models.DateField(_("registration deadline"), null=True, blank=True)
    accessibility = models.CharField(_("accessibility of the venue"), max_length=255, blank=True)

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("start", widget=TypedDateTimeInput), FieldPanel("end", widget=TypedDateTimeInput)]
                ),
                FieldPanel("all_day"),
                FieldPanel("status"),
            ],
            _("When"),
        ),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("topics", widget=CheckboxSelectMultiple)], _("Classification")),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("attendance_mode"),
                FieldPanel("venue_name"),
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("postal_code")]),
                FieldPanel("region"),
                FieldPanel("online_url"),
            ],
            _("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organizer"),
                FieldPanel("languages"),
                FieldPanel("audience"),
                FieldPanel("is_free"),
                FieldPanel("price"),
                FieldRowPanel(
                    [FieldPanel("registration_url"), FieldPanel("registration_deadline", widget=TypedDateInput)]
                ),
                FieldPanel("accessibility"),
            ],
            _("For participants"),
        ),
        FieldPanel("is_minor_edit"),
    ]
    search_fields = [
        *PartnerContentPage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("city"),
        index.SearchField("organizer"),
        index.FilterField("start"),
        index.FilterField("end"),
    ]
    shared_fields = PartnerContentPage.shared_fields | {
        *("kind", "start", "end", "all_day", "status", "attendance_mode", "languages", "organizer"),
        *("venue_name", "street_address", "city", "region", "postal_code", "online_url"),
        *("is_free", "registration_url", "registration_deadline"),
    }
    override_translatable_fields = [
        SynchronizedField(name)
        for name in ("venue_name", "street_address", "city", "postal_code", "organizer", "languages")
    ]

    parent_page_types = ["partners.PartnerPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    page_description = _("A date in the consolidated calendar.")

    objects = PageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(start__gte=EARLIEST, end__lte=LATEST), name="event_within_bounds"
            ),
        ]

    @property
    def takes_place(self) -> bool:
        """False when it is cancelled or postponed: the dates then no longer hold."""
        return self.status not in (EventStatus.CANCELLED, EventStatus.POSTPONED)

    @property
    def has_venue(self) -> bool:
        return bool(self.venue_name or self.street_address or self.city)

    @property
    def organizer_name(self) -> str:
        return self.organizer or (self.partner.acronym if self.partner else "")

    @property
    def share_eyebrow(self) -> str:
        """On the card of an event stands when it is, as long as it takes place then."""
        if not self.takes_place:
            return str(self.get_status_display())
        return event_when(self.start, self.end, self.all_day, self.text_language)

    def structured_data(self, place: Place) -> list[Node]:
        return event(self, place)

    def can_register(self, at: dt.datetime) -> bool:
        """Whether registering still makes sense: there is an address, places are left, and the deadline is not over."""
        if not self.registration_url or not self.takes_place or self.status == EventStatus.SOLD_OUT:
            return False
        last_day = self.registration_deadline or timezone.localdate(self.end)
        return not self.is_past(at) and timezone.localdate(at) <= last_day

    def is_past(self, at: dt.datetime) -> bool:
        return bool(self.end < at)

    def clean(self) -> None:
        super().clean()
        self._cover_whole_days()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The end is before the start.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._cover_whole_days()
        super().save(*args, **kwargs)

    def _cover_whole_days(self) -> None:
        if self.all_day and self.start and self.end:
            self.start = day_start(timezone.localdate(self.start))
            self.end = day_start(timezone.localdate(self.end)).replace(hour=23, minute=59)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        context["topics"] = self.topic_list
        context["is_past"] = self.is_past(now)
        context["can_register"] = self.can_register(now)
        context["related"] = (
            EventPage.objects.published()
            .in_locale(self.locale)
            .filter(topics__in=self.topics.all())
            .exclude(pk=self.pk)
            .distinct()
            .upcoming(now)
            .for_cards()[:3]
        )
        return context
