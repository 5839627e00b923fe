"""Closing a partner and opening it again, for the administrators."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from core.models import User
from partners.models import Partner
from partners.permissions import may_with_partner, partners_of_which_may
from partners.roles import Action
from partners.services.closing import close_partner, consequences, reopen_partner


class CloseForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Closed since"),
        # The browser's own calendar: Wagtail's covers the button of so short a form on a narrow screen.
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Readers see this date in the partner's area and on all that it published."),
    )


class OfAnyPartner(WagtailAdminTemplateMixin):
    """A screen about a partner that one may close."""

    @cached_property
    def partner(self) -> Partner:
        mine = partners_of_which_may(cast(User, self.request.user), Action.MANAGE_PARTNER)
        return get_object_or_404(mine, key=self.kwargs["key"])

    @property
    def record_url(self) -> str:
        return reverse("wagtailsnippets_partners_partner:edit", args=[self.partner.pk])

    def get_page_subtitle(self) -> str:
        return str(self.partner)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        partners = {"url": reverse("wagtailsnippets_partners_partner:list"), "label": _("Partners")}
        record = {"url": self.record_url, "label": str(self.partner)}
        return [*self.breadcrumbs_items, partners, record, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "action_url": self.request.path,
            "consequences": consequences(self.partner),
        }


class CloseView(OfAnyPartner, FormView):
    """Says what closing does, asks for the date, and closes."""

    form_class = CloseForm
    template_name = "partners/admin/close.html"
    page_title = gettext_lazy("Close the partner")

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.partner.status_date if self.partner.is_closed else timezone.localdate()}

    def form_valid(self, form: CloseForm) -> HttpResponse:
        try:
            close_partner(self.partner, form.cleaned_data["on"], by=cast(User, self.request.user))
        except ValidationError as error:
            form.add_error("on", error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(partner)s is closed.") % {"partner": self.partner})
        return redirect(self.record_url)


class ReopenView(OfAnyPartner, FormView):
    """Asks whether to open a closed partner again, and does."""

    form_class = forms.Form
    template_name = "partners/admin/reopen.html"
    page_title = gettext_lazy("Reopen the partner")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs) if self.partner.is_closed else redirect(self.record_url)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        reopen_partner(self.partner, by=cast(User, self.request.user))
        messages.success(self.request, _("%(partner)s is open again.") % {"partner": self.partner})
        return redirect(self.record_url)


def buttons(snippet: Any, user: User, next_url: str | None = None) -> Iterator[Button]:
    """What leads here from a partner's record; also for Wagtail's hook `register_snippet_listing_buttons`."""
    if not isinstance(snippet, Partner) or not may_with_partner(user, Action.MANAGE_PARTNER, snippet):
        return
    name, label = ("reopen", _("Reopen")) if snippet.is_closed else ("close", _("Close"))
    yield Button(label, reverse(f"partners:{name}", args=[snippet.key]), icon_name="group", priority=40)


urlpatterns = [
    path("<slug:key>/close/", CloseView.as_view(), name="close"),
    path("<slug:key>/reopen/", ReopenView.as_view(), name="reopen"),
]
