"""Asks the rule of an admin view before the view runs, and lets one write to a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.models import Page, TaskState

from core.locking import lock_versions
from partners.isolation.kinds import ids_of_pages
from partners.isolation.rules import rule_for

View = Callable[..., HttpResponseBase]
Kwargs = dict[str, Any]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class PartnerGuardMiddleware:
    """Refuses what `isolation.rules` does not allow. Stands after the middleware that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Kwargs) -> HttpResponse | None:
        """404 for what is closed or out of reach; None lets the view answer, with all of its own checks."""
        match = request.resolver_match
        # Readers' pages end here, without a look at the session.
        if match is None or not is_of_the_admin(match.route):
            return None
        user = request.user
        # Wagtail sends whoever may not enter the admin to the login, whatever the address.
        if not user.is_authenticated or user.is_superuser or not user.has_perm("wagtailadmin.access_admin"):
            return None
        rule = rule_for(match.view_name)
        if rule is None or not rule.allows(request, kwargs):
            return _not_found(request)
        user.is_only_reading = rule.only_reads and request.method in SAFE_METHODS
        return None


class OneWriterMiddleware:
    """Lets one request at a time write to a page, and undoes all of it when the view fails.

    Wagtail reads a page, decides, and writes back what it has read: an approval and a save at the same moment overwrite
    each other. Here the rows of the page and of its other languages are locked before the view reads them, so the
    second of two requests sees what the first has done. Stands after the guard.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Kwargs) -> HttpResponseBase | None:
        """The view's answer where it writes to pages; None where it does not."""
        match = request.resolver_match
        if match is None or not is_of_the_admin(match.route) or request.method in SAFE_METHODS:
            return None
        rule = rule_for(match.view_name)
        keys = ids_of_pages(rule, request, kwargs) if rule and request.user.is_authenticated else set()
        if not keys:
            return None
        with transaction.atomic():
            lock_versions(keys)
            decision = _Decision.of(request, kwargs)
            if decision and (refusal := decision.refuse_if_late(request)):
                return refusal
            response = view(request, *args, **kwargs)
            if decision:
                decision.explain(request)
            return response


def is_of_the_admin(route: str) -> bool:
    """Whether an address belongs to the admin, by its pattern."""
    return route.startswith(settings.ADMIN_PATH)


@dataclass(frozen=True)
class _Decision:
    """An approval or a refusal that a request is about to make, and where the page stood when it came to its turn."""

    page: Page
    # The step that the person was shown; None where the page editor decides, which looks at the present one.
    shown: TaskState | None
    present: TaskState | None

    @classmethod
    def of(cls, request: HttpRequest, kwargs: Kwargs) -> "_Decision | None":
        page_id, state_id = kwargs.get("page_id"), kwargs.get("task_state_id")
        if page_id is None or (state_id is None and not request.POST.get("action-workflow-action")):
            return None
        page = Page.objects.filter(pk=page_id).first()
        if page is None:
            return None
        shown = TaskState.objects.filter(pk=state_id, workflow_state__object_id=str(page.pk)).first()
        return cls(page, shown, page.current_workflow_task_state)

    def refuse_if_late(self, request: HttpRequest) -> HttpResponse | None:
        """Says who was first, when the step was decided on meanwhile."""
        if self.shown is None or self.shown.status == TaskState.STATUS_IN_PROGRESS:
            return None
        messages.error(request, " ".join([self._decided(self.shown), _("Nothing was changed now.")]))
        return HttpResponseRedirect(reverse("wagtailadmin_home"))

    def explain(self, request: HttpRequest) -> None:
        """Says what became of a decision that did not do what its button says."""
        after = self.page.current_workflow_task_state
        if self.shown is None and self.present is None:
            last = TaskState.objects.filter(workflow_state__object_id=str(self.page.pk)).order_by("finished_at").last()
            if last and last.status != TaskState.STATUS_IN_PROGRESS:
                messages.error(request, " ".join([self._decided(last), _("What you changed is kept as a draft.")]))
        elif self.present and after and after.pk != self.present.pk and after.task_id == self.present.task_id:
            messages.warning(
                request,
                _("“%(page)s” was edited after it had been submitted: its latest version waits for an approval now.")
                % {"page": self.page.draft_title},
            )

    def _decided(self, state: TaskState) -> str:
        words = {
            "page": self.page.draft_title,
            "person": state.finished_by or _("somebody"),
            "status": state.get_status_display(),
        }
        return _("“%(page)s” has been decided on meanwhile by %(person)s (%(status)s).") % words


@never_cache
def _not_found(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
