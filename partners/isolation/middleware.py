"""Asks the rule of an admin view before the view runs, and lets one write to a page at a time."""

from collections.abc import Callable
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

from partners.isolation.rules import ids_of_pages, rule_for
from partners.permissions import may_see_pages

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
        user.is_only_reading = rule.only_reads and request.method in SAFE_METHODS  # type: ignore[union-attr]
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
            _lock(keys)
            return _refuse_stale_decision(request, kwargs) or view(request, *args, **kwargs)


def is_of_the_admin(route: str) -> bool:
    """Whether an address belongs to the admin, by its pattern."""
    return route.startswith(settings.ADMIN_PATH)


def _lock(keys: set[int]) -> None:
    """Locks the rows of these pages and of their other languages, always in the same order."""
    families = Page.objects.filter(pk__in=keys).values("translation_key")
    list(Page.objects.filter(translation_key__in=families).order_by("pk").select_for_update().values_list("pk"))


def _refuse_stale_decision(request: HttpRequest, kwargs: Kwargs) -> HttpResponse | None:
    """Says who was first, when somebody decides on what has been decided meanwhile."""
    state_id = kwargs.get("task_state_id")
    if state_id is None:
        return None
    state = TaskState.objects.filter(pk=state_id).select_related("finished_by").first()
    if state is None or state.status == TaskState.STATUS_IN_PROGRESS:
        return None
    page = Page.objects.filter(pk=kwargs["page_id"]).first()
    # Who decided, and what, is for those who see the page.
    if page is None or not (request.user.is_superuser or may_see_pages(request.user, [str(page.pk)])):
        return None
    words = {"person": state.finished_by or _("somebody"), "status": state.get_status_display(), "page": page}
    messages.error(
        request,
        _("“%(page)s” has been decided on meanwhile, by %(person)s: %(status)s. Nothing was changed now.") % words,
    )
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


@never_cache
def _not_found(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
