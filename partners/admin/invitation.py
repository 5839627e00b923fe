"""Where the link of an invitation leads: the first thing that a new person sees of the admin."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy
from django.utils.translation import activate, get_language

from core.mail import language_of
from core.models import User
from partners.models import Membership, Partner, PartnerStatus


class AcceptInvitationView(PasswordResetConfirmView):
    """Says who invites to what, takes a password, and lets the person in.

    A link counts while there is something to enter: whoever was suspended meanwhile, or whose partner was closed, is
    told the same as whoever comes too late.
    """

    template_name = "partners/invitation.html"
    success_url = reverse_lazy("wagtailadmin_home")
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if isinstance(user, User) and user.is_active and _memberships(user) else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Before the form is made: where the link counts, all is said in the language of who was invited."""
        if self.validlink:
            activate(language_of(cast(User, self.user)))
            self.request.LANGUAGE_CODE = get_language()
        return super().get_form_kwargs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["validlink"]:
            context["person"] = self.user
            context["roles"] = _roles_by_partner(cast(User, self.user))
        else:
            # Whose link it was is not known for certain, so neither is the language.
            context["codes"] = [code for code, _name in settings.LANGUAGES]
        return context


def _roles_by_partner(user: User) -> dict[Partner, list[str]]:
    roles: dict[Partner, list[str]] = {}
    for membership in _memberships(user):
        roles.setdefault(membership.partner, []).append(membership.get_role_display())
    return roles


def _memberships(user: User) -> list[Membership]:
    active = user.memberships.active().exclude(partner__status=PartnerStatus.CLOSED)
    return list(active.select_related("partner").order_by("partner__acronym", "role"))
