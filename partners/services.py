"""Writes about partners. Each is one transaction; run again, it changes nothing or mends what is missing."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from partners.models import Partner, PartnerGroup, PartnerIndexPage, PartnerPage
from partners.roles import RIGHTS, Rights, Role


@transaction.atomic
def set_up_partner(partner: Partner) -> None:
    """Gives a partner all that it needs: groups, collection, workflow, and its area with rights in every locale.

    A locale without a partner index is passed over; the area is made when the index exists and this runs again.
    """
    groups = {role: _ensure_group(partner, role) for role in Role}
    _ensure_collection(partner)
    for role, group in groups.items():
        grant_collection(group, partner.collection, RIGHTS[role])
    _ensure_workflow(partner, groups[Role.MODERATOR])
    areas = [
        _ensure_area(partner, index) for index in PartnerIndexPage.objects.select_related("locale").order_by("path")
    ]
    for area in areas:
        grant_area(area)
        # Published when all are made: the publication of one would else make mirrors in place of the others.
        if not area.first_published_at:
            area.save_revision().publish()


@transaction.atomic
def grant_area(area: PartnerPage) -> None:
    """The declared rights on an area, and its workflow."""
    is_target = area.locale_id != Locale.get_default().pk
    for partner_group in area.partner.groups.select_related("group"):
        rights = RIGHTS[Role(partner_group.role)]
        allowed = rights.pages if is_target or not rights.target_locales_only else frozenset()
        grant_pages(partner_group.group, area, allowed)
    assign_workflow(area.partner.workflow, area)


def grant_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    """Exactly these of Wagtail's page permissions to `group` from `page` downwards."""
    wanted = list(_permissions("wagtailcore", "page", actions))
    GroupPagePermission.objects.filter(group=group, page=page).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def assign_workflow(workflow: Workflow | None, page: Page) -> None:
    """This workflow, and no other, from `page` downwards."""
    WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def ensure_approval(workflow: Workflow | None, name: str, group: Group) -> Workflow:
    """A workflow with one step, in which somebody of `group` approves: the given one, or a new one called `name`."""
    if workflow is None:
        workflow = Workflow.objects.create(name=name)
    step = workflow.workflow_tasks.select_related("task").first()
    task = step.task.specific if step else GroupApprovalTask.objects.create(name=name)
    task.groups.set([group])
    if step is None:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def allow_admin(group: Group) -> None:
    """Lets a group enter the admin."""
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))


def _ensure_group(partner: Partner, role: Role) -> Group:
    existing = PartnerGroup.objects.filter(partner=partner, role=role).select_related("group").first()
    group = existing.group if existing else Group.objects.create(name=f"{partner.key}: {role.value}")
    if not existing:
        PartnerGroup.objects.create(partner=partner, role=role, group=group)
    allow_admin(group)
    return group


def make_collection(name: str) -> Collection:
    """A new collection below the root, which holds nothing itself."""
    return Collection.get_first_root_node().add_child(instance=Collection(name=name))


def _ensure_collection(partner: Partner) -> None:
    if partner.collection is None:
        partner.collection = make_collection(partner.acronym)
        partner.save(update_fields=["collection"])


def grant_collection(group: Group, collection: Collection | None, rights: Rights) -> None:
    """Exactly these rights on images and documents to `group` in `collection`."""
    # Wagtail checks the rights of its own models, whichever models are used in their place.
    wanted = [
        *_permissions("wagtailimages", "image", rights.images),
        *_permissions("wagtaildocs", "document", rights.documents),
    ]
    GroupCollectionPermission.objects.filter(group=group, collection=collection).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _ensure_workflow(partner: Partner, moderators: Group) -> None:
    workflow = ensure_approval(partner.workflow, f"Modération {partner.acronym}", moderators)
    if partner.workflow != workflow:
        partner.workflow = workflow
        partner.save(update_fields=["workflow"])


def _ensure_area(partner: Partner, index: PartnerIndexPage) -> PartnerPage:
    existing = PartnerPage.objects.filter(partner=partner)
    area = existing.filter(locale=index.locale).first()
    if area:
        return area
    area = PartnerPage(title=partner.acronym, slug=partner.key, partner=partner, locale=index.locale, live=False)
    if original := existing.first():
        area.translation_key = original.translation_key
    # The tree position is computed from the parent's counters, which an earlier insertion may have changed.
    PartnerIndexPage.objects.get(pk=index.pk).add_child(instance=area)
    return area


def _permissions(app_label: str, model: str, actions: Iterable[str]) -> Iterable[Permission]:
    for action in sorted(actions):
        yield Permission.objects.get(content_type__app_label=app_label, codename=f"{action}_{model}")
