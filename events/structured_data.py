"""Events in the terms of schema.org."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import iso
from core.structured_data import Node, Place, about, node, page_node
from events.enums import AttendanceMode, EventStatus, Frequency
from events.schedule import ScheduledDate
from partners.structured_data import PROVINCE, partner_reference

if TYPE_CHECKING:
    from events.models import EventPage

SCHEMA = "https://schema.org/"
# That places are left or not is a matter of the offer.
STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.SOLD_OUT: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
ATTENDANCE = {
    AttendanceMode.IN_PERSON: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.HYBRID: "MixedEventAttendanceMode",
}


# Schedule's repeatFrequency is a duration of ISO 8601.
UNITS = {Frequency.DAILY: "D", Frequency.WEEKLY: "W", Frequency.MONTHLY: "M", Frequency.YEARLY: "Y"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def event(page: "EventPage", place: Place, at: dt.datetime) -> list[Node]:
    """An event, and its page, which alone says in which language the text is: an event's own language is the spoken.

    Of a recurring event the date that matters at the moment `at` is told, and the schedule.
    """
    date = page.date_at(at)
    happening = node(
        "Event",
        id=f"{place.url}#event",
        url=place.url,
        mainEntityOfPage=place.url,
        name=page.title,
        description=page.meta_description,
        disambiguatingDescription=_("Sample content") if page.is_sample else "",
        startDate=_moment(page, date.start),
        endDate=_moment(page, date.end),
        previousStartDate=_moment(page, date.recurrence_id) if date.is_moved else "",
        eventStatus=SCHEMA + _status(page, date),
        eventSchedule=_schedule(page),
        eventAttendanceMode=SCHEMA + ATTENDANCE[AttendanceMode(page.attendance_mode)],
        location=locations(page, place),
        organizer=_organizers(page, place),
        offers=offers(page),
        isAccessibleForFree=True if page.is_free else None,
        inLanguage=list(page.languages),
        audience=node("Audience", audienceType=page.audience) if page.audience else None,
        image=place.image,
        about=about(page.topic_list, page.in_language),
    )
    return [happening, page_node(page, place, mainEntity={"@id": happening["@id"]})]


def locations(page: "EventPage", place: Place) -> list[Node]:
    """The venue, the address on the net, or both; for an online event without one yet, its page here."""
    found = []
    if page.attendance_mode != AttendanceMode.ONLINE and (page.has_venue or page.region):
        found.append(_venue(page))
    if page.attendance_mode != AttendanceMode.IN_PERSON:
        found.append(node("VirtualLocation", url=page.online_url or place.url))
    return found


def offers(page: "EventPage") -> Node:
    """What it costs to attend, in Canadian dollars, and where places are had; empty where nothing is known."""
    amounts = prices(page)
    if not (amounts or page.price or page.registration_url):
        return {}
    priced = {"price": _amount(amounts[0])} if len(amounts) == 1 else {}
    if len(amounts) > 1:
        priced = {"lowPrice": _amount(amounts[0]), "highPrice": _amount(amounts[-1])}
    deadline = page.registration_deadline
    return node(
        "AggregateOffer" if len(amounts) > 1 else "Offer",
        **priced,
        priceCurrency="CAD" if priced else "",
        description=page.price,
        url=page.registration_url,
        availability=_availability(page),
        validThrough=iso(deadline) if deadline else "",
    )


def prices(page: "EventPage") -> list[Decimal]:
    """What it costs, in Canadian dollars, the lowest first."""
    amounts = {price for price in (page.regular_price, page.member_price) if price is not None}
    return sorted(amounts | ({Decimal(0)} if page.is_free else set()))


def _amount(price: Decimal) -> str:
    """Without cents where there are none."""
    return f"{price:.2f}".removesuffix(".00")


def _moment(page: "EventPage", moment: dt.datetime) -> str:
    """With its offset; of an all-day event the day alone."""
    return iso(timezone.localdate(moment)) if page.all_day else iso(moment, page.zone)


def _status(page: "EventPage", date: ScheduledDate) -> str:
    if date.is_cancelled:
        return STATUS[EventStatus.CANCELLED]
    if date.is_moved and page.status == EventStatus.SCHEDULED:
        return "EventRescheduled"
    return STATUS[EventStatus(page.status)]


def _schedule(page: "EventPage") -> Node | None:
    schedule = page.schedule
    rule = schedule.recurrence
    if rule is None:
        return None
    start, end = (moment.astimezone(schedule.zone) for moment in (page.start, page.end))
    times = {} if page.all_day else {"startTime": f"{start:%H:%M}", "endTime": f"{end:%H:%M}"}
    position = {"byMonthWeek": rule.position} if rule.position and rule.position > 0 else {}
    return node(
        "Schedule",
        repeatFrequency=f"P{rule.interval}{UNITS[rule.frequency]}",
        byDay=[SCHEMA + DAYS[day] for day in rule.weekdays],
        **position,
        startDate=start.date().isoformat(),
        endDate=rule.until.isoformat() if rule.until else "",
        repeatCount=rule.count,
        scheduleTimezone=schedule.zone.key,
        exceptDate=[day.date.isoformat() for day in schedule.changes],
        **times,
    )


def _venue(page: "EventPage") -> Node:
    address = node(
        "PostalAddress",
        streetAddress=page.street_address,
        addressLocality=page.city,
        postalCode=page.postal_code,
        **(PROVINCE if page.region else {}),
    )
    has_position = page.latitude is not None and page.longitude is not None
    position = (
        node("GeoCoordinates", latitude=float(page.latitude), longitude=float(page.longitude)) if has_position else None
    )
    region = page.get_region_display() if page.region else ""
    return node(
        "Place", name=page.venue_name or page.city or page.street_address or region, address=address, geo=position
    )


def _organizers(page: "EventPage", place: Place) -> Node | list[Node]:
    if page.organizer:
        found = [node("Organization", name=page.organizer)]
    else:
        found = [partner_reference(page.partner, place, page.in_language)]
    found += [partner_reference(partner, place, page.in_language) for partner in page.co_organizer_list]
    found += [node("Organization", name=name) for name in page.other_organizer_names]
    return found[0] if len(found) == 1 else found


def _availability(page: "EventPage") -> str:
    if not page.takes_place:
        return ""
    return SCHEMA + ("SoldOut" if page.status == EventStatus.SOLD_OUT else "InStock")
