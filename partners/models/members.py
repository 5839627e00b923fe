"""Who holds which role with which partner."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.organisations import Partner
from partners.roles import Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Queries of memberships."""

    def active(self) -> Self:
        return self.filter(suspended_at=None)


class Membership(models.Model):
    """A role of a person with a partner.

    This is what was decided; that the person is in the partner's group follows from it (`services.members`), and
    `audit` compares the two. A suspended membership stays: it says who was a member, and can be reinstated.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    suspended_at = models.DateTimeField(_("suspended since"), null=True, editable=False)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["partner", "user__last_name", "user__first_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "user", "role"], name="membership_unique_role")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.partner}"

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None
