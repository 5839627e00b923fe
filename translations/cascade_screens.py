"""Asks, before a page is deleted, moved or unpublished in the admin; tells what else was done, and does it.

The confirmation screens say it beforehand (`templatetags.cascades`). All of it is one transaction with the action.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from core.models import User
from translations.cascades import REMAINS, Consequence, carry_out, plan
from translations.placing import place_of_version

# A message that is longer than the screen hides what it should show.
MOST_IN_MESSAGE = 10


def before_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    if reason := _refuse_deletion([page]):
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    _remember(request, plan("delete", [page], _user(request)))
    return None


def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if reason := _refuse_move([page], destination):
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    _remember(request, plan("move", [page], _user(request), destination))
    return None


def before_unpublish(request: HttpRequest, page: Page) -> None:
    pages = [page, *_public_below(page)] if request.POST.get("include_descendants") else [page]
    _remember(request, plan("unpublish", pages, _user(request)))


def after_action(request: HttpRequest, page: Page) -> None:
    """Carries out and tells what was planned before."""
    _finish(request)


def before_bulk(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> HttpResponse | None:
    if action.model is not Page:
        return None
    answers = action.cleaned_form.cleaned_data
    destination = answers.get("chooser") if action_type == "move" else None
    reason = ""
    if action_type == "delete":
        reason = _refuse_deletion(pages)
    elif destination:
        reason = _refuse_move(pages, destination)
    if reason:
        messages.error(request, reason)
        return redirect(action.next_url)
    chosen: Sequence[Page] = list(pages)
    if action_type == "delete":
        # These go with their originals, and would not be found any more.
        keys = {page.pk for page in pages}
        pages[:] = [page for page in pages if page.alias_of_id not in keys]
    elif action_type == "unpublish" and answers.get("include_descendants"):
        chosen = [*chosen, *(below for page in pages for below in _public_below(page))]
    _remember(request, plan(action_type, chosen, _user(request), destination))
    return None


def after_bulk(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> None:
    if action.model is Page:
        _finish(request)


def _refuse_deletion(pages: Sequence[Page]) -> str:
    """Why these pages are not deleted; blank when they may be. A public original is never without its mirror."""
    keys = {page.pk for page in pages}
    for page in pages:
        if _mirrors(page) and page.alias_of.live and page.alias_of_id not in keys:
            reason = _("“%(page)s” is the mirror of a public page, and comes and goes with it. Delete the original.")
            return reason % {"page": page.get_admin_display_title()}
    return ""


def _refuse_move(pages: Sequence[Page], destination: Page) -> str:
    for page in pages:
        words = {"page": page.get_admin_display_title(), "language": page.locale.get_display_name()}
        if destination.depth > 1 and destination.locale_id != page.locale_id:
            return _("“%(page)s” stays in the tree of its language (%(language)s). Choose a place there.") % words
        if _mirrors(page) and place_of_version(page.alias_of.get_parent(), page.locale) != destination:
            return _("“%(page)s” is a mirror, and stands where its original does. Move the original.") % words
    return ""


def _mirrors(page: Page) -> bool:
    """Whether `page` is a mirror of another language's page."""
    return bool(page.alias_of_id and page.alias_of.locale_id != page.locale_id)


def _public_below(page: Page) -> Sequence[Page]:
    return list(page.get_descendants().live().filter(alias_of=None))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _remember(request: HttpRequest, consequences: list[Consequence]) -> None:
    request.__dict__["_consequences"] = consequences


def _finish(request: HttpRequest) -> None:
    consequences: list[Consequence] = request.__dict__.pop("_consequences", [])
    carry_out(consequences, _user(request))
    if not consequences:
        return
    several = len({consequence.page.pk for consequence in consequences}) > 1
    lines = [line.with_title if several else str(line) for line in consequences[:MOST_IN_MESSAGE]]
    if len(consequences) > MOST_IN_MESSAGE:
        lines.append("…")
    listed = format_html_join("", "<li>{}</li>", ([line] for line in lines))
    tell = messages.warning if any(line.outcome in REMAINS for line in consequences) else messages.info
    tell(request, format_html("{}<ul>{}</ul>", _("In the other languages:"), listed))


def register() -> None:
    """Connects all of this to Wagtail's hooks."""
    hooks.register("before_delete_page", before_delete)
    hooks.register("before_move_page", before_move)
    hooks.register("before_unpublish_page", before_unpublish)
    for action in ("delete", "move", "unpublish"):
        hooks.register(f"after_{action}_page", after_action)
    hooks.register("before_bulk_action", before_bulk)
    hooks.register("after_bulk_action", after_bulk)
