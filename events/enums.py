"""What events may be; the names are iCalendar's and schema.org's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What happens at an event."""

    CONGRESS = "congress", _("Conference")
    TALK = "talk", _("Talk")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    NETWORKING = "networking", _("Networking")
    CALL_FOR_PROPOSALS = "call_for_proposals", _("Call for proposals")
    GALA = "gala", _("Gala")


class AttendanceMode(models.TextChoices):
    """How people attend (schema.org's eventAttendanceMode)."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")


class EventStatus(models.TextChoices):
    """Whether it takes place (schema.org's eventStatus, and sold out)."""

    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    SOLD_OUT = "sold_out", _("Sold out")


class ActivityLanguage(models.TextChoices):
    """A language that is spoken at an event; not the language of its page."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
