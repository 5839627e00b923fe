"""Who may see what of the partners' unpublished work."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from core.models import User, public_pages
from partners.roles import BOARD_GROUP_NAME


def sees_every_page(user: User | AnonymousUser) -> bool:
    """Administrators and the editorial board see all partners' work."""
    return user.is_superuser or user.groups.filter(name=BOARD_GROUP_NAME).exists()


def within_reach(user: User | AnonymousUser) -> Q:
    """Of pages, those that `user` may know of in the admin: what they may explore, and what is public.

    The admin shows the title of the latest draft. A public page whose draft has another title is therefore within reach
    of its own people only, until that title is public too.
    """
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    public = public_pages().filter(Q(draft_title=F("title")) | Q(draft_title=""))
    return Q(pk__in=own.values_list("pk", flat=True)) | Q(pk__in=public.values_list("pk", flat=True))


def may_see_pages(user: User | AnonymousUser, ids: Iterable[str]) -> bool:
    """Whether every id names a page within reach; what is no number, or names no page, does not."""
    try:
        keys = {int(value) for value in ids}
    except ValueError:
        return False
    return not keys or PageQuerySet(Page).filter(within_reach(user), pk__in=keys).count() == len(keys)


def may_see_all_below(user: User | AnonymousUser, page: Page) -> bool:
    """Whether nothing that stands below `page` is out of reach."""
    return not PageQuerySet(Page).descendant_of(page).exclude(within_reach(user)).exists()
