"""Whether mirrors show the text of their originals, while those are public."""

from collections.abc import Iterator
from functools import partial

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from core.models import BasePage
from partners.findings import Finding
from translations.audit.rows import Trees

# Of the fields that all pages have, those that readers and search engines read.
COMMON_FIELDS = ("title", "seo_title", "search_description")
# What belongs to the place of a page, or to its next publication.
OWN_FIELDS = frozenset({"page_ptr", "partner", "is_minor_edit"})


def page_models() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def types(trees: Trees) -> Iterator[Finding]:
    for family in trees.families.values():
        rows = list(family.values())
        if len({row.content_type_id for row in rows}) > 1:
            what = _("The versions of “%(page)s” are pages of different types. Delete one and translate anew.")
            yield trees.finding(rows[0], what)


def live_states(trees: Trees) -> Iterator[Finding]:
    for row, original in trees.mirrors():
        if row.live and not original.live:
            what = _("The mirror of “%(page)s” (%(language)s) is public, and its original is not.")
            yield trees.finding(row, what, partial(_unpublish, row.pk))
        elif original.live and not row.live:
            what = _("The mirror of “%(page)s” (%(language)s) is not public, and its original is.")
            yield trees.finding(row, what, partial(_mirror_again, original.pk))


def begun_translations(trees: Trees) -> Iterator[Finding]:
    """Pages of their own that still show a text of another language, which is not public there any more."""
    codes = {locale.language_code: key for key, locale in trees.locales.items()}
    for model in page_models():
        pages = model._default_manager.filter(live=True, alias_of=None).exclude(in_language=F("locale__language_code"))
        for pk, language in pages.order_by("path").values_list("pk", "in_language"):
            row = trees.by_pk[pk]
            original = trees.families[row.translation_key].get(codes.get(language, 0))
            if original is None or not original.live:
                what = _("The page “%(page)s” (%(language)s) shows the text of an original that is not public.")
                yield trees.finding(row, what, partial(_unpublish, pk))


def contents(trees: Trees) -> Iterator[Finding]:
    """Public mirrors whose text is not that of their original; compared by the database, type by type."""
    for model in page_models():
        # From the original as a page to the original as what it is.
        original = f"alias_of__{model._meta.model_name}"
        differs = Q()
        for name in COMMON_FIELDS:
            differs |= ~Q(**{name: F(f"alias_of__{name}")})
        for name in _own_fields(model):
            differs |= _differs(name, f"{original}__{name}")
        mirrors = model._default_manager.filter(differs, live=True, alias_of__live=True)
        mirrors = mirrors.exclude(locale=F("alias_of__locale")).order_by("path")
        for pk, source in mirrors.values_list("pk", "alias_of"):
            what = _("The mirror of “%(page)s” (%(language)s) does not say what its original says.")
            yield trees.finding(trees.by_pk[pk], what, partial(_mirror_again, source))


def _own_fields(model: type[BasePage]) -> list[str]:
    names = (field.attname for field in model._meta.concrete_fields if field.model is not Page)
    return [name for name in names if name.removesuffix("_id") not in OWN_FIELDS]


def _differs(name: str, other: str) -> Q:
    """Unlike `<>` of the database, also where one of the two is empty."""
    return (
        (~Q(**{name: F(other)}) & Q(**{f"{name}__isnull": False}))
        | Q(**{f"{name}__isnull": True, f"{other}__isnull": False})
        | Q(**{f"{name}__isnull": False, f"{other}__isnull": True})
    )


def _unpublish(pk: int) -> None:
    Page.objects.get(pk=pk).specific.unpublish(log_action="wagtail.unpublish")


def _mirror_again(original: int) -> None:
    """What a publication of the original does to its mirrors."""
    Page.objects.get(pk=original).specific.update_aliases()
