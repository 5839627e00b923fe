"""Who holds which rights: partners' groups, the board, people, and groups that should hold none."""

from collections.abc import Iterator
from functools import partial

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission, WorkflowPage

from core.models import User
from partners.findings import Finding
from partners.models import Membership, Partner, PartnerGroup, PartnerPage
from partners.roles import BOARD_GROUP_NAME
from partners.services.setup import steps, with_all


def of_partners() -> Iterator[Finding]:
    """Each partner against the declared table, by the steps of its setup."""
    compared = steps()
    for partner in with_all(Partner.objects.all()):
        for step in compared:
            yield from step(partner)


def of_nobody() -> Iterator[Finding]:
    """Rights of groups that are neither a partner's nor the board's."""
    is_nobodys = Q(partner_group=None) & ~Q(name=BOARD_GROUP_NAME)
    groups = {group.pk: group for group in Group.objects.filter(is_nobodys)}
    words: dict[str, object]
    for general in Group.permissions.through.objects.filter(group__in=groups).select_related("permission"):
        what = _("The group “%(group)s” is no partner's and not the board's, and has the right “%(right)s”.")
        words = {"group": groups[general.group_id], "right": general.permission.codename}
        yield Finding(None, what % words, general.delete)
    for on_page in GroupPagePermission.objects.filter(group__in=groups).select_related("permission", "page"):
        what = _(
            "The group “%(group)s” is no partner's and not the board's, and has the right “%(right)s” "
            "on the page “%(page)s”."
        )
        words = {"group": groups[on_page.group_id], "right": on_page.permission.codename, "page": on_page.page.title}
        yield Finding(None, what % words, on_page.delete)
    for row in GroupCollectionPermission.objects.filter(group__in=groups).select_related("permission", "collection"):
        what = _(
            "The group “%(group)s” is no partner's and not the board's, and has the right “%(right)s” "
            "in the collection “%(collection)s”."
        )
        words = {"group": groups[row.group_id], "right": row.permission.codename, "collection": row.collection.name}
        yield Finding(None, what % words, row.delete)


def of_the_board_elsewhere() -> Iterator[Finding]:
    """The board's rights come from the home pages and its own collection, and from nowhere else."""
    on_pages = GroupPagePermission.objects.filter(group__name=BOARD_GROUP_NAME).exclude(page__depth=2)
    words: dict[str, object]
    for on_page in on_pages.select_related("permission", "page"):
        what = _("The editorial board has the right “%(right)s” on the page “%(page)s”, which is not declared.")
        words = {"right": on_page.permission.codename, "page": on_page.page.title}
        yield Finding(None, what % words, on_page.delete)
    in_collections = GroupCollectionPermission.objects.filter(group__name=BOARD_GROUP_NAME)
    for row in in_collections.exclude(collection__name=BOARD_GROUP_NAME).select_related("permission", "collection"):
        what = _(
            "The editorial board has the right “%(right)s” in the collection “%(collection)s”, which is not its own."
        )
        words = {"right": row.permission.codename, "collection": row.collection.name}
        yield Finding(None, what % words, row.delete)


def members() -> Iterator[Finding]:
    """Who is in a partner's group against who was given the role."""
    groups = {(row.partner_id, row.role): row for row in PartnerGroup.objects.select_related("partner", "group")}
    through = User.groups.through.objects.exclude(group__partner_group=None)
    present = set(through.values_list("user_id", "group__partner_group__partner_id", "group__partner_group__role"))
    decided = set(Membership.objects.active().values_list("user_id", "partner_id", "role"))
    # Without its group a partner is not set up, which is a finding of its own.
    different = sorted(found for found in present ^ decided if found[1:] in groups)
    people = User.objects.in_bulk([found[0] for found in different])
    for found in different:
        user, row = people[found[0]], groups[found[1:]]
        words = {"person": user.email, "group": row.group.name}
        if found in present:
            what = _("%(person)s is in the group “%(group)s” without that role.")
            yield Finding(row.partner, what % words, partial(user.groups.remove, row.group))
        else:
            what = _("%(person)s has the role of the group “%(group)s” and is not in it.")
            yield Finding(row.partner, what % words, partial(user.groups.add, row.group))


def of_people() -> Iterator[Finding]:
    """Rights come from roles only."""
    for row in User.user_permissions.through.objects.select_related("user", "permission"):
        what = _("%(person)s has the right “%(right)s” directly, not by a role.")
        words = {"person": row.user.email, "right": row.permission.codename}
        yield Finding(None, what % words, row.delete)


def workflows_elsewhere() -> Iterator[Finding]:
    """A workflow on a page within an area would take the place of the partner's."""
    rows = WorkflowPage.objects.exclude(page__depth=2).exclude(page__in=PartnerPage.objects.values("pk"))
    for row in rows.select_related("page", "workflow"):
        what = _("The page “%(page)s” has the workflow “%(workflow)s”; workflows belong to home pages and areas.")
        yield Finding(None, what % {"page": row.page.title, "workflow": row.workflow.name}, row.delete)
