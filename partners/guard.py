"""Closes the views of the admin that show a page's title to whoever knows its id.

Wagtail checks who may *do* something with a page, and names the page in its refusals, confirmations and choosers.
A page that somebody may not know of answers here exactly as one that does not exist, before the view runs.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.models import Page

from core.models import User
from partners.permissions import may_see_all_below, may_see_pages, sees_every_page

# Reports that name anybody's drafts and cannot be narrowed.
CLOSED = (
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
)

# By the view's name (the first that fits): what holds ids of pages, in its address, else in its query and its form.
PAGE_IDS = {
    "wagtailadmin_explore*": ("parent_page_id",),
    "wagtailadmin_choose_page_child": ("parent_page_id",),
    "wagtailadmin_choose_page_chosen_multiple": ("id",),
    "wagtailadmin_pages:move": ("page_to_move_id", "new_parent_page"),
    "wagtailadmin_pages:copy": ("page_id", "new_parent_page"),
    "wagtailadmin_pages:*": ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk"),
    "wagtail_localize:*": ("page_id",),
}
BULK_ACTION = "wagtail_bulk_action"
BULK_PAGE_IDS = ("id", "childOf", "chooser")


class PartnerGuardMiddleware:
    """Stands after the middleware that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """404 for what is closed or out of reach; None lets the view answer, with all of its own checks."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        names = _page_ids_of(name, kwargs)
        # Readers' pages end here, without a look at the session.
        if name not in CLOSED and not names:
            return None
        user = request.user
        # Wagtail sends whoever may not enter the admin to the login, whatever the address.
        if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin") or sees_every_page(user):
            return None
        if name not in CLOSED and _may_see(user, request, kwargs, names):
            return None
        return _not_found(request)


def _page_ids_of(view_name: str, kwargs: dict[str, Any]) -> tuple[str, ...]:
    if view_name == BULK_ACTION:
        is_pages = (kwargs["app_label"], kwargs["model_name"]) == (Page._meta.app_label, Page._meta.model_name)
        return BULK_PAGE_IDS if is_pages else ()
    return next((names for pattern, names in PAGE_IDS.items() if fnmatchcase(view_name, pattern)), ())


def _may_see(user: User, request: HttpRequest, kwargs: dict[str, Any], names: tuple[str, ...]) -> bool:
    ids = {value for name in names for value in _values(request, kwargs, name)}
    if names != BULK_PAGE_IDS or "all" not in ids:
        return may_see_pages(user, ids)
    # “All in this listing”: Wagtail takes them from below one page, or from the whole tree.
    parent = request.GET.get("childOf", "")
    root = Page.objects.filter(pk=int(parent)).first() if parent.isdecimal() else Page.get_first_root_node()
    return may_see_pages(user, ids - {"all"}) and root is not None and may_see_all_below(user, root)


def _values(request: HttpRequest, kwargs: dict[str, Any], name: str) -> Iterator[str]:
    """What the request gives for `name`; a field left blank gives nothing."""
    if name in kwargs:
        yield str(kwargs[name])
    else:
        yield from filter(None, [*request.GET.getlist(name), *request.POST.getlist(name)])


@never_cache
def _not_found(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
