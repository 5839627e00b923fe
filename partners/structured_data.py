"""Partners in the terms of schema.org."""

from typing import TYPE_CHECKING

from core.media.pictures import shown
from core.media.sizes import SIZES
from core.structured_data import Node, Place, image_object, node, page_node

if TYPE_CHECKING:
    from partners.models import Partner, PartnerPage

# The regions of a partner or a venue are Québec's.
PROVINCE = {"addressRegion": "QC", "addressCountry": "CA"}


def partner_reference(partner: "Partner | None", place: Place, language: str) -> Node:
    """A partner as others name it, in `language`; empty for none. Its "@id" is the same in all languages."""
    if partner is None:
        return {}
    return node(
        "Organization",
        id=place.absolute(f"/#partner-{partner.key}"),
        name=type(partner).name.in_language(partner, language),
        url=partner.website,
    )


def organization(partner: "Partner", place: Place, language: str) -> Node:
    """A partner as its own area tells of it."""
    reference = partner_reference(partner, place, language)
    names = [partner.acronym, partner.name_fr, partner.name_en, *partner.aliases]
    others = [name for name in dict.fromkeys(names) if name and name != reference["name"]]
    closed_on = partner.status_date if partner.is_closed else None
    return reference | node(
        "Organization",
        alternateName=others,
        logo=_logo(partner, place),
        location=_location(partner),
        dissolutionDate=closed_on.isoformat() if closed_on else "",
        mainEntityOfPage=place.url,
    )


def area(page: "PartnerPage", place: Place) -> list[Node]:
    """The area of a partner: the page, and whom it presents."""
    presented = organization(page.partner, place, page.in_language)
    return [page_node(page, place, "ProfilePage", mainEntity={"@id": presented["@id"]}), presented]


def _logo(partner: "Partner", place: Place) -> Node:
    """The logo as the page shows it, once it does: the rendition is at hand for both after one query."""
    if not partner.logo:
        return {}
    found = shown(partner.logo, SIZES["logo"])
    if not found:
        return {}
    rendition = next(iter(found.values()))
    return image_object(place.absolute(rendition.url), rendition.width, rendition.height, partner.acronym)


def _location(partner: "Partner") -> Node:
    if not partner.place:
        return {}
    address = node("PostalAddress", addressLocality=partner.place, **(PROVINCE if partner.region else {}))
    return node("Place", name=partner.place, address=address)
