"""Writes that keep the trees of the languages in step."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from core.models import User


def mirror(page: Page) -> list[Page]:
    """Makes the missing mirrors (aliases) of a public original, one below its parent's version in each other locale.

    Returns those that were made; a locale in which the parent has no version gets none. Runs when an original is
    published, so that a mirror carries the final slug, whichever way the original came about.
    """
    if page.alias_of_id or not page.live:
        return []
    made = []
    parent = page.get_parent()
    existing = page.get_translations(inclusive=True).values_list("locale_id", flat=True)
    for locale in Locale.objects.exclude(pk__in=existing):
        # Home pages stand side by side below the root, which belongs to no language.
        target_parent = parent if parent.is_root() else parent.get_translation_or_none(locale)
        if target_parent is None:
            continue
        made.append(
            page.create_alias(
                parent=target_parent,
                update_locale=locale,
                update_slug=find_available_slug(target_parent, page.slug),
                reset_translation_key=False,
            )
        )
    return made


@transaction.atomic
def save_translation_draft(translation: "Translation", user: "User | None") -> Revision:
    """Saves the translated texts as a new revision of the target page, which must exist; the public page stays.

    wagtail-localize's own `save_target(publish=False)` writes into the row of a live page, that is, into the public.
    Sentences that are not translated yet keep the words of the source.
    """
    from wagtail_localize.models import TranslationLog

    target = translation.get_target_instance()
    if target.alias_of_id:
        stop_mirroring(target, user)
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    page.slug = find_available_slug(page.get_parent(), page.slug, ignore_page_id=page.pk)
    revision = page.save_revision(user=user, clean=True, log_action=True)
    if not page.live:
        page.save()
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    return revision


def stop_mirroring(page: Page, user: "User | None") -> None:
    """Turns a mirror into a page of its own; the public reads the mirrored text until a revision is published."""
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    page.alias_of = None
    own = page.specific_class.objects.get(pk=page.pk)
    own.save_revision(user=user, changed=False, clean=False)
