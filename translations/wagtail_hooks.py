"""Translations in the admin."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from core.models import User
from translations import account, buttons, cascade_screens, reports, views
from translations.moderation import refusal, translation_into

# What wagtail-localize's buttons in the page editor send.
REFUSED_WHILE_LOCKED = {"localize-restart-translation", "localize-convert-to-alias"}


def admin_urls() -> list[URLResolver]:
    return [path("localize/", include(([*views.urlpatterns, *reports.urlpatterns], "translations")))]


def keep_locked(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The locks of the page editor hold for translations too: their editor is then for reading only."""
    reason = refusal(page, cast(User, request.user))
    if not reason:
        return None
    if request.method == "POST" and REFUSED_WHILE_LOCKED & request.POST.keys():
        messages.error(request, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if translation_into(page):
        # wagtail-localize's editor knows this one kind of lock; it is not saved.
        page.locked = True
    return None


# Before wagtail-localize's own.
hooks.register("register_admin_urls", admin_urls, order=-10)
hooks.register("before_edit_page", keep_locked, order=-10)

buttons.replace_stock_buttons()
hooks.register("register_page_listing_more_buttons", buttons.listing_buttons)
hooks.register("register_page_header_buttons", buttons.header_buttons)
hooks.register("register_reports_menu_item", reports.menu_item)
hooks.register("construct_explorer_page_queryset", buttons.tell_languages_left)
cascade_screens.register()
hooks.register("register_account_settings_panel", account.DigestPanel)
