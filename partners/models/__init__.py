"""Partners: the organisations, their people and groups, their areas of the site, and who decides there."""

from partners.models.members import Membership
from partners.models.organisations import Partner, PartnerGroup, PartnerStatus, Region
from partners.models.pages import (
    AreaFeature,
    PartnerContentPage,
    PartnerContentQuerySet,
    PartnerIndexPage,
    PartnerPage,
    PlatformPage,
    partner_at,
    with_partners,
)
from partners.models.tasks import ApprovalTask, BoardTask, ModerationTask

__all__ = [
    "ApprovalTask",
    "AreaFeature",
    "BoardTask",
    "Membership",
    "ModerationTask",
    "Partner",
    "PartnerContentPage",
    "PartnerContentQuerySet",
    "PartnerGroup",
    "PartnerIndexPage",
    "PartnerPage",
    "PartnerStatus",
    "PlatformPage",
    "Region",
    "partner_at",
    "with_partners",
]
