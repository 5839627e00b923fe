"""Writes that keep the trees of the languages in step."""

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations, model_from_serializable_data
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision

from core.locking import lock_versions
from core.models import BasePage
from core.signals import version_changed
from partners.isolation.references import foreign_references, references_of
from partners.services.setup import home_pages, set_up_board
from translations.originals import original_of
from translations.placing import move_mirrors, place_like, place_of_version
from translations.sources import take_up

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from core.models import User

logger = logging.getLogger(__name__)


def mirror(page: Page) -> list[Page]:
    """Makes the missing mirrors (aliases) of a public original, one below its parent's version in each other locale.

    Returns those that were made; a locale in which the parent has no version gets none. Runs when an original is
    published, so that a mirror carries the final slug, whichever way the original came about.
    """
    if page.alias_of_id or not page.live:
        return []
    existing = page.get_translations(inclusive=True).values_list("locale_id", flat=True)
    missing = Locale.objects.exclude(pk__in=existing)
    made = [alias for locale in missing if (alias := _make_mirror(page, locale)) is not None]
    if made:
        # What was published or moved below before had nowhere to be mirrored until now.
        for child in page.get_children():
            move_mirrors(child)
            if child.live and not child.alias_of_id:
                mirror(child)
    return made


def mirror_into(locale: Locale) -> int:
    """Mirrors whatever is public and has no version in `locale`, parents first; returns how many mirrors were made.

    Each page is a transaction of its own: what an interruption leaves undone, the next run does. Areas receive their
    rights and workflows as they are made (`partners.signals`), the home page those of the editorial board here.
    """
    made = 0
    while step := sum(mirror_one(pk, locale) for pk in _not_mirrored_into(locale)):
        # What was published meanwhile, below a parent that had no mirror yet, is found by the next look.
        made += step
    set_up_board(home_pages())
    return made


def _not_mirrored_into(locale: Locale) -> list[int]:
    """Public originals without a version in `locale`; of two versions the one that came first stands first."""
    versions = Page.objects.filter(locale=locale, translation_key=OuterRef("translation_key"))
    originals = Page.objects.filter(live=True, alias_of=None, depth__gt=1).exclude(Exists(versions))
    return list(originals.order_by("depth", "pk").values_list("pk", flat=True))


def mirror_one(pk: int, locale: Locale) -> bool:
    """Whether a mirror was made; one page that cannot be mirrored does not keep the others from it."""
    try:
        with transaction.atomic():
            # An approval at the same moment comes before or after.
            versions = lock_versions([pk])
            page = versions.get(pk)
            if page is None or not page.live or any(version.locale_id == locale.pk for version in versions.values()):
                return False
            return _make_mirror(page, locale) is not None
    except (DatabaseError, ValidationError):
        logger.exception("Page %s could not be mirrored into %s", pk, locale.language_code)
        return False


@transaction.atomic
def _make_mirror(page: Page, locale: Locale) -> Page | None:
    """The alias of `page` in `locale`; None where the parent has no version."""
    place = place_of_version(page.get_parent(), locale)
    if place is None:
        return None
    # Locked, because two new children at the same moment would compute the same place in the tree.
    target = Page.objects.select_for_update().get(pk=place.pk)
    alias = page.create_alias(
        parent=target,
        update_locale=locale,
        update_slug=_slug_below(target, page, locale),
        reset_translation_key=False,
    )
    place_like(alias, page)
    version_changed.send(sender=type(alias), instance=alias)
    return alias


def _slug_below(parent: Page, page: Page, locale: Locale) -> str:
    """The home page of a language is found under its code; any other mirror keeps its original's slug where it can."""
    return find_available_slug(parent, locale.language_code if parent.is_root() else page.slug)


@transaction.atomic
def keep_versions_in_step(page: BasePage) -> None:
    """Carries a published original into the other languages, as far as it needs no translator.

    A translation receives the facts that are the same in all languages (`shared_fields`), in its public text and in
    the draft that a translator may be writing. A page that has no public text of its own yet mirrors the original until
    then, whether it began as a mirror or as a draft.
    """
    is_original = original_of(page) is None
    for version in _independent_versions(page):
        if _still_mirrors(version, page):
            _mirror_again(page, version)
        elif is_original:
            _share_facts(page, version)
    if is_original:
        for version in _versions_without_text(page):
            _mirror_again(page, version)


