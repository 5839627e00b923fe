"""The page of an event."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.days import day_start
from core.fields import ChoiceArrayField
from core.folding import fold
from core.formatting import event_when
from core.structured_data import Node, Place
from events.admin.forms import EventPageForm
from events.admin.panels import CONTENT_PANELS
from events.enums import ActivityLanguage, AttendanceMode, Audience, EventKind, EventStatus, TimeZone
from events.feeds.routes import EventFileMixin
from events.models.occurrences import EventOccurrence
from events.recurrence import Recurrence, UnreadableRule
from events.rules import problems
from events.schedule import END_OF_DAY, Schedule, ScheduledDate, UnreadableChange, parse_changes
from events.structured_data import event
from events.time import EARLIEST, LATEST, WITHIN_BOUNDS, horizon, zone_of
from partners.models import Partner, PartnerContentPage, PartnerPage, Region

# What a reader is offered on the page of an event.
MOST_RELATED = 3


def _degrees(limit: int, name: Any) -> models.DecimalField:
    """Degrees, positive to the north or the east (WGS 84, as RFC 5545's GEO wants them)."""
    bounds = [MinValueValidator(-limit), MaxValueValidator(limit)]
    return models.DecimalField(name, max_digits=9, decimal_places=6, null=True, blank=True, validators=bounds)


def _dollars(name: Any) -> models.DecimalField:
    """In Canadian dollars."""
    return models.DecimalField(
        name, max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class EventPage(EventFileMixin, PartnerContentPage):
    """An event. Names follow iCalendar and schema.org.

    `start` and `end` are aware and those of the first date; `schedule` knows all dates. An all-day event starts at
    midnight of its first day and ends at 23:59 of its last one, in the portal's time zone, so one query serves all.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=EventKind, default=EventKind.TALK)
    start = models.DateTimeField(
        _("start"), db_index=True, validators=WITHIN_BOUNDS, help_text=_("For example 2026-12-10 14:00.")
    )
    end = models.DateTimeField(_("end"), db_index=True, validators=WITHIN_BOUNDS)
    all_day = models.BooleanField(_("all day"), default=False)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=TimeZone,
        default=TimeZone.EASTERN,
        help_text=_("Of the times above. Whole days are those of the portal’s own time zone."),
    )
    recurrence = models.CharField(_("recurrence"), max_length=200, blank=True)
    changed_dates = models.JSONField(_("changed dates"), default=list, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED)
    attendance_mode = models.CharField(
        _("format"), max_length=20, choices=AttendanceMode, default=AttendanceMode.IN_PERSON
    )
    venue_name = models.CharField(_("venue"), max_length=255, blank=True)
    street_address = models.CharField(_("street address"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=40, choices=Region, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    latitude = _degrees(90, _("latitude"))
    longitude = _degrees(180, _("longitude"))
    online_url = models.URLField(_("online address"), blank=True)
    organizer = models.CharField(
        _("organizer"), max_length=255, blank=True, help_text=_("Leave blank when the partner itself organizes it.")
    )
    co_organizers = ParentalManyToManyField(
        Partner,
        verbose_name=_("partners who organize it too"),
        blank=True,
        related_name="+",
        help_text=_("The event is shown in their areas and in their calendars as well."),
    )
    other_organizers = models.CharField(
        _("others who organize it too"), max_length=255, blank=True, help_text=_("Separated by commas.")
    )
    languages = ChoiceArrayField(
        models.CharField(max_length=5, choices=ActivityLanguage),
        verbose_name=_("languages of the activity"),
        default=list,
        blank=True,
    )
    audiences = ChoiceArrayField(
        models.CharField(max_length=30, choices=Audience), verbose_name=_("for whom"), default=list, blank=True
    )
    audience = models.CharField(_("audience, in words"), max_length=255, blank=True)
    is_free = models.BooleanField(_("free"), default=False, help_text=_("For everybody."))
    regular_price = _dollars(_("price, in dollars"))
    member_price = _dollars(_("price for members, in dollars"))
    price = models.CharField(_("prices, in words"), max_length=255, blank=True)
    registration_url = models.URLField(_("registration address"), blank=True)
    registration_deadline = models.DateField(_("registration deadline"), null=True, blank=True)
    accessibility = models.CharField(_("accessibility of the venue"), max_length=255, blank=True)
    # What the calendar's field for words looks in.
    words = models.TextField(editable=False, blank=True)

    base_form_class = EventPageForm
    content_panels = CONTENT_PANELS
    search_fields = [
        *PartnerContentPage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("city"),
        index.SearchField("organizer"),
        index.FilterField("start"),
        index.FilterField("end"),
    ]
    shared_fields = PartnerContentPage.shared_fields | {
        *("kind", "start", "end", "all_day", "time_zone", "recurrence", "changed_dates", "status", "attendance_mode"),
        *("venue_name", "street_address", "city", "region", "postal_code", "latitude", "longitude", "online_url"),
        *("organizer", "co_organizers", "other_organizers", "languages", "audiences"),
        *("is_free", "regular_price", "member_price", "registration_url", "registration_deadline"),
    }
    prose_fields = PartnerContentPage.prose_fields | {"audience", "price", "accessibility"}
    # What all versions share is no translator's to change.
    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in sorted((shared_fields - {"topics", "image", "co_organizers"}) | {"words"})
    ]

    parent_page_types = ["partners.PartnerPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    page_description = _("A date in the consolidated calendar.")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [GinIndex(OpClass("words", "gin_trgm_ops"), name="event_by_words")]
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

    @cached_property
    def co_organizer_list(self) -> list[Partner]:
        """The other partners who organize it, asked for once while a page is shown."""
        return list(self.co_organizers.all())

    @cached_property
    def co_organizer_areas(self) -> list[tuple[Partner, PartnerPage | None]]:
        """The other partners who organize it, each with its public area in the language of this page."""
        partners = self.co_organizer_list
        areas = PartnerPage.objects.published().in_locale(self.locale).filter(partner__in=partners) if partners else []
        by_partner = {area.partner_id: area for area in areas}
        return [(partner, by_partner.get(partner.pk)) for partner in partners]

    @property
    def other_organizer_names(self) -> list[str]:
        return [name.strip() for name in self.other_organizers.split(",") if name.strip()]

    @property
    def organizers(self) -> list[Partner]:
        """The partners in whose areas and calendars it is shown."""
        own = [self.partner] if self.partner else []
        return own + [partner for partner in self.co_organizers.all() if partner != self.partner]

    @property
    def zone(self) -> ZoneInfo:
        """Where the clock of its times hangs."""
        return zone_of(self.time_zone, all_day=self.all_day)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the clock there shows another time than the portal's."""
        return self.start.astimezone(self.zone).utcoffset() != timezone.localtime(self.start).utcoffset()

    @property
    def has_price(self) -> bool:
        """Whether anything is said of what it costs."""
        return bool(self.is_free or self.price or self.regular_price is not None or self.member_price is not None)

    @property
    def audiences_display(self) -> str:
        """Whom it is for, in the active language: "Students, researchers"."""
        names = [str(Audience(value).label) for value in self.audiences if value in Audience.values]
        return ", ".join(names)

    @property
    def schedule(self) -> Schedule:
        """All its dates. What a draft says that cannot be read counts as not said; `clean` refuses it."""
        try:
            recurrence = Recurrence.parse(self.recurrence) if self.recurrence else None
            changes = parse_changes(self.changed_dates) if recurrence else {}
        except (UnreadableRule, UnreadableChange):
            recurrence, changes = None, {}
        return Schedule(self.start, self.end, self.zone, self.all_day, recurrence, tuple(changes.values()))

    def date_at(self, at: dt.datetime) -> ScheduledDate:
        """The date that matters at a moment: the next that takes place, else the next, the last, or the first."""
        dates = self.schedule.dates(until=horizon(at)) or [self.schedule.planned(self.schedule.first_day)]
        coming = [date for date in dates if date.end >= at]
        return next((date for date in coming if not date.is_cancelled), coming[0] if coming else dates[-1])

    def coming_dates(self, at: dt.datetime) -> list[ScheduledDate]:
        """The dates of a recurring event that are not over."""
        if not self.recurrence:
            return []
        return [date for date in self.schedule.dates(until=horizon(at)) if date.end >= at]

    @property
    def share_eyebrow(self) -> str:
        """On the card of an event stands when it is, as long as it takes place then."""
        if not self.takes_place:
            return str(self.get_status_display())
        return event_when(self.start, self.end, self.all_day, self.text_language, self.zone)

    def structured_data(self, place: Place) -> list[Node]:
        return event(self, place, at=timezone.now())

    def can_register(self, at: dt.datetime) -> bool:
        """Whether registering still makes sense: there is an address, places are left, and the deadline is not over."""
        if not self.registration_url or not self.takes_place or self.status == EventStatus.SOLD_OUT:
            return False
        last_day = self.registration_deadline or timezone.localdate(self.date_at(at).end)
        return not self.is_past(at) and timezone.localdate(at) <= last_day

    def is_past(self, at: dt.datetime) -> bool:
        """Whether its last date is over."""
        return self.date_at(at).end < at

    def clean(self) -> None:
        super().clean()
        self._cover_whole_days()
        if self.start and self.end and (found := problems(self)):
            raise ValidationError(found)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps its rows in the calendar, in the same transaction."""
        self._cover_whole_days()
        self.words = fold(" ".join([self.title, self.summary, self.venue_name, self.city, self.organizer]))
        with transaction.atomic():
            super().save(*args, **kwargs)
            written = kwargs.get("update_fields")
            if written is None or "live" in written:
                EventOccurrence.objects.remake(self, at=timezone.now())

    def _cover_whole_days(self) -> None:
        if self.all_day and self.start and self.end:
            self.start = day_start(timezone.localdate(self.start))
            self.end = day_start(timezone.localdate(self.end)).replace(hour=END_OF_DAY.hour, minute=END_OF_DAY.minute)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        context["topics"] = self.topic_list
        context["is_past"] = self.is_past(now)
        context["can_register"] = self.can_register(now)
        context["date"] = self.date_at(now)
        context["coming_dates"] = self.coming_dates(now)
        context["related"] = (
            EventOccurrence.objects.in_locale(self.locale)
            .filter(topics__overlap=[topic.pk for topic in self.topic_list])
            .exclude(event=self)
            .next_of_each(now)
            .for_cards()[:MOST_RELATED]
        )
        return context
