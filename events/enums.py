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


class Audience(models.TextChoices):
    """Whom an event is for."""

    PROFESSIONALS = "professionals", _("ICT professionals")
    EXECUTIVES = "executives", _("Executives and managers")
    STARTUPS = "startups", _("Start-ups")
    RESEARCHERS = "researchers", _("Researchers")
    STUDENTS = "students", _("Students")
    PUBLIC = "public", _("General public")


class TimeZone(models.TextChoices):
    """Where the clock hangs by which an event's times are given: those of Canada from the west, then some others."""

    PACIFIC = "America/Vancouver", _("Pacific Time")
    MOUNTAIN = "America/Edmonton", _("Mountain Time")
    CENTRAL = "America/Winnipeg", _("Central Time")
    EASTERN = "America/Toronto", _("Eastern Time")
    ATLANTIC = "America/Halifax", _("Atlantic Time")
    NEWFOUNDLAND = "America/St_Johns", _("Newfoundland Time")
    LONDON = "Europe/London", _("London time")
    PARIS = "Europe/Paris", _("Paris time")
    UTC = "Etc/UTC", _("Coordinated Universal Time (UTC)")


class Frequency(models.TextChoices):
    """How often something recurs (RFC 5545's FREQ)."""

    DAILY = "DAILY", _("Every day")
    WEEKLY = "WEEKLY", _("Every week")
    MONTHLY = "MONTHLY", _("Every month")
    YEARLY = "YEARLY", _("Every year")


class DateChange(models.TextChoices):
    """What becomes of one date of a recurring event."""

    # RFC 5545's EXDATE
    REMOVED = "removed", _("Left out")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved")


class CalendarView(models.TextChoices):
    """A face of the calendar for readers."""

    AGENDA = "agenda", _("Agenda")
    MONTH = "month", _("Month")
    WEEK = "week", _("Week")
    PAST = "past", _("Past events")
