"""Partners: the organisations, their groups, and their areas of the site."""

from partners.models.organisations import Partner, PartnerGroup, PartnerStatus, Region
from partners.models.pages import PartnerContentPage, PartnerContentQuerySet, PartnerIndexPage, PartnerPage, partner_at

__all__ = [
    "Partner",
    "PartnerContentPage",
    "PartnerContentQuerySet",
    "PartnerGroup",
    "PartnerIndexPage",
    "PartnerPage",
    "PartnerStatus",
    "Region",
    "partner_at",
]