@transaction.atomic
def unpublish_unlinked_mirrors(page: BasePage) -> None:
    """Withdraws the pages that still show the text of a withdrawn original. What a translator has drafted stays."""
    for version in _independent_versions(page):
        if _still_mirrors(version, page):
            version.unpublish(log_action="wagtail.unpublish")


def _independent_versions(page: BasePage) -> list[BasePage]:
    """The public versions in other languages that are no aliases (any more)."""
    versions = type(page).objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
    return list(versions.exclude(pk=page.pk).select_related("locale"))


def _still_mirrors(version: BasePage, page: BasePage) -> bool:
    return version.is_mirror and version.in_language == page.in_language


def _versions_without_text(page: BasePage) -> list[BasePage]:
    """The drafts in other languages of which nothing was ever public."""
    drafts = type(page).objects.filter(translation_key=page.translation_key, live=False, alias_of=None)
    return list(drafts.filter(published_text=None).exclude(pk=page.pk))


def _mirror_again(page: BasePage, version: BasePage) -> None:
    """Lets the page take part in Wagtail's update of aliases once, and keeps what is known of its draft."""
    rows = Page.objects.filter(pk=version.pk)
    kept = rows.values("draft_title", "has_unpublished_changes", "latest_revision_created_at").get()
    rows.update(alias_of=page)
    page.update_aliases()
    rows.update(alias_of=None, **kept)


def _share_facts(page: BasePage, version: BasePage) -> None:
    facts = _facts_for(page, version)
    current = _facts_for(version, version)
    if facts == current:
        return
    for revision in version.revisions.filter(pk__in={version.live_revision_id, version.latest_revision_id}):
        revision.content |= facts
        revision.save(update_fields=["content"])
    lists = _child_relations(page)
    for name in facts:
        if name in lists:
            model = lists[name].related_model
            setattr(version, name, [model_from_serializable_data(model, line) for line in facts[name]])
            continue
        field = page._meta.get_field(name)
        if field.many_to_many:
            getattr(version, name).set(getattr(page, name).all())
        else:
            setattr(version, field.attname, getattr(page, field.attname))
    version.save()
    version_changed.send(sender=type(version), instance=version)


def _facts_for(page: BasePage, version: BasePage) -> dict[str, Any]:
    """What `page` shares, as a revision of `version` writes it: lines of a list are lines of their own there."""
    lists = _child_relations(page)
    facts = {name: value for name, value in page.serializable_data().items() if name in page.shared_fields}
    for name in facts.keys() & lists.keys():
        own = {"pk": None, lists[name].field.name: version.pk}
        facts[name] = [line | own for line in facts[name]]
    return facts


def _child_relations(page: BasePage) -> dict[str, Any]:
    return {relation.get_accessor_name(): relation for relation in get_all_child_relations(page)}


@transaction.atomic
def start_translation(page: Page, locale: Locale, user: "User | None") -> Page:
    """Makes the version of `page` in `locale` ready for the translators; returns it.

    Where a mirror stands, it becomes a page of its own, and the public goes on reading the mirrored text. Where there
    is none, because the original is not public yet, a draft is made.
    """
    from wagtail_localize.models import Translation, TranslationSource

    source, created = TranslationSource.get_or_create_from_instance(page)
    if not created:
        take_up(source)
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    target = page.get_translation_or_none(locale)
    if target is None:
        target = page.copy_for_translation(locale)
        place_like(target, page)
    if target.alias_of_id:
        stop_mirroring(target, user)
    return target


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
    _refuse_foreign_references(page, translation.source.get_source_instance())
    revision = page.save_revision(user=user, clean=True, log_action=True)
    if not page.live:
        page.save()
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    return revision


def _refuse_foreign_references(page: Page, original: Page) -> None:
    """A translation may refer to what its original refers to; a value that overrides it is looked at like any other.

    Raises ValidationError.
    """
    kept = {reference.target for reference in references_of(original)}
    if any(reference.target not in kept for reference in foreign_references(page)):
        raise ValidationError(
            _("An image, a document or a page that belongs to another partner, and is not public, stands in this text.")
        )


def stop_mirroring(page: Page, user: "User | None") -> None:
    """Turns a mirror into a page of its own; the public reads the mirrored text until a revision is published."""
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    page.alias_of = None
    own = page.specific_class.objects.get(pk=page.pk)
    own.save_revision(user=user, changed=False, clean=False)
