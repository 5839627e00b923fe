"""The form of an event."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.enums import TimeZone
from events.rules import gaps
from partners.isolation.references import PartnerPageForm

MOMENTS = ("start", "end")


class EventPageForm(PartnerPageForm):
    """Reads and shows times by the clock of the event's own time zone, and asks for what readers need to know.

    Django reads what is typed by the clock of the portal; only the clock on the wall is taken from that.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = False
        for name in MOMENTS:
            moment = getattr(self.instance, name, None)
            if moment and name in self.fields:
                self.initial[name] = moment.astimezone(self.instance.zone).replace(tzinfo=None)

    def defer_required_fields(self) -> None:
        """Wagtail asks for this before it saves a draft."""
        super().defer_required_fields()
        self.is_draft = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        zone = cleaned.get("time_zone")
        if zone in TimeZone.values and not cleaned.get("all_day"):
            for name in MOMENTS:
                if moment := cleaned.get(name):
                    cleaned[name] = _by_the_clock_of(ZoneInfo(zone), moment)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_draft or self.errors:
            return
        for name, messages in gaps(self.instance).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


def _by_the_clock_of(zone: ZoneInfo, moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment).replace(tzinfo=zone, fold=0)
