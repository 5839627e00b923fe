"""People and their roles with partners. A membership is what was decided; groups follow from it."""

from django.db import transaction
from django.utils import timezone

from core.models import User
from partners.models import Membership, Partner
from partners.roles import Role


@transaction.atomic
def give_role(partner: Partner, user: User, role: Role, *, by: User | None = None) -> Membership:
    """The role for `user` with `partner`, which must be set up; a suspended membership is reinstated."""
    membership, _ = Membership.objects.select_for_update().get_or_create(
        partner=partner, user=user, role=role, defaults={"invited_by": by}
    )
    if membership.is_suspended:
        membership.suspended_at = membership.suspended_by = None
        membership.save()
    user.groups.add(partner.group(role))
    return membership


@transaction.atomic
def suspend(membership: Membership, *, by: User | None = None) -> None:
    """Takes the role away at once; the membership stays on record and can be reinstated."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not membership.is_suspended:
        membership.suspended_at = timezone.now()
        membership.suspended_by = by
        membership.save()
    membership.user.groups.remove(membership.partner.group(Role(membership.role)))
