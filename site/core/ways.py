"""How a reader's address leads to its page: the pages on the way and those in menus, in one query.

Wagtail walks down with two queries a step, then looks up the ancestors for restrictions; breadcrumb and menus would
need the same pages again. Where anything is out of the ordinary, Wagtail's own way is taken.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.views import serve as serve_page

from core.models import BasePage, all_pages
from core.models.pages import TEXT, unrestricted

# Below the home page. What lies deeper is found step by step.
DEEPEST = 8
NEEDED = (
    *("title", "slug", "path", "depth", "url_path", "live", "show_in_menus", "translation_key", "content_type"),
    *("locale__language_code", "alias_of__alias_of", "alias_of__locale__language_code"),
)
# Where the pages are kept for the rest of the request.
FOUND = "_carrefour_way"


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, which finds the page already looked up."""
    find(request, path)
    answer: HttpResponse = serve_page(request, path)
    return answer


def find(request: HttpRequest, path: str) -> None:
    """Looks up the page at `path` and leaves it where Wagtail looks first."""
    site = Site.find_for_request(request)
    slugs = [slug for slug in path.split("/") if slug]
    if site is None or len(slugs) > DEEPEST:
        return
    root = site.root_page
    steps = Q()
    for depth, slug in enumerate(slugs, start=root.depth + 1):
        steps |= Q(depth=depth, slug=slug)
    pages = _around(root, steps)
    way = _way(pages, root, slugs)
    if not way:
        return
    setattr(request, FOUND, (way, pages))
    try:
        found = _specific(way).route(request, slugs[len(way) - 1 :])
    except Http404:
        found = None
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]  # Wagtail's, where it keeps the same


def pages_around(request: HttpRequest, here: Page | None, root: Page) -> tuple[Sequence[Page], Sequence[Page]]:
    """The public pages above `here`, and the home page with what is in its menu; in the order of the tree.

    In the active language. One query, or none where the page was found by its address.
    """
    way, pages = getattr(request, FOUND, ((), ()))
    path = here.path if here else ""
    if not way or (path and way[-1].path != path):
        above = [path[:length] for length in range(2 * Page.steplen, len(path), Page.steplen)]
        pages = _around(root, Q(path__in=above))
        way = [page for page in pages if page.path in above]
    public = [page for page in pages if page.live and page.is_unrestricted]
    in_menu = [page for page in public if page.show_in_menus and page.depth == root.depth + 1]
    homes = [page for page in public if page.translation_key == root.translation_key]
    return [page for page in way if page in public and page.path != path], [*homes, *in_menu]


def _around(root: Page, condition: Q) -> list[Page]:
    """The home page in the active language, the sections and plain pages in its menu, and what meets `condition`."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return list(
        all_pages()
        .filter(locale__language_code=language)
        .filter(Q(translation_key=root.translation_key) | Q(depth=root.depth + 1, show_in_menus=True) | condition)
        .annotate(is_unrestricted=ExpressionWrapper(unrestricted(), BooleanField()))
        .select_related("locale", "alias_of__locale")
        .only(*NEEDED)
        .order_by("path")
    )


def _way(pages: Sequence[Page], root: Page, slugs: Sequence[str]) -> list[Page]:
    """From the home page down to the last page that there is; nothing without a public home page."""
    way = [page for page in pages if page.translation_key == root.translation_key and page.live]
    if not way:
        return []
    for slug in slugs:
        below = next((page for page in pages if page.slug == slug and page.is_child_of(way[-1])), None)
        if below is None:
            break
        below._cached_parent_obj = way[-1]
        way.append(below)
    return way


def _specific(way: Sequence[Page]) -> Any:
    """The last page of the way with all of its type, and with what is known of its place."""
    row = way[-1]
    model = row.specific_class
    if model is None or not issubclass(model, BasePage):
        return row.specific
    page = model.objects.select_related(TEXT, *model.shown_with).get(pk=row.pk)
    page.locale = row.locale
    if len(way) > 1:
        page._cached_parent_obj = way[-2]
    page.is_known_to_be_open = all(step.is_unrestricted and not _is_second_alias(step) for step in way)
    return page


def _is_second_alias(page: Page) -> bool:
    """Whether it mirrors a mirror, of which Wagtail asks for the restrictions too."""
    return bool(page.alias_of and page.alias_of.alias_of_id)
