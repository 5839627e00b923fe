"""The people of a partner: who they are, inviting, suspending. For its moderators and the administrators."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import (
    ButtonsColumnMixin,
    Column,
    DateColumn,
    NumberColumn,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import BaseButton, Button, ButtonWithDropdown, HeaderButton
from wagtail.users.models import UserProfile

from core.models import User
from partners.models import Membership, Partner
from partners.permissions import partners_of_which_may
from partners.roles import MAY, Action, Role, Scope
from partners.services.members import Invitee, invite, reinstate, suspend, tell

# What people ask when they give a role, in the order of the work.
IN_SHORT = {
    Action.CREATE: gettext_lazy("write pages"),
    Action.TRANSLATE: gettext_lazy("translate"),
    Action.UPLOAD: gettext_lazy("add images and documents"),
    Action.APPROVE: gettext_lazy("approve what becomes public"),
    Action.MANAGE_MEMBERS: gettext_lazy("invite and suspend people"),
}


def in_short(role: Role) -> str:
    """What people with that role may do, in one line."""
    return ", ".join(str(words) for action, words in IN_SHORT.items() if MAY[action][role] is not Scope.NOWHERE)


class InviteForm(forms.Form):
    """A person, and what they are to the partner. No role of the platform can be given here."""

    email = forms.EmailField(label=gettext_lazy("Email address"), max_length=254)
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Of the invitation and of the admin. Whoever has an account already keeps their language and names."
        ),
    )
    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (role.value, format_html("<span><b>{}</b> – {}</span>", role.label, in_short(role))) for role in Role
        ]
        cast(forms.MultipleChoiceField, self.fields["roles"]).choices = choices

    def invitee(self) -> Invitee:
        """What was typed, when the form is valid."""
        data = self.cleaned_data
        roles = frozenset(Role(value) for value in data["roles"])
        return Invitee(data["email"], data["first_name"], data["last_name"], data["language"], roles)


class PersonColumn(ButtonsColumnMixin, TitleColumn):
    """A name and address, with what can be done with the person."""

    cell_template_name = "partners/admin/person_cell.html"

    def __init__(self, *args: Any, buttons_of: Callable[[User], list[BaseButton]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buttons_of = buttons_of

    def get_buttons(self, instance: User, parent_context: Any) -> list[BaseButton]:
        return self.buttons_of(instance)


class RolesColumn(Column):
    """The roles of a person, with what is suspended."""

    cell_template_name = "partners/admin/roles_cell.html"


class LastLoginColumn(DateColumn):
    """When somebody was last here, or that they never were."""

    cell_template_name = "partners/admin/login_cell.html"


class OfMyPartners(WagtailAdminTemplateMixin):
    """A screen about a partner whose members one manages; any other partner does not exist."""

    header_icon = "group"

    @cached_property
    def partner(self) -> Partner:
        mine = partners_of_which_may(cast(User, self.request.user), Action.MANAGE_MEMBERS)
        return get_object_or_404(mine, key=self.kwargs["key"])

    @property
    def members_url(self) -> str:
        return reverse("partners:members", args=[self.partner.key])

    def get_page_subtitle(self) -> str:
        return str(self.partner)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home › Members › the partner › this screen."""
        members = [
            {"url": reverse("partners:my_partners"), "label": _("Members")},
            {"url": self.members_url, "label": str(self.partner)},
        ]
        return [*self.breadcrumbs_items, *members, {"url": "", "label": self.get_page_title()}]


class MyPartnersView(BaseListingView):
    """The partners whose members one manages; with one alone, straight on to its members."""

    page_title = gettext_lazy("Members")
    header_icon = "group"
    verbose_name_plural = gettext_lazy("partners")
    index_url_name = "partners:my_partners"
    paginate_by = 50
    columns = [
        TitleColumn("acronym", label=gettext_lazy("Partner"), url_name="partners:members", id_accessor="key"),
        Column("name", label=gettext_lazy("Name")),
        NumberColumn("people", label=gettext_lazy("People")),
    ]

    def get_base_queryset(self) -> QuerySet[Partner]:
        mine = partners_of_which_may(self.request.user, Action.MANAGE_MEMBERS)
        active = Q(memberships__suspended_at=None)
        return mine.annotate(people=Count("memberships__user", filter=active, distinct=True)).order_by("acronym")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mine = list(partners_of_which_may(cast(User, request.user), Action.MANAGE_MEMBERS)[:2])
        if len(mine) == 1:
            return redirect("partners:members", mine[0].key)
        return super().get(request, *args, **kwargs)


