"""Where the versions of a page stand: below its parent's versions, under its slug, in the order of its siblings."""

from typing import TYPE_CHECKING

from treebeard.mp_tree import MP_Node
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

if TYPE_CHECKING:
    from core.models import User

# Home pages stand side by side below the root, which belongs to no language: each has an address of its own.
HOME_DEPTH = 2


def place_of_version(parent: Page, locale: Locale) -> Page | None:
    """The page below which the version in `locale` of a child of `parent` belongs; None where there is none (yet)."""
    if parent.is_root():
        return parent
    versions = Page.objects.filter(translation_key=parent.translation_key, locale=locale)
    return versions.exclude(pk=parent.pk).first()


def move_mirrors(page: Page) -> None:
    """Brings the mirrors of `page` below the versions of its parent. Where the parent has none, they stay."""
    parent = page.get_parent()
    for mirror in Page.objects.filter(alias_of=page.pk).exclude(locale=page.locale_id):
        target = place_of_version(parent, mirror.locale)
        if target is not None and not mirror.is_child_of(target):
            move_below(mirror, target)


def move_below(page: Page, target: Page, user: "User | None" = None) -> None:
    """Moves `page` below `target`, under another slug where its own is taken. Whether `user` may is asked before."""
    slug = find_available_slug(target, page.slug, ignore_page_id=page.pk)
    if slug != page.slug:
        rename(page, slug)
    # Read again: moves of other pages may have changed the places of both.
    page, target = Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk)
    MovePageAction(page, target, pos="last-child", user=user).execute(skip_permission_checks=True)


def rename(page: Page, slug: str) -> None:
    """Gives `page` another slug, in its public text and in what may be published of it later."""
    for revision in page.revisions.filter(pk__in={page.live_revision_id, page.latest_revision_id}):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])
    own = page.specific
    own.slug = slug
    # Wagtail moves the addresses of what stands below, and leaves a redirect.
    own.save(clean=False)


def rename_mirrors(page: Page) -> None:
    """Mirrors stand under the slug of their original, unless another page has it where they are."""
    if page.depth <= HOME_DEPTH:
        return
    for mirror in Page.objects.filter(alias_of=page.pk).exclude(locale=page.locale_id).exclude(slug=page.slug):
        if find_available_slug(mirror.get_parent(), page.slug, ignore_page_id=mirror.pk) == page.slug:
            rename(mirror, page.slug)


def place_like(version: Page, page: Page) -> None:
    """Puts `version` where `page` stands among its siblings, by those that have versions beside `version`.

    Asks nothing of the siblings before it when `version` is the last of its own, as new pages are.
    """
    if page.depth <= HOME_DEPTH:
        return
    version = Page.objects.get(pk=version.pk)
    others = version.get_siblings().exclude(pk=version.pk).order_by("path")
    keys_after = page.get_siblings().filter(path__gt=page.path).values("translation_key")
    first_after = others.filter(translation_key__in=keys_after).first()
    if first_after and first_after.path < version.path:
        _shift(version, first_after, "left")
    elif others.filter(path__gt=version.path).exists():
        keys_before = page.get_siblings().filter(path__lt=page.path).values("translation_key")
        last_before = others.filter(translation_key__in=keys_before).last()
        if last_before and last_before.path > version.path:
            _shift(version, last_before, "right")


def order_like(parent: Page, model: Page) -> None:
    """Puts the pages below `parent` into the order of their versions below `model`; others keep their neighbours."""
    keys = model.get_children().order_by("path").values_list("translation_key", flat=True)
    before: int | None = None
    for key in list(keys):
        page = Page.objects.child_of(parent).filter(translation_key=key).first()
        if page is None:
            continue
        previous = Page.objects.get(pk=before) if before else None
        if previous and page.path < previous.path:
            _shift(page, previous, "right")
        before = page.pk


def _shift(page: Page, sibling: Page, side: str) -> None:
    """Moves `page` to the left or right of `sibling`, without Wagtail's signal, which would bring the others along."""
    MP_Node.move(page, sibling, side)
