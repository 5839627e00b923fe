"""A partner on board in one action: its record, all that `set_up_partner` makes, its logo, and its people invited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.log_actions import log
from wagtail.utils.file import hash_filelike

from core import mail
from core.models import CustomImage, Topic, User
from partners.models import Membership, Partner, PartnerPage
from partners.roles import Role
from partners.services.members import Invitee, invite
from partners.services.setup import set_up_partner

# What the record says of the organisation, besides its logo and its topics.
RECORD_FIELDS = (
    "key",
    "acronym",
    "name_fr",
    "name_en",
    "aliases",
    "website",
    "place",
    "region",
    "needs_board_approval",
    "allows_self_approval",
)


class KeyTakenError(Exception):
    """Somebody else has made a partner with this key since it was found free."""

    def __init__(self, partner: Partner) -> None:
        self.key = partner.key
        super().__init__(_("A partner with the key “%(key)s” has been made meanwhile.") % {"key": partner.key})


@dataclass(frozen=True)
class Plan:
    """What is asked for: `partner`, saved or not yet, carries the values that its record shall have.

    None for `topics` or `logo` leaves what is there.
    """

    partner: Partner
    topics: Sequence[Topic] | None = None
    logo: File | None = None
    people: Sequence[Invitee] = ()


@dataclass(frozen=True)
class Report:
    """What was done, as sentences in the active language, by kind."""

    partner: Partner
    made: Sequence[str] = ()
    changed: Sequence[str] = ()
    repaired: Sequence[str] = ()
    invited: Sequence[str] = ()
    warnings: Sequence[str] = ()

    @property
    def is_without_effect(self) -> bool:
        return not (self.made or self.changed or self.repaired or self.invited)

    @property
    def sentences(self) -> list[str]:
        """All of it, in the order in which it was done."""
        nothing = [_("Nothing was changed.")] if self.is_without_effect else []
        return [*nothing, *self.made, *self.changed, *self.repaired, *self.invited, *self.warnings]


def onboard(plans: Sequence[Plan], *, by: User | None, is_rehearsal: bool = False) -> list[Report]:
    """Carries out all of the plans, or none of them when one fails; a rehearsal undoes all and reports the same.

    Run again, it changes nothing, and repairs what has been broken meanwhile. Raises KeyTakenError, and ValidationError
    where somebody cannot be invited.
    """
    logos: list[CustomImage] = []
    is_kept = False
    try:
        with transaction.atomic():
            reports = [_onboard(plan, by, logos) for plan in plans]
            transaction.set_rollback(is_rehearsal)
        is_kept = not is_rehearsal
    finally:
        # The database forgets them by itself; the files it knows nothing of.
        for image in [] if is_kept else logos:
            image.file.delete(save=False)
    return reports


def is_logo_of(partner: Partner, file: File) -> bool:
    """Whether the partner shows this very picture already."""
    if partner.logo is None:
        return False
    try:
        return bool(partner.logo.get_file_hash() == hash_filelike(file))
    except SourceImageIOError:
        # What was stored is lost, and can be replaced.
        return False


def _onboard(plan: Plan, by: User | None, logos: list[CustomImage]) -> Report:
    partner, is_new = plan.partner, plan.partner.pk is None
    changed = _save_record(partner)
    if plan.topics is not None and set(plan.topics) != set(partner.topics.all()):
        partner.topics.set(plan.topics)
        changed.append("topics")
    mended = set_up_partner(partner)
    if plan.logo and not is_logo_of(partner, plan.logo):
        logos.append(_set_logo(partner, plan.logo, by))
        changed.append("logo")
    if is_new or changed:
        log(partner, "wagtail.create" if is_new else "wagtail.edit", user=by, content_changed=True)
    given = [membership for person in plan.people for membership in invite(partner, person, by=by)]
    return Report(
        partner,
        made=list(_made(partner)) if is_new else [],
        changed=[] if is_new else [_("Changed: %(field)s.") % {"field": _label(name)} for name in changed],
        repaired=[] if is_new else [_("Repaired: %(finding)s") % {"finding": finding.what} for finding in mended],
        invited=list(_invited(given)),
        warnings=list(_warnings(partner)),
    )


def _save_record(partner: Partner) -> list[str]:
    """Saves what differs; the names of the fields."""
    if partner.pk is None:
        try:
            with transaction.atomic():
                partner.save()
        except IntegrityError as error:
            raise KeyTakenError(partner) from error
        return list(RECORD_FIELDS)
    stored = Partner.objects.select_for_update().get(pk=partner.pk)
    changed = [name for name in RECORD_FIELDS if getattr(stored, name) != getattr(partner, name)]
    if changed:
        partner.save(update_fields=changed)
    return changed


def _set_logo(partner: Partner, file: File, by: User | None) -> CustomImage:
    image = CustomImage(
        title=_("Logo of %(partner)s") % {"partner": partner.acronym},
        description=partner.acronym,
        file=file,
        file_size=file.size,
        file_hash=hash_filelike(file),
        collection=partner.collection,
        uploaded_by_user=by,
    )
    image.save()
    partner.logo = image
    partner.save(update_fields=["logo"])
    return image


def _label(name: str) -> str:
    return str(Partner._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


# What is said of it


def _made(partner: Partner) -> Iterator[str]:
    yield _("%(partner)s is on board, with its groups, their rights, and a collection of images and documents.") % {
        "partner": partner
    }
    for area in PartnerPage.objects.filter(partner=partner).select_related("locale").order_by("path"):
        words = {"language": area.locale.get_display_name(), "address": area.full_url}
        yield _("Its area in %(language)s is public: %(address)s") % words
    steps = [str(task.specific._meta.verbose_name) for task in partner.workflow.tasks] if partner.workflow else []
    yield _("What it submits is decided in this order: %(steps)s.") % {"steps": " → ".join(steps)}


def _invited(memberships: list[Membership]) -> Iterator[str]:
    languages = dict(settings.LANGUAGES)
    for user, given in groupby(memberships, key=lambda membership: membership.user):
        roles = ", ".join(str(membership.get_role_display()) for membership in given)
        words = {"person": user, "email": user.email, "roles": roles, "language": languages[mail.language_of(user)]}
        yield _("%(person)s (%(email)s) was invited as %(roles)s, by a mail in their language: %(language)s.") % words


def _warnings(partner: Partner) -> Iterator[str]:
    if not partner.needs_board_approval and not partner.group(Role.MODERATOR).user_set.filter(is_active=True).exists():
        yield _("Nobody moderates for %(partner)s yet: until somebody does, the editorial board decides.") % {
            "partner": partner
        }
