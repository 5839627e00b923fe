"""Withdrawing a public page: Wagtail's “unpublish” for people who hold no right to publish, with a reason."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page

from core.models import User
from partners.services.withdrawal import LOG_ACTION, may_withdraw, withdraw, withdrawable_versions


class WithdrawForm(forms.Form):
    """Why, and in which languages."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the history of the page, where the partner's people read it. Readers do not see it."),
    )

    def __init__(self, *args: Any, versions: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.locale.language_code: version for version in versions}
        choices = [(code, version.locale.get_display_name()) for code, version in self.versions.items()]
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Withdraw in"), choices=choices, initial=list(self.versions), widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["languages", "reason"])

    def chosen(self) -> list[Page]:
        """The versions to withdraw, when the form is valid."""
        return [self.versions[code] for code in self.cleaned_data["languages"]]


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """Asks for the reason, withdraws, and says how to bring the page back."""

    form_class = WithdrawForm
    template_name = "partners/admin/withdraw.html"
    page_title = _("Withdraw from publication")
    header_icon = "download"
    breadcrumbs_items: list[dict[str, Any]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.versions:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    @cached_property
    def versions(self) -> list[Page]:
        return withdrawable_versions(self.page, cast(User, self.request.user))

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "versions": self.versions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        mirrors = Page.objects.filter(alias_of__in=self.versions, live=True).select_related("locale")
        context |= {
            "page": self.page,
            "mirrors": [mirror.locale.get_display_name() for mirror in mirrors],
            "action_url": self.request.path,
            "next_url": get_valid_next_url_from_request(self.request),
        }
        return context

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        chosen = form.chosen()
        withdraw(chosen, by=cast(User, self.request.user), reason=form.cleaned_data["reason"])
        message = ngettext(
            "“%(page)s” is not public any more. To bring it back, submit it for moderation again.",
            "“%(page)s” is not public any more in %(number)s languages. To bring it back, submit each of them again.",
            len(chosen),
        )
        messages.success(
            self.request,
            message % {"page": self.page.get_admin_display_title(), "number": len(chosen)},
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[chosen[0].pk]), gettext("Edit"))],
        )
        parent = self.page.get_parent()
        return redirect(
            get_valid_next_url_from_request(self.request) or reverse("wagtailadmin_explore", args=[parent.pk])
        )


urlpatterns = [path("pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="withdraw")]


def withdraw_button(
    page: Page, user: User, next_url: str | None = None, view_name: str | None = None
) -> Iterator[ListingButton]:
    """Stands where Wagtail shows “Unpublish” to those who may publish."""
    if not page.permissions_for_user(user).can_unpublish() and may_withdraw(user, page):
        address = reverse("partners:withdraw", args=[page.pk])
        yield ListingButton(_("Withdraw"), address, icon_name="download", priority=50)


def register_log_action(actions: LogActionRegistry) -> None:
    """Lets the history say who withdrew a page, and why."""

    @actions.register_action(LOG_ACTION)
    class WithdrawFormatter(LogFormatter):
        label = _("Withdraw")

        def format_message(self, entry: ModelLogEntry) -> str:
            return gettext("Withdrawn from publication: %(reason)s") % {"reason": entry.data.get("reason", "")}

        def format_comment(self, entry: ModelLogEntry) -> str:
            return str(entry.data.get("reason", ""))