class MembersView(OfMyPartners, BaseListingView):
    """Everybody who has, or had, a role with the partner."""

    page_title = gettext_lazy("Members")
    verbose_name_plural = gettext_lazy("members")
    template_name = "partners/admin/members.html"
    table_classname = "listing members"
    paginate_by = 50

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.partner)}
        return [*super().get_breadcrumbs_items()[:-3], here]

    def get_base_queryset(self) -> QuerySet[User]:
        memberships = Prefetch("memberships", self.partner.memberships.order_by("pk"), to_attr="here")
        people = User.objects.filter(pk__in=self.partner.memberships.values("user"))
        return (
            people.select_related("wagtail_userprofile")
            .prefetch_related(memberships)
            .order_by("last_name", "first_name", "pk")
        )

    def get_index_url(self) -> str:
        return self.members_url

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        if self.partner.is_closed:
            return []
        address = reverse("partners:invite", args=[self.partner.key])
        return [HeaderButton(_("Invite"), address, icon_name="mail")]

    @cached_property
    def columns(self) -> list[Column]:
        detail = "members__detail"
        return [
            PersonColumn("name", label=_("Name"), accessor=str, buttons_of=self._buttons),
            RolesColumn("here", label=_("Roles")),
            Column("language", label=_("Language"), accessor=_language, classname=detail),
            DateColumn("since", label=_("Since"), accessor=_since, classname=detail),
            LastLoginColumn("last_login", label=_("Last login"), classname=detail),
            StatusTagColumn("state", label=_("State"), accessor=_state, primary=lambda person: bool(_active(person))),
        ]

    def _buttons(self, person: User) -> list[BaseButton]:
        """Suspend, reinstate, invite again; nobody suspends themselves."""
        actions: list[tuple[Promise | str, str, Membership, str]] = []
        for membership in _here(person):
            if membership.is_suspended:
                actions.append((_("Reinstate: %(role)s"), "reinstate", membership, "rotate"))
            elif person.pk != self.request.user.pk:
                actions.append((_("Suspend: %(role)s"), "suspend", membership, "circle-xmark"))
        if person.last_login is None and (active := _active(person)) and not self.partner.is_closed:
            actions.insert(0, (_("Send the invitation again"), "resend_invitation", active[0], "mail"))
        buttons = [
            Button(
                str(label) % {"role": membership.get_role_display()},
                reverse(f"partners:{name}", args=[self.partner.key, membership.pk]),
                icon_name=icon,
                priority=position,
            )
            for position, (label, name, membership, icon) in enumerate(actions)
        ]
        if not buttons:
            return []
        label = _("What to do with %(person)s") % {"person": person}
        return [ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs={"aria-label": label})]


class InviteView(OfMyPartners, FormView):
    """Invites a person by mail; a closed partner invites nobody."""

    form_class = InviteForm
    template_name = "partners/admin/invite.html"
    page_title = gettext_lazy("Invite somebody")
    # At the head of a form it would not fit on a narrow screen.
    header_icon = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.partner.is_closed:
            messages.error(request, _("%(partner)s is closed: nobody can be invited.") % {"partner": self.partner})
            return redirect(self.members_url)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "action_url": self.request.path}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        invitee = form.invitee()
        try:
            news = invite(self.partner, invitee, by=cast(User, self.request.user))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        if news:
            messages.success(self.request, _("An invitation goes to %(email)s.") % {"email": invitee.email})
        else:
            messages.info(self.request, _("%(email)s has these roles already.") % {"email": invitee.email})
        return redirect(self.members_url)


