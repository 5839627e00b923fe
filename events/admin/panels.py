"""The editing screen of an event, in working order."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel

from core.widgets import TypedDateInput, TypedDateTimeInput

CONTENT_PANELS = [
    TitleFieldPanel("title"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("start", widget=TypedDateTimeInput), FieldPanel("end", widget=TypedDateTimeInput)]
            ),
            FieldPanel("all_day"),
            FieldPanel("time_zone"),
            FieldPanel("recurrence"),
            FieldPanel("changed_dates"),
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
