"""Who may do what with which page: small questions, answered from the declared table (`partners.roles`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from core.models import User, all_pages
from partners.models.organisations import Partner, PartnerStatus
from partners.roles import BOARD_GROUP_NAME, MAY, Action, PlatformRole, Role, Scope

Person = User | AnonymousUser


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds with a partner, in the partner's area in one language."""

    role: Role
    partner_id: int
    area_path: str
    is_target_locale: bool


def holdings(user: Person) -> list[Holding]:
    """What `user` is to which partners; asked of the database once a request. A closed partner has no roles."""
    if not user.is_authenticated or not user.is_active:
        return []
    cached: list[Holding] | None = user.__dict__.get("_partner_holdings")
    if cached is None:
        rows = (
            Partner.objects.filter(groups__group__user=user, areas__isnull=False)
            .exclude(status=PartnerStatus.CLOSED)
            .values_list("groups__role", "pk", "areas__path", "areas__locale_id")
        )
        first = Locale.get_default().pk
        cached = [Holding(Role(role), pk, path, locale != first) for role, pk, path, locale in rows]
        user.__dict__["_partner_holdings"] = cached
    return cached


def is_on_board(user: Person) -> bool:
    """Whether `user` belongs to the editorial board; asked once a request."""
    if not user.is_authenticated or not user.is_active:
        return False
    cached: bool | None = user.__dict__.get("_is_on_board")
    if cached is None:
        cached = user.groups.filter(name=BOARD_GROUP_NAME).exists()
        user.__dict__["_is_on_board"] = cached
    return cached


def may(user: Person, action: Action, page: Page) -> bool:
    """Whether the table lets `user` do that with `page`, whatever state the page is in."""
    if not user.is_active:
        return False
    scopes = MAY[action]
    if user.is_superuser:
        return scopes[PlatformRole.ADMINISTRATOR] is Scope.EVERYWHERE
    area = area_path(page)
    board = scopes[PlatformRole.BOARD]
    is_the_boards = board is Scope.EVERYWHERE or (area is None and board in (Scope.PLATFORM, Scope.WHERE_ASKED))
    if is_the_boards and is_on_board(user):
        return True
    return any(
        holding.area_path == area and _reaches(scopes[holding.role], is_target_locale=holding.is_target_locale)
        for holding in holdings(user)
    )


def may_with_partner(user: Person, action: Action, partner: Partner | None) -> bool:
    """The same for what belongs to a partner without being a page: media, members, the record itself."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return MAY[action][PlatformRole.ADMINISTRATOR] is Scope.EVERYWHERE
    if partner is None:
        return MAY[action][PlatformRole.BOARD] is Scope.PLATFORM and is_on_board(user)
    scopes = MAY[action]
    return any(held.partner_id == partner.pk and scopes[held.role] is Scope.OWN for held in holdings(user))


def partners_of_which_may(user: Person, action: Action) -> models.QuerySet[Partner]:
    """The partners with which the table lets `user` do that."""
    if user.is_superuser:
        return Partner.objects.all()
    held = {held.partner_id for held in holdings(user) if MAY[action][held.role] is Scope.OWN}
    return Partner.objects.filter(pk__in=held)


def edits_something(user: Person) -> bool:
    """Whether there are pages that the table lets `user` edit."""
    if user.is_superuser or (is_on_board(user) and MAY[Action.EDIT][PlatformRole.BOARD] is not Scope.NOWHERE):
        return user.is_active
    scopes = MAY[Action.EDIT]
    return any(_reaches(scopes[held.role], is_target_locale=held.is_target_locale) for held in holdings(user))


def approves_something(user: Person) -> bool:
    """Whether there are pages that the table lets `user` approve, and so make public."""
    scopes = MAY[Action.APPROVE]
    if user.is_superuser or (is_on_board(user) and scopes[PlatformRole.BOARD] is not Scope.NOWHERE):
        return user.is_active
    return any(scopes[held.role] is not Scope.NOWHERE for held in holdings(user))


def area_path(page: Page) -> str | None:
    """The tree path of the partner's area in which `page` stands, or which it is; None for the platform's pages.

    Each type of page knows where it may stand, so nothing is looked up.
    """
    locate = getattr(page.specific_class, "locate_area", None)
    return locate(page.path) if locate else None


def translates_into(role: Role, locale_id: int) -> bool:
    """Whether that role translates into a language, in its partner's area."""
    return _reaches(MAY[Action.TRANSLATE][role], is_target_locale=locale_id != Locale.get_default().pk)


