"""Writes that keep the trees of the languages in step."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision

from core.models import BasePage

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
    if made:
        # What was published below before its parent had nowhere to be mirrored until now.
        for child in page.get_children().live().filter(alias_of=None):
            mirror(child)
    return made


@transaction.atomic
def keep_versions_in_step(page: BasePage) -> None:
    """Carries a published original into the other languages, as far as it needs no translator.

    A translation receives the facts that are the same in all languages (`shared_fields`), in its public text and in
    the draft that a translator may be writing. A page whose first translation is not published yet goes on mirroring.
    """
    for version in _independent_versions(page):
        if version.is_mirror and version.in_language == page.in_language:
            _mirror_again(page, version)
        elif _is_original(page):
            _share_facts(page, version)


@transaction.atomic
def unpublish_unlinked_mirrors(page: BasePage) -> None:
    """Withdraws the pages that still show the text of a withdrawn original. What a translator has drafted stays."""
    for version in _independent_versions(page):
        if version.is_mirror and version.in_language == page.in_language:
            version.unpublish(log_action="wagtail.unpublish")


def move_mirrors(page: Page) -> None:
    """Moves the mirrors of a moved page below the versions of its new parent."""
    parent = page.get_parent()
    for alias in Page.objects.filter(alias_of=page).exclude(locale=page.locale):
        target = parent.get_translation_or_none(alias.locale)
        if target is not None and alias.get_parent() != target:
            alias.move(target, pos="last-child")


def _is_original(page: BasePage) -> bool:
    """Whether the others are its translations: by wagtail-localize's record, else the version that came first."""
    from wagtail_localize.models import TranslationSource

    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None:
        return bool(source.locale_id == page.locale_id)
    return not type(page).objects.filter(translation_key=page.translation_key, pk__lt=page.pk).exists()


def _independent_versions(page: BasePage) -> list[BasePage]:
    """The public versions in other languages that are no aliases (any more)."""
    versions = type(page).objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
    return list(versions.exclude(pk=page.pk).select_related("locale"))


def _mirror_again(page: BasePage, version: BasePage) -> None:
    """Lets the page take part in Wagtail's update of aliases once, and keeps what is known of its draft."""
    rows = Page.objects.filter(pk=version.pk)
    kept = rows.values("draft_title", "has_unpublished_changes", "latest_revision_created_at").get()
    rows.update(alias_of=page)
    page.update_aliases()
    rows.update(alias_of=None, **kept)


def _share_facts(page: BasePage, version: BasePage) -> None:
    facts = {name: value for name, value in page.serializable_data().items() if name in page.shared_fields}
    current = version.serializable_data()
    if all(current[name] == value for name, value in facts.items()):
        return
    for revision in version.revisions.filter(pk__in={version.live_revision_id, version.latest_revision_id}):
        revision.content |= facts
        revision.save(update_fields=["content"])
    for name in facts:
        field = page._meta.get_field(name)
        if field.many_to_many:
            getattr(version, name).set(getattr(page, name).all())
        else:
            setattr(version, field.attname, getattr(page, field.attname))
    version.save()


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