class MembershipView(OfMyPartners, TemplateView):
    """Asks for a confirmation, then does something about one membership of the partner."""

    template_name = "partners/admin/confirm_member.html"
    button = gettext_lazy("Yes")

    @cached_property
    def membership(self) -> Membership:
        return get_object_or_404(self.partner.memberships.select_related("user"), pk=self.kwargs["membership"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = {"person": self.membership.user, "role": self.membership.get_role_display(), "partner": self.partner}
        context |= {"question": str(self.question) % words, "button": self.button, "cancel_url": self.members_url}
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        try:
            message = self.carry_out(cast(User, request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, message)
        return HttpResponseRedirect(self.members_url)

    question: Promise | str

    def carry_out(self, by: User) -> str:
        """Does it; returns what to say."""
        raise NotImplementedError


class SuspendView(MembershipView):
    page_title = gettext_lazy("Suspend a member")
    question = gettext_lazy(
        "Suspend %(person)s as a member of %(partner)s (%(role)s)? The role ends at once; it can be given back."
    )
    button = gettext_lazy("Suspend")

    def carry_out(self, by: User) -> str:
        suspend(self.membership, by=by)
        return render_to_string("partners/admin/suspended.html", {"membership": self.membership}, self.request)


class ReinstateView(MembershipView):
    page_title = gettext_lazy("Reinstate a member")
    question = gettext_lazy("Make %(person)s a member of %(partner)s again (%(role)s)?")
    button = gettext_lazy("Reinstate")

    def carry_out(self, by: User) -> str:
        reinstate(self.membership, by=by)
        words = {"person": self.membership.user, "role": self.membership.get_role_display()}
        return _("%(person)s is reinstated: %(role)s.") % words


class ResendInvitationView(MembershipView):
    """For people who have not entered yet; links that were sent before work until their time is over."""

    page_title = gettext_lazy("Send the invitation again")
    question = gettext_lazy("Send the invitation to %(person)s again?")
    button = gettext_lazy("Send")

    def carry_out(self, by: User) -> str:
        person = self.membership.user
        active = self.partner.memberships.active().filter(user=person).order_by("pk")
        if person.last_login or self.partner.is_closed or not active:
            raise Http404
        tell(person, self.partner, [Role(membership.role) for membership in active], by=by)
        return _("An invitation goes to %(email)s.") % {"email": person.email}


class MembersMenuItem(MenuItem):
    """For those who manage the members of a partner."""

    def is_shown(self, request: HttpRequest) -> bool:
        return partners_of_which_may(cast(User, request.user), Action.MANAGE_MEMBERS).exists()


def menu_item() -> MenuItem:
    """For Wagtail's hook `register_admin_menu_item`."""
    address = reverse_lazy("partners:my_partners")
    return MembersMenuItem(gettext_lazy("Members"), address, name="members", icon_name="group", order=900)


def _here(person: User) -> list[Membership]:
    return cast(list[Membership], person.here)  # type: ignore[attr-defined]  # prefetched by MembersView


def _active(person: User) -> list[Membership]:
    return [membership for membership in _here(person) if not membership.is_suspended]


def _state(person: User) -> str:
    if not _active(person):
        return _("Suspended")
    return _("Active") if person.last_login else _("Invited")


def _since(person: User) -> Any:
    return min(membership.since for membership in _here(person))


def _language(person: User) -> str:
    profile: UserProfile | None = getattr(person, "wagtail_userprofile", None)
    code = profile.preferred_language if profile else ""
    return dict(settings.LANGUAGES)[code or settings.LANGUAGE_CODE]


urlpatterns = [
    path("", MyPartnersView.as_view(), name="my_partners"),
    path("<slug:key>/members/", MembersView.as_view(), name="members"),
    path("<slug:key>/members/invite/", InviteView.as_view(), name="invite"),
    path("<slug:key>/members/<int:membership>/suspend/", SuspendView.as_view(), name="suspend"),
    path("<slug:key>/members/<int:membership>/reinstate/", ReinstateView.as_view(), name="reinstate"),
    path("<slug:key>/members/<int:membership>/invitation/", ResendInvitationView.as_view(), name="resend_invitation"),
]
