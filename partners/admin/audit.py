"""The report on how far partners are kept apart, and its repair, for the administrators."""

import time
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from partners.audit import audit, repair
from partners.findings import Finding
from partners.models import Partner

# A message that is longer than the screen hides what it should show.
MOST_IN_MESSAGE = 10


class ForAdministrators(WagtailAdminTemplateMixin, TemplateView):
    """A screen with what differs at this moment. The guard refuses others before; this holds without it as well."""

    header_icon = "check"
    breadcrumbs_items: list[dict[str, Any]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def findings(self) -> list[Finding]:
        return list(audit())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        began = time.perf_counter()
        mendable = [finding for finding in self.findings if finding.mend]
        return {
            **super().get_context_data(**kwargs),
            "findings": self.findings,
            "mendable": mendable,
            "groups": by_partner(self.findings),
            "partners": Partner.objects.count(),
            "seconds": time.perf_counter() - began,
        }


class AuditView(ForAdministrators):
    """What differs from what is declared, partner by partner."""

    template_name = "partners/admin/audit.html"
    page_title = _("Audit of partners")


class RepairView(ForAdministrators):
    """Says what would be mended; a POST mends it."""

    template_name = "partners/admin/audit_repair.html"
    page_title = _("Repair")

    def post(self, request: HttpRequest) -> HttpResponse:
        mended = repair().mended
        sentence = ngettext("%(count)s difference was mended.", "%(count)s differences were mended.", len(mended))
        shown = format_html_join("", "<li>{}</li>", ((finding,) for finding in mended[:MOST_IN_MESSAGE]))
        more = format_html("<li>…</li>") if len(mended) > MOST_IN_MESSAGE else ""
        message = format_html("{}<ul>{}{}</ul>", sentence % {"count": len(mended)}, shown, more)
        messages.success(request, message)
        return redirect(reverse("partners:audit"))


def by_partner(findings: Iterable[Finding]) -> list[tuple[Partner | None, list[Finding]]]:
    """Findings under their partner, those of the whole portal first."""
    ordered = sorted(findings, key=lambda finding: str(finding.partner or ""))
    return [(partner, list(group)) for partner, group in groupby(ordered, key=lambda finding: finding.partner)]


def menu_item() -> MenuItem:
    """For Wagtail's hook `register_reports_menu_item`."""
    return AdminOnlyMenuItem(
        _("Audit of partners"), reverse_lazy("partners:audit"), name="audit-partners", icon_name="check", order=1200
    )


urlpatterns = [
    path("audit/", AuditView.as_view(), name="audit"),
    path("audit/repair/", RepairView.as_view(), name="repair"),
]
