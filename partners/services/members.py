"""People and their roles with partners. A membership is what was decided; groups follow from it.

Each change is one transaction with its line in the audit log of the partner and, where there is one, its mail.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from core import mail
from core.models import User
from partners.models import Membership, Partner
from partners.roles import Role


@dataclass(frozen=True)
class Invitee:
    """Who is invited. The names and the language ("fr" or "en") count only for a person who has no account yet."""

    email: str
    first_name: str
    last_name: str
    language: str
    roles: frozenset[Role]


@transaction.atomic
def invite(partner: Partner, invitee: Invitee, *, by: User | None) -> list[Membership]:
    """Gives the roles to the person with that address, and tells them by mail when something is new.

    Returns the memberships that are new or were reinstated; run again with the same data it changes and sends nothing.
    Raises ValidationError when the partner is closed or the person's account is switched off.
    """
    if partner.is_closed:
        raise ValidationError(_("%(partner)s is closed: nobody can be invited.") % {"partner": partner})
    user = _person(invitee)
    if not user.is_active:
        raise ValidationError(
            _("The account of %(email)s is switched off; an administrator can switch it on again.")
            % {"email": user.email}
        )
    given = [_give(partner, user, role, by) for role in Role if role in invitee.roles]
    news = [membership for membership, is_new in given if is_new]
    if news:
        tell(user, partner, [Role(membership.role) for membership in news], by=by)
    return news


@transaction.atomic
def give_role(partner: Partner, user: User, role: Role, *, by: User | None = None) -> Membership:
    """The role for `user` with `partner`, which must be set up; a suspended membership is reinstated."""
    membership, _is_new = _give(partner, user, role, by)
    return membership


@transaction.atomic
def suspend(membership: Membership, *, by: User | None = None) -> None:
    """Takes the role away at once; the membership stays on record and can be reinstated.

    Raises ValidationError when somebody would suspend themselves.
    """
    membership = _locked(membership)
    if by is not None and by.pk == membership.user_id:
        raise ValidationError(_("You cannot suspend yourself; another moderator or an administrator can."))
    if not membership.is_suspended:
        membership.suspended_at = timezone.now()
        membership.suspended_by = by
        membership.save()
        _log("partners.suspend", membership, by)
    membership.user.groups.remove(membership.partner.group(Role(membership.role)))


@transaction.atomic
def reinstate(membership: Membership, *, by: User | None) -> None:
    """Gives back what `suspend` took away."""
    membership = _locked(membership)
    if membership.is_suspended:
        membership.suspended_at = membership.suspended_by = None
        membership.save()
        _log("partners.reinstate", membership, by)
    membership.user.groups.add(membership.partner.group(Role(membership.role)))


@transaction.atomic
def tell(user: User, partner: Partner, roles: list[Role], *, by: User | None) -> None:
    """Mails `user` what they are to `partner`: with a link to choose a password, if they have none yet."""
    with override(mail.language_of(user)):
        full_name = "" if partner.name == partner.acronym else f" ({partner.name})"
        context = {
            "partner": partner.acronym,
            "organisation": f"{partner.acronym}{full_name}",
            "roles": [str(role.label) for role in roles],
            "by": str(by) if by else "",
        }
    mail.send("new_role" if user.has_usable_password() else "invitation", user, context)


def _person(invitee: Invitee) -> User:
    """The person with that address, who is made if need be; what is known of a person already is left alone."""
    address = User.objects.normalize_email(invitee.email).lower()
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User.objects.create_user(address, first_name=invitee.first_name, last_name=invitee.last_name)
        UserProfile.objects.create(user=user, preferred_language=invitee.language)
    return user


def _give(partner: Partner, user: User, role: Role, by: User | None) -> tuple[Membership, bool]:
    """The membership, and whether it is new or was reinstated."""
    membership, is_new = Membership.objects.get_or_create(
        partner=partner, user=user, role=role, defaults={"invited_by": by}
    )
    if is_new:
        _log("partners.invite", membership, by)
    was_suspended = _locked(membership).is_suspended
    reinstate(membership, by=by)
    membership.refresh_from_db()
    return membership, is_new or was_suspended


def _locked(membership: Membership) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("partner", "user").get(pk=membership.pk)


def _log(action: str, membership: Membership, by: User | None) -> None:
    data = {"person": str(membership.user), "person_id": membership.user_id, "role": membership.role}
    log(membership.partner, action, user=by, data=data)