def _reaches(scope: Scope, *, is_target_locale: bool) -> bool:
    return scope is Scope.OWN or (scope is Scope.TARGET and is_target_locale)


# Deciding on what was submitted


def reviews(user: Person, page: Page) -> bool:
    """Whether `user` may look through what was submitted to the moderators of the page, and ask for changes."""
    return may(user, Action.REQUEST_CHANGES, page) or stands_in(user, page)


def stands_in(user: Person, page: Page) -> bool:
    """Whether the board decides in place of the partner, which has no moderator but the one who edited last."""
    area = area_path(page)
    if not is_on_board(user) or area is None:
        return False
    return not _moderators(user).get(area, set()) - {last_editor_id(page)}


def _moderators(user: Person) -> dict[str, set[int]]:
    """The moderators of each area, by its tree path; asked once a request, for a list shows many partners' pages."""
    cached: dict[str, set[int]] | None = user.__dict__.get("_moderators_by_area")
    if cached is None:
        cached = defaultdict(set)
        held = Partner.objects.filter(groups__role=Role.MODERATOR, groups__group__user__is_active=True)
        for path, moderator in held.values_list("areas__path", "groups__group__user"):
            cached[path].add(moderator)
        user.__dict__["_moderators_by_area"] = cached
    return cached


def may_approve_own_edit(page: Page) -> bool:
    """Whether the partner lets its moderators approve what they edited last."""
    return area_path(page) is not None and page.specific_deferred.partner.allows_self_approval


def edited_last(user: Person, page: Page) -> bool:
    """Whether the latest version of the page is by `user`."""
    return user.pk is not None and last_editor_id(page) == user.pk


def last_editor_id(page: Page) -> int | None:
    revision = page.get_latest_revision()
    return revision.user_id if revision else None


# What people may know of


def sees_every_page(user: Person) -> bool:
    """Administrators and the editorial board see all partners' work."""
    return user.is_superuser or is_on_board(user)


def within_reach(user: Person) -> Q:
    """Of pages, those that `user` may know of in the admin: what they may explore, and what is public.

    The admin shows the title of the latest draft. A public page whose draft has another title is therefore within reach
    of its own people only, until that title is public too.
    """
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    # `published()` as conditions on the page at hand: what is hidden is little, what is public is nearly everything.
    private = all_pages().private()
    mirrors = all_pages().filter(alias_of__in=private.values("pk"))
    retitled = all_pages().live().exclude(Q(draft_title=F("title")) | Q(draft_title=""))
    public = Q(live=True)
    for hidden in (private, mirrors, retitled):
        public &= ~Q(pk__in=hidden.values("pk"))
    return Q(pk__in=own.values("pk")) | public


def of_own_partners(user: Person) -> Q:
    """Of pages, those that stand in the areas of `user`'s partners, as far as they are within reach.

    A translator knows drafts in the target languages, and of the originals what is public. Administrators and the
    editorial board know all pages.
    """
    if sees_every_page(user):
        return Q()
    inside = Q(pk__in=[])
    for path in sorted({held.area_path for held in holdings(user)}):
        inside |= Q(path__startswith=path)
    return inside & within_reach(user)


def may_see_pages(user: Person, ids: Iterable[str]) -> bool:
    """Whether every id names a page within reach; what is no number, or names no page, does not."""
    try:
        keys = {int(value) for value in ids}
    except ValueError:
        return False
    return not keys or PageQuerySet(Page).filter(within_reach(user), pk__in=keys).count() == len(keys)


def may_see_all_below(user: Person, page: Page) -> bool:
    """Whether nothing that stands below `page` is out of reach."""
    return not PageQuerySet(Page).descendant_of(page).exclude(within_reach(user)).exists()
