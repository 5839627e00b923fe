"""Closing a partner, as happens to organisations, and opening it again.

Its people lose their rights and stay on record; what it published stays public, and says that the partner is closed.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from core.models import User, public_pages
from partners.models import Partner, PartnerPage, PartnerStatus
from partners.services.setup import set_up_partner

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Consequences:
    """What closing a partner does, as numbers: of people, and of pages in all languages, mirrors left out."""

    people: int
    in_moderation: int
    public: int


def consequences(partner: Partner) -> Consequences:
    """What would happen if the partner were closed now."""
    pages = _pages_of(partner)
    public = public_pages().filter(pk__in=pages.values("pk"), alias_of=None)
    return Consequences(
        people=partner.memberships.active().filter(user__is_active=True).values("user").distinct().count(),
        in_moderation=_in_moderation(pages).count(),
        public=public.exclude(pk__in=PartnerPage.objects.values("pk")).count(),
    )


@transaction.atomic
def close_partner(partner: Partner, on: date, *, by: User | None) -> None:
    """Closes the partner as of that day: no more rights for its people, and nothing left waiting for them.

    Scheduled publications take place: they were approved. Closed already, the partner only gets the date. Raises
    ValidationError for a day in the future, or before 1900.
    """
    if on > timezone.localdate():
        raise ValidationError(_("This day is in the future."))
    if on < EARLIEST:
        raise ValidationError(_("This day is before 1900."))
    pages = _pages_of(partner)
    # As every view that writes to pages does first: what is being decided or submitted right now comes before or after.
    list(pages.order_by("pk").select_for_update().values_list("pk"))
    for page in _in_moderation(pages):
        page.current_workflow_state.cancel(user=by)
    _set_status(partner, PartnerStatus.CLOSED, on)
    log(partner, "partners.close", user=by, data={"on": on.isoformat()})


@transaction.atomic
def reopen_partner(partner: Partner, *, by: User | None) -> None:
    """Gives the people of a closed partner their rights back, as far as they were not suspended."""
    if not partner.is_closed:
        return
    _set_status(partner, PartnerStatus.ACTIVE, None)
    log(partner, "partners.reopen", user=by)


def _set_status(partner: Partner, status: PartnerStatus, since: date | None) -> None:
    partner.status, partner.status_date = status, since
    partner.save(update_fields=["status", "status_date"])
    set_up_partner(partner)


def _pages_of(partner: Partner) -> QuerySet[Page]:
    """The areas of the partner and all that stands below them."""
    areas = PartnerPage.objects.filter(partner=partner).values_list("path", flat=True)
    places = [Q(path__startswith=path) for path in areas]
    return Page.objects.filter(reduce(or_, places)) if places else Page.objects.none()


def _in_moderation(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those that wait for a decision, or for the changes that were asked for."""
    running = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return pages.filter(_workflow_states__status__in=running)
