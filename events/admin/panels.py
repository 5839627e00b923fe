"""The editing screen of an event, in working order."""

from django.forms import CheckboxSelectMultiple, HiddenInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel

from core.widgets import TypedDateInput, TypedDateTimeInput
from events.admin.dates_panels import ChangedDatesPanel, MomentPanel, RecurrencePanel, SimilarEventsPanel

CONTENT_PANELS = [
    TitleFieldPanel("title"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [MomentPanel("start", widget=TypedDateTimeInput), MomentPanel("end", widget=TypedDateTimeInput)]
            ),
            SimilarEventsPanel(),
            FieldPanel("all_day"),
            FieldPanel("time_zone"),
            RecurrencePanel("recurrence"),
            ChangedDatesPanel("changed_dates", widget=HiddenInput, heading=_("Dates")),
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
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("online_url"),
            FieldPanel("accessibility"),
        ],
        _("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("organizer"),
            FieldPanel("co_organizers", widget=CheckboxSelectMultiple),
            FieldPanel("other_organizers"),
        ],
        _("Who organizes it"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("languages"),
            FieldPanel("audiences"),
            FieldPanel("audience"),
            FieldPanel("is_free"),
            FieldRowPanel([FieldPanel("regular_price"), FieldPanel("member_price")]),
            FieldPanel("price"),
            FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_deadline", widget=TypedDateInput)]),
        ],
        _("For participants"),
    ),
    FieldPanel("is_minor_edit"),
]
