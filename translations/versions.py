"""The versions of one text in all languages, as the admin shows them."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from core.models import User, all_pages
from partners.permissions import may
from partners.roles import Action
from translations.changes import changes_url, revisions_before
from translations.freshness import NEEDS_WORK, Freshness, with_freshness
from translations.originals import originals_of


@dataclass(frozen=True)
class Version:
    """A page among the versions of its text. Titles are left out: a draft's is not for everybody."""

    language: str
    state: Freshness
    is_this_page: bool
    is_public: bool
    # Where it is edited, else where it is read; blank where the person may do neither.
    url: str
    behind_since: dt.datetime | None
    # What changed in the original since; blank where the page is not behind, or nothing can be compared.
    changes_url: str

    @property
    def needs_work(self) -> bool:
        return self.state in NEEDS_WORK


def versions_of(page: Page, request: HttpRequest) -> list[Version]:
    """All versions of the text of `page`, its original first, then in the order in which they came about."""
    rows = with_freshness(all_pages().filter(translation_key=page.translation_key))
    pages = list(rows.select_related("locale").order_by("pk"))
    followers = originals_of(pages)
    before = revisions_before(pages)
    pages.sort(key=lambda version: version.pk in followers)
    return [
        Version(
            language=version.locale.get_display_name(),
            state=Freshness(version.freshness),
            is_this_page=version.pk == page.pk,
            is_public=version.live,
            url=url_for(version, request),
            behind_since=version.behind_since,
            changes_url=changes_url(version.pk) if version.pk in before else "",
        )
        for version in pages
    ]


def url_for(page: Page, request: HttpRequest) -> str:
    """Where the person edits `page`, else where it is read, public or draft; blank where it is not for them."""
    user = cast(User, request.user)
    if may(user, Action.EDIT, page):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    if page.live:
        return page.get_url(request) or ""
    return reverse("wagtailadmin_pages:view_draft", args=[page.pk]) if may(user, Action.VIEW, page) else ""
