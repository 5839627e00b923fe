"""What has changed in an original since its translation was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page, PageLogEntry, Revision

from core.models import User
from partners.permissions import may
from partners.roles import Action
from translations.models import PublishedText


def revisions_before(pages: Iterable[Page]) -> dict[int, int]:
    """Of those `pages` that are behind: the revision of the original that was public when the page's own was saved.

    By the key of the page; in one query. A page is missing where the original is not public (any more), or nobody
    knows that revision: it was removed, or the translation is older than the first publication.
    """
    publications = PageLogEntry.objects.filter(
        page=OuterRef("original"), action="wagtail.publish", timestamp__lte=OuterRef("based_on")
    )
    behind = (
        PublishedText.objects.behind()
        .filter(
            page__in=[page.pk for page in pages],
            original__live=True,
        )
        .annotate(before=Subquery(publications.order_by("-timestamp", "-pk").values("revision")[:1]))
    )
    # The log keeps the numbers of revisions that are gone.
    known = behind.filter(Exists(Revision.objects.filter(pk=OuterRef("before"))))
    return dict(known.values_list("page", "before"))


def changes_url(page_id: int) -> str:
    return reverse("translations:changes", args=[page_id])


@dataclass(frozen=True)
class Compared:
    """A translation, its original, and the revision of the original on which the translation rests."""

    translation: Page
    original: Page
    before: int


class ChangesView(RevisionsCompareView):
    """Wagtail's comparison, of what the original says now with what it said when the translation was saved.

    Both were public, so whoever may see the translation may see them. Wagtail's own address compares any two revisions,
    drafts too, and is for those who may edit the original, which translators may not.
    """

    page_title = _("What changed in the original")

    def setup(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> None:
        self.compared = find_compared(page_id)
        super().setup(request, self.compared.original.pk, str(self.compared.before), "live", *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Page:
        return self.compared.original.specific

    def get_page_subtitle(self) -> str:
        # Not the title of a draft.
        return str(self.object.title)

    def get_edit_url(self) -> str | None:
        is_mine = may(cast(User, self.request.user), Action.EDIT, self.object)
        return super().get_edit_url() if is_mine else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = get_breadcrumbs_items_for_page(self.compared.translation, self.request.user)
        return [*above, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]


def find_compared(page_id: int) -> Compared:
    """Raises Http404 where there is nothing to compare."""
    text = get_object_or_404(PublishedText.objects.select_related("page", "original"), page=page_id)
    before = get_object_or_404(Revision, pk=revisions_before([text.page]).get(text.page_id)).pk
    return Compared(text.page, cast(Page, text.original), before)
