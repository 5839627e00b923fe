"""“Translate this page”, beside a page in the admin."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail_localize import wagtail_hooks as stock

from core.models import User
from partners.permissions import holdings, may
from partners.roles import Action

# wagtail-localize's function asks the database twice about each page of a list. It also shows its buttons to people
# who may not translate the page, and “sync” to all, which is for administrators.
REPLACED = ("register_page_listing_more_buttons", "register_page_header_buttons")


def replace_stock_buttons() -> None:
    """Takes wagtail-localize's function out of the hooks. Fails where it is not as it was, after an upgrade."""
    for name in REPLACED:
        hooks._hooks[name].remove((stock.page_listing_more_buttons, 0))


def header_buttons(
    page: Page, user: User, view_name: str | None = None, next_url: str | None = None
) -> Iterator[ListingButton]:
    """For Wagtail's hook `register_page_header_buttons`."""
    if user.is_superuser:
        yield from stock.page_listing_more_buttons(page, user, view_name, next_url)
    else:
        yield from listing_buttons(page, user, next_url)


def listing_buttons(page: Page, user: User, next_url: str | None = None) -> Iterator[ListingButton]:
    """For Wagtail's hook `register_page_listing_more_buttons`."""
    if not page.is_root() and _translates(user, page) and _has_language_left(page):
        # Of a mirror, the original is translated.
        address = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
        yield ListingButton(_("Translate this page"), address, priority=60, icon_name="wagtail-localize-language")


def tell_languages_left(parent: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """For Wagtail's hook `construct_explorer_page_queryset`: what the button of each page has to know, in one query."""
    return pages.annotate(_has_language_left=Exists(_languages_left(OuterRef(OuterRef("translation_key")))))


def _languages_left(translation_key: object) -> QuerySet[Locale]:
    own = Page.objects.filter(translation_key=translation_key, alias_of=None)
    return Locale.objects.exclude(pk__in=own.values("locale"))


def _has_language_left(page: Page) -> bool:
    told: bool | None = getattr(page, "_has_language_left", None)
    return _languages_left(page.translation_key).exists() if told is None else told


def _translates(user: User, page: Page) -> bool:
    """Translators work in the languages that are translated into, and begin at the original in another one."""
    if may(user, Action.TRANSLATE, page):
        return True
    return getattr(page, "partner_id", None) in {held.partner_id for held in holdings(user)}
