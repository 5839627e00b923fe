"""Events in the terms of schema.org."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import iso
from core.structured_data import Node, Place, about, node, page_node
from events.enums import AttendanceMode, EventStatus
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
# « 1 250,50 $ » and "$1,250.50".
FRENCH_AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:\s\d{3})+|\d+)(?:,(\d{2}))?\s?\$")
ENGLISH_AMOUNT = re.compile(r"\$(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?(?!\d)")
FREE = re.compile(r"\b(?:gratuite?s?|free)\b", re.IGNORECASE)
OTHER_CURRENCY = re.compile(r"\b(?:US|USD|EUR)\b|€|£")


def event(page: "EventPage", place: Place) -> list[Node]:
    """An event, and its page, which alone says in which language the text is: an event's own language is the spoken."""
    happening = node(
        "Event",
        id=f"{place.url}#event",
        url=place.url,
        mainEntityOfPage=place.url,
        name=page.title,
        description=page.meta_description,
        disambiguatingDescription=_("Sample content") if page.is_sample else "",
        startDate=_moment(page, "start"),
        endDate=_moment(page, "end"),
        eventStatus=SCHEMA + STATUS[EventStatus(page.status)],
        eventAttendanceMode=SCHEMA + ATTENDANCE[AttendanceMode(page.attendance_mode)],
        location=locations(page, place),
        organizer=_organizer(page, place),
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
    amounts = prices(page.price)
    if page.is_free:
        amounts = sorted({Decimal(0), *amounts})
    if not (amounts or page.price or page.registration_url):
        return {}
    priced = {"price": str(amounts[0])} if len(amounts) == 1 else {}
    if len(amounts) > 1:
        priced = {"lowPrice": str(amounts[0]), "highPrice": str(amounts[-1])}
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


def prices(text: str) -> list[Decimal]:
    """The amounts that a price line names, the lowest first; none where another currency is in it.

    « Membres : gratuit · Non-membres : 15 $ » gives 0 and 15.
    """
    if OTHER_CURRENCY.search(text):
        return []
    english = {_amount(*match.groups()) for match in ENGLISH_AMOUNT.finditer(text)}
    amounts = english or {_amount(*match.groups()) for match in FRENCH_AMOUNT.finditer(text)}
    return sorted(amounts | {Decimal(0)} if FREE.search(text) else amounts)


def _amount(dollars: str, cents: str | None) -> Decimal:
    digits = re.sub(r"\D", "", dollars)
    return Decimal(f"{digits}.{cents}" if cents else digits)


def _moment(page: "EventPage", name: str) -> str:
    """With its offset; of an all-day event the day alone."""
    moment = getattr(page, name)
    return iso(timezone.localdate(moment)) if page.all_day else iso(moment)


def _venue(page: "EventPage") -> Node:
    address = node(
        "PostalAddress",
        streetAddress=page.street_address,
        addressLocality=page.city,
        postalCode=page.postal_code,
        **(PROVINCE if page.region else {}),
    )
    region = page.get_region_display() if page.region else ""
    return node("Place", name=page.venue_name or page.city or page.street_address or region, address=address)


def _organizer(page: "EventPage", place: Place) -> Node:
    if page.organizer:
        return node("Organization", name=page.organizer)
    return partner_reference(page.partner, place, page.in_language)


def _availability(page: "EventPage") -> str:
    if not page.takes_place:
        return ""
    return SCHEMA + ("SoldOut" if page.status == EventStatus.SOLD_OUT else "InStock")
