"""What deleting, moving or unpublishing a page entails in its other languages: one plan, said before and carried out.

Mirrors have no text of their own and always follow. Versions that somebody wrote follow where the person may do the
same with them, by the declared table; the others stay, and the plan says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, Page

from core.models import BasePage, User
from partners.permissions import may
from partners.roles import Action
from translations.originals import original_of
from translations.placing import HOME_DEPTH, move_below, move_mirrors, place_like, place_of_version
from translations.services import mirror, stop_mirroring, unpublish_unlinked_mirrors


class Outcome(models.TextChoices):
    """What becomes of a version; each holds before the action and after it."""

    MIRROR_DELETED = "mirror_deleted", _("the mirror is deleted as well")
    MIRROR_KEPT = "mirror_kept", _("the mirror becomes a draft of its own, because other pages stand below it")
    MIRROR_RETURNS = "mirror_returns", _("a mirror of the original takes its place")
    MIRROR_MADE_AGAIN = "mirror_made_again", _("the mirror is made again when its original is published")
    DELETED = "deleted", _("this version is deleted as well")
    KEPT_WITH_PAGES = "kept_with_pages", _("this version stays, because other pages stand below it")
    KEPT_PUBLIC = "kept_public", _("this version stays, because it is public; withdraw it first to delete it")
    KEPT = "kept", _("this version stays, because you may not delete it")
    MIRROR_MOVED = "mirror_moved", _("the mirror moves along")
    MOVED = "moved", _("this version moves along")
    NOT_MOVED = "not_moved", _("this version stays where it is, because you may not move it there")
    NOWHERE_TO_MOVE = "nowhere_to_move", _("it stays where it is, because the new place does not exist there")
    MIRROR_WITHDRAWN = "mirror_withdrawn", _("the mirror is withdrawn as well")
    WITHDRAWN = "withdrawn", _("this version is withdrawn as well")
    NOT_WITHDRAWN = "not_withdrawn", _("this version stays public, because you may not withdraw it")


# What people should know, because the languages are not the same any more.
REMAINS = frozenset(
    {
        Outcome.MIRROR_KEPT,
        Outcome.KEPT_WITH_PAGES,
        Outcome.KEPT_PUBLIC,
        Outcome.KEPT,
        Outcome.NOT_MOVED,
        Outcome.NOWHERE_TO_MOVE,
        Outcome.NOT_WITHDRAWN,
    }
)


@dataclass(frozen=True)
class Consequence:
    """One line of a plan: what becomes of `version` when somebody acts on `page`, told of the tree of `locale`."""

    page: Page
    version: Page
    outcome: Outcome
    locale: Locale

    def __str__(self) -> str:
        return gettext("%(language)s: %(what)s") % {
            "language": self.locale.get_display_name(),
            "what": self.outcome.label,
        }

    @property
    def with_title(self) -> str:
        """The same, where several pages are acted on. No version is named by its own title: it may be out of reach."""
        return gettext("“%(page)s”, %(what)s") % {"page": self.page.get_admin_display_title(), "what": self}


def acting_person() -> User | None:
    """Who is at work in the admin; None where code runs by itself, which may do everything."""
    user: User | None = get_active_log_context().user
    return user


def plan(action: str, pages: Iterable[Page], user: User | None, destination: Page | None = None) -> list[Consequence]:
    """What else happens when `user` does `action` (“delete”, “move” or “unpublish”) with `pages`.

    `destination` is the new parent where it is known. What is among `pages` itself is left out.
    """
    chosen = list(pages)
    keys = {page.pk for page in chosen}
    consequences: list[Consequence] = []
    for page in chosen:
        if action == "delete":
            consequences += _plan_deletion(page, user)
        elif action == "move":
            consequences += _plan_move(page, destination, user)
        elif action == "unpublish":
            consequences += _plan_withdrawal(page, user)
    return [consequence for consequence in consequences if consequence.version.pk not in keys]


# Deleting


def _plan_deletion(page: Page, user: User | None) -> list[Consequence]:
    original = original_of(page)
    if page.alias_of_id:
        # Its own mirror in the same tree is no version of it.
        is_version = original is not None and original.locale_id != page.locale_id
        return [Consequence(page, original, Outcome.MIRROR_MADE_AGAIN, page.locale)] if is_version else []
    if original is None:
        return _fates(page, list(_versions(page)), user)
    lines = _fates(page, [version for version in _versions(page) if version.alias_of_id == page.pk], user)
    if original.live:
        lines.append(Consequence(page, original, Outcome.MIRROR_RETURNS, page.locale))
    return lines


def _fates(page: Page, versions: list[Page], user: User | None) -> list[Consequence]:
    fates = {version.pk: _fate(page, version, user) for version in versions}
    gone = {page.pk, *(pk for pk, fate in fates.items() if fate is Outcome.DELETED)}
    # The mirror of a translation that stays is none of this.
    told = [version for version in versions if not version.alias_of_id or version.alias_of_id in gone]
    return [Consequence(page, version, fates[version.pk], version.locale) for version in told]


def _fate(page: Page, version: Page, user: User | None) -> Outcome:
    # Whatever is no version of a text that goes with `page`; a mirror is no text.
    texts = page.get_descendants().filter(alias_of=None).values("translation_key")
    holds_others = version.get_descendants().exclude(translation_key__in=texts).exists()
    if version.alias_of_id:
        return Outcome.MIRROR_KEPT if holds_others else Outcome.MIRROR_DELETED
    if holds_others:
        return Outcome.KEPT_WITH_PAGES
    if user is None or version.permissions_for_user(user).can_delete():
        return Outcome.DELETED
    return Outcome.KEPT_PUBLIC if version.live and may(user, Action.DELETE, version) else Outcome.KEPT


def delete_mirrors(page: Page) -> None:
    """Before `page` is deleted, however that came about: no mirror stays public without its original.

    A mirror below which somebody's own pages stand is not deleted with them: it becomes a draft. So does a page whose
    first translation was begun and that still shows the text of `page`.
    """
    for alias in Page.objects.filter(alias_of=page.pk).exclude(locale=page.locale_id).specific():
        if alias.get_descendants().filter(alias_of=None).exists():
            alias.unpublish(log_action="wagtail.unpublish")
            stop_mirroring(alias, acting_person())
        else:
            DeletePageAction(alias, user=acting_person()).execute(skip_permission_checks=True)
    own = page.specific
    if isinstance(own, BasePage) and not own.alias_of_id:
        unpublish_unlinked_mirrors(own)


# Moving and reordering


def _plan_move(page: Page, destination: Page | None, user: User | None) -> list[Consequence]:
    if page.depth <= HOME_DEPTH:
        return []
    lines = []
    for version in _versions(page):
        target = place_of_version(destination, version.locale) if destination else None
        if target is None or not version.is_child_of(target):
            outcome = _direction(page, version, user, target, is_known=destination is not None)
            lines.append(Consequence(page, version, outcome, version.locale))
    return lines


def _direction(page: Page, version: Page, user: User | None, target: Page | None, *, is_known: bool) -> Outcome:
    if is_known and target is None:
        return Outcome.NOWHERE_TO_MOVE
    if version.alias_of_id == page.pk:
        return Outcome.MIRROR_MOVED
    if user is None:
        return Outcome.MOVED
    tester = version.permissions_for_user(user)
    allowed = tester.can_move_to(target.specific_deferred) if target else tester.can_move()
    return Outcome.MOVED if allowed else Outcome.NOT_MOVED


@transaction.atomic
def follow_move(page: Page, user: User | None) -> None:
    """After `page` was moved or reordered: brings its versions below its new parent's, and into the same order."""
    parent = page.get_parent()
    if parent.is_root():
        return
    for consequence in _plan_move(page, parent, user):
        target = place_of_version(parent, consequence.locale)
        if consequence.outcome is Outcome.MOVED and target is not None:
            move_below(consequence.version, target, user)
    move_mirrors(page)
    for version in _versions(page):
        beside = place_of_version(parent, version.locale)
        if beside is None or not version.is_child_of(beside):
            continue
        if user is None or beside.specific_deferred.permissions_for_user(user).can_reorder_children():
            place_like(version, page)


