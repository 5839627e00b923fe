"""Whether the versions of a page stand where it stands."""

from collections.abc import Iterator
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from partners.findings import Finding
from translations.audit.rows import Row, Trees, in_default_order
from translations.placing import HOME_DEPTH, move_below, order_like, rename
from translations.services import mirror_one


def wrong_trees(trees: Trees) -> Iterator[Finding]:
    """Pages of one language below a page of another."""
    for row in trees.pages():
        parent = trees.parent(row)
        if parent.depth == 1 or parent.locale_id == row.locale_id:
            continue
        place = trees.place(row, row.locale_id)
        what = _("The page “%(page)s” (%(language)s) stands in the tree of another language.")
        yield trees.finding(row, what, partial(_move, row.pk, place.pk) if place else None)


def missing_versions(trees: Trees) -> Iterator[Finding]:
    """Public originals that cannot be read in a language, not even as a mirror."""
    for family in trees.families.values():
        originals = [row for row in family.values() if row.live and not row.alias_of_id]
        if not originals:
            continue
        for locale in trees.locales.values():
            if locale.pk in family:
                continue
            words = {"other": locale.get_display_name()}
            if trees.place(originals[0], locale.pk):
                what = _("The page “%(page)s” (%(language)s) has no mirror in another language (%(other)s).")
                yield trees.finding(originals[0], what, partial(_mirror, originals[0].pk, locale), **words)
            else:
                what = _("Neither the page “%(page)s” (%(language)s) nor the one above it has a mirror (%(other)s).")
                yield trees.finding(originals[0], what, **words)


def misplaced_versions(trees: Trees) -> Iterator[Finding]:
    """Versions that do not stand below the version of their original's parent."""
    for row, original in trees.mirrors():
        if place := _other_place(trees, row, original):
            what = _("The mirror of “%(page)s” (%(language)s) does not stand where its original does.")
            yield trees.finding(row, what, partial(_move, row.pk, place.pk))
    for family in trees.families.values():
        texts = in_default_order((row for row in family.values() if not row.alias_of_id), trees)
        for row in texts[1:]:
            # Whoever moved one may have had no right to move the other.
            if _other_place(trees, row, texts[0]):
                what = _("The page “%(page)s” (%(language)s) does not stand where its other version does. Move one.")
                yield trees.finding(row, what)


def _other_place(trees: Trees, row: Row, original: Row) -> Row | None:
    """Where `row` belongs, unless it stands there."""
    place = trees.place(original, row.locale_id)
    in_own_tree = trees.parent(original).depth == 1 or trees.parent(original).locale_id == original.locale_id
    return place if in_own_tree and place and place.pk != trees.parent(row).pk else None


def slugs(trees: Trees) -> Iterator[Finding]:
    """Mirrors under another slug than their original's, although nobody else has that one."""
    for row, original in trees.mirrors():
        if row.depth <= HOME_DEPTH or row.slug == original.slug:
            continue
        siblings = trees.children[row.path[: -Page.steplen]]
        if not any(sibling.slug == original.slug for sibling in siblings):
            what = _("The mirror of “%(page)s” (%(language)s) has another address than its original.")
            yield trees.finding(row, what, partial(_rename, row.pk, original.slug))


def orders(trees: Trees) -> Iterator[Finding]:
    """Pages that stand in another order than their versions. The order of the default language counts."""
    for family in trees.families.values():
        model, *others = in_default_order(family.values(), trees)
        for parent in others:
            theirs, ours = _keys_below(trees, model), _keys_below(trees, parent)
            common = set(theirs) & set(ours)
            if [key for key in theirs if key in common] != [key for key in ours if key in common]:
                what = _("The pages below “%(page)s” (%(language)s) stand in another order than their versions.")
                yield trees.finding(parent, what, partial(_order, parent.pk, model.pk))


def _keys_below(trees: Trees, parent: Row) -> list[object]:
    return [row.translation_key for row in trees.children.get(parent.path, [])]


def _move(pk: int, place: int) -> None:
    move_below(Page.objects.get(pk=pk), Page.objects.get(pk=place))


def _rename(pk: int, slug: str) -> None:
    rename(Page.objects.get(pk=pk), slug)


def _order(parent: int, model: int) -> None:
    order_like(Page.objects.get(pk=parent), Page.objects.get(pk=model))


def _mirror(pk: int, locale: Locale) -> None:
    if not mirror_one(pk, locale):
        raise ValidationError(f"Page {pk} was not mirrored into {locale.language_code}.")
