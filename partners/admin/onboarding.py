"""The form that puts a partner on board, and the page that says what was made."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.models import User
from partners.models import PartnerPage
from partners.onboarding.forms import Onboarding
from partners.services.onboarding import KeyTakenError, Report, onboard


class OnboardingView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for all that is needed, does it at once, and reports. Sent again, it changes nothing."""

    template_name = "partners/admin/onboard.html"
    page_title: str | Promise = gettext_lazy("Onboard a partner")
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        partners = {"url": reverse("wagtailsnippets_partners_partner:list"), "label": gettext("Partners")}
        return [*self.breadcrumbs_items, partners, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("onboarding", Onboarding.blank())
        onboarding = context["onboarding"]
        return {
            **context,
            "action_url": self.request.path,
            "form": onboarding.record,
            "people": onboarding.people,
            "media": onboarding.record.media + onboarding.people.media,
            "has_unsaved_changes": onboarding.record.is_bound,
            # A browser does not send a file again with a form that came back.
            "has_lost_logo": bool(self.request.FILES.get("logo")),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        onboarding = Onboarding.from_request(request.POST, request.FILES)
        report = self._carry_out(onboarding) if onboarding.is_valid() else None
        if report:
            return self._say(report)
        messages.error(request, gettext("Nothing was saved yet: something in the form has to be corrected."))
        return self.render_to_response(self.get_context_data(onboarding=onboarding))

    def _carry_out(self, onboarding: Onboarding) -> Report | None:
        """The report; None, and the error in its form, when somebody else was faster."""
        try:
            [report] = onboard([onboarding.plan()], by=cast(User, self.request.user))
        except KeyTakenError as error:
            onboarding.record.add_error("key", str(error))
        except ValidationError as error:
            onboarding.record.add_error(None, error)
        else:
            return report
        return None

    def _say(self, report: Report) -> HttpResponse:
        areas = PartnerPage.objects.filter(partner=report.partner).select_related("locale").order_by("path")
        self.template_name = "partners/admin/onboarded.html"
        self.page_title = str(report.partner.name)
        context = super().get_context_data(report=report, partner=report.partner, areas=areas)
        return self.render_to_response({**context, "breadcrumbs_items": self.get_breadcrumbs_items()})


urlpatterns = [path("onboard/", OnboardingView.as_view(), name="onboard")]