# Unpublishing


def _plan_withdrawal(page: Page, user: User | None) -> list[Consequence]:
    """A translation is withdrawn alone; an original with all that is translated from it."""
    is_original = not page.alias_of_id and original_of(page) is None
    lines = []
    for version in _versions(page):
        if not version.live:
            continue
        if version.alias_of_id == page.pk or _still_shows(version, page):
            lines.append(Consequence(page, version, Outcome.MIRROR_WITHDRAWN, version.locale))
        elif is_original and not version.alias_of_id:
            allowed = user is None or version.permissions_for_user(user).can_unpublish()
            outcome = Outcome.WITHDRAWN if allowed else Outcome.NOT_WITHDRAWN
            lines.append(Consequence(page, version, outcome, version.locale))
    return lines


def _still_shows(version: Page, page: Page) -> bool:
    """Whether the public text of `version` is that of `page`, because its first translation is not published yet."""
    return (
        isinstance(version, BasePage)
        and version.is_mirror
        and version.in_language == page.specific_deferred.in_language
    )


def carry_out(consequences: Iterable[Consequence], user: User | None) -> None:
    """After the action: does to the versions what the plan says. Moves are carried out by `follow_move`."""
    for consequence in consequences:
        version = Page.objects.filter(pk=consequence.version.pk).specific().first()
        # Mirrors have gone with their originals already.
        if version is None:
            continue
        if consequence.outcome in (Outcome.DELETED, Outcome.MIRROR_DELETED):
            DeletePageAction(version, user=user).execute(skip_permission_checks=True)
        elif consequence.outcome is Outcome.WITHDRAWN:
            UnpublishPageAction(version, user=user).execute(skip_permission_checks=True)
        elif consequence.outcome is Outcome.MIRROR_RETURNS:
            mirror(version)


def _versions(page: Page) -> Iterable[Page]:
    """The versions of `page` in other languages, each of its own type, which knows who may do what."""
    others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return others.select_related("locale").order_by("locale").specific()
