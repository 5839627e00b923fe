"""What a partner needs in the portal: groups, rights, a collection, a workflow, an area in each language.

Each step compares one kind of thing with what is declared and yields the differences. `set_up_partner` mends them step
by step, so a new partner is only a partner from which everything is missing; `audit` runs the same steps and mends
nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from partners.findings import Finding
from partners.models import BoardTask, ModerationTask, Partner, PartnerGroup, PartnerIndexPage, PartnerPage
from partners.roles import BOARD_GROUP_NAME, PlatformRole, Rights, Role, rights_of

Step = Callable[[Partner], Iterator[Finding]]

NO_RIGHTS = Rights(pages=frozenset(), media=frozenset(), general=frozenset())
# Wagtail checks the rights of its own models, whichever models are used in their place.
MEDIA_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
MODERATION_TASK_NAME = "Modération par le partenaire"


@transaction.atomic
def set_up_partner(partner: Partner) -> list[Finding]:
    """Brings a partner to what is declared; returns what was missing or too much, now mended.

    A locale without a partner index is passed over; its area is made when the index exists.
    """
    # Two at once would both find the same thing missing.
    Partner.objects.select_for_update().get(pk=partner.pk)
    mended: list[Finding] = []
    for step in STEPS:
        for finding in list(step(partner)):
            if finding.mend:
                finding.mend()
                mended.append(finding)
    return mended


@transaction.atomic
def set_up_area(area: PartnerPage) -> None:
    """The declared rights and the workflow on an area that has just been made, in a language added later perhaps."""
    for step in (_rights_on_areas, _workflow_of_areas):
        for finding in list(step(area.partner)):
            if finding.mend:
                finding.mend()


@transaction.atomic
def set_up_board(homes: Iterable[Page]) -> list[Finding]:
    """The editorial board: its group, its rights from the home pages downwards, its collection and its workflow."""
    mended = []
    for finding in board_findings(list(homes)):
        if finding.mend:
            finding.mend()
            mended.append(finding)
    return mended


def home_pages() -> list[Page]:
    """The first page of each language: what stands directly below the root."""
    return list(Page.objects.filter(depth=2).select_related("locale").order_by("path"))


def board_findings(homes: list[Page]) -> Iterator[Finding]:
    """How the board's group differs from what is declared. Lazy: what one difference lacks, the next one needs."""
    rights = rights_of(PlatformRole.BOARD)
    if None in _board():
        yield Finding(None, _("The editorial board's group, collection or workflow is missing."), _make_board)
    group, collection, workflow = _board()
    if group is None or collection is None or workflow is None:
        return
    yield from _general_rights(None, group, rights)
    yield from _media_rights(None, group, collection, rights)
    for home in homes:
        yield from _page_rights(None, group, home, rights.pages)
        if not WorkflowPage.objects.filter(page_id=home.pk, workflow=workflow).exists():
            yield Finding(
                None,
                _("“%(page)s” is without its workflow.") % {"page": home.title},
                partial(assign_workflow, workflow, home),
            )


# The steps


def _groups(partner: Partner) -> Iterator[Finding]:
    present = set(partner.groups.values_list("role", flat=True))
    for role in Role:
        if role.value not in present:
            what = _("The group of the role “%(role)s” is missing.") % {"role": role.label}
            yield Finding(partner, what, partial(_make_group, partner, role))


def _general_rights_of_groups(partner: Partner) -> Iterator[Finding]:
    for partner_group in partner.groups.select_related("group"):
        yield from _general_rights(partner, partner_group.group, declared_rights(partner, Role(partner_group.role)))


def _collection(partner: Partner) -> Iterator[Finding]:
    if partner.collection_id is None:
        yield Finding(
            partner, _("The collection of images and documents is missing."), partial(_make_collection, partner)
        )


def _rights_on_collection(partner: Partner) -> Iterator[Finding]:
    if partner.collection is None:
        return
    for partner_group in partner.groups.select_related("group"):
        rights = declared_rights(partner, Role(partner_group.role))
        yield from _media_rights(partner, partner_group.group, partner.collection, rights)


def _workflow(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        yield Finding(partner, _("The workflow is missing."), partial(_make_workflow, partner))
    elif not partner.workflow.active:
        yield Finding(partner, _("The workflow is switched off."), partial(_activate, partner.workflow))


def _steps_of_workflow(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        return
    tasks = [task.specific for task in partner.workflow.tasks]
    declared: list[type[Task]] = [ModerationTask, *([BoardTask] if partner.needs_board_approval else [])]
    if [type(task) for task in tasks] != declared or not all(task.active for task in tasks):
        yield Finding(
            partner,
            _("The steps of the workflow are not those that the partner's record asks for."),
            partial(_set_steps, partner, declared),
        )


def _areas(partner: Partner) -> Iterator[Finding]:
    present = set(PartnerPage.objects.filter(partner=partner).values_list("locale_id", flat=True))
    for index in PartnerIndexPage.objects.exclude(locale__in=present).select_related("locale").order_by("path"):
        what = _("The area in %(language)s is missing.") % {"language": index.locale.get_display_name()}
        yield Finding(partner, what, partial(_make_area, partner, index))


def _publication_of_areas(partner: Partner) -> Iterator[Finding]:
    """Published when all are made: the publication of one would else make mirrors in place of the others."""
    for area in _areas_of(partner):
        if not area.first_published_at and not area.alias_of_id:
            what = _("The area in %(language)s is not public.") % {"language": area.locale.get_display_name()}
            yield Finding(partner, what, partial(_publish, area))


def _rights_on_areas(partner: Partner) -> Iterator[Finding]:
    first = Locale.get_default().pk
    groups = list(partner.groups.select_related("group"))
    for area in _areas_of(partner):
        for partner_group in groups:
            rights = declared_rights(partner, Role(partner_group.role))
            is_reached = not rights.target_locales_only or area.locale_id != first
            yield from _page_rights(partner, partner_group.group, area, rights.pages if is_reached else frozenset())


def _workflow_of_areas(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        return
    assigned = dict(WorkflowPage.objects.filter(page__partnerpage__partner=partner).values_list("page", "workflow"))
    for area in _areas_of(partner):
        if assigned.get(area.pk) != partner.workflow_id:
            what = _("The area in %(language)s is without its workflow.") % {"language": area.locale.get_display_name()}
            yield Finding(partner, what, partial(assign_workflow, partner.workflow, area))


def _rights_elsewhere(partner: Partner) -> Iterator[Finding]:
    """Rights of the partner's groups in places that are not the partner's."""
    groups = Group.objects.filter(partner_group__partner=partner)
    areas = PartnerPage.objects.filter(partner=partner).values("pk")
    for page_row in GroupPagePermission.objects.filter(group__in=groups).exclude(page__in=areas):
        what = _("The group “%(group)s” has the right “%(right)s” on the page “%(page)s”, which is not the partner's.")
        words = {"group": page_row.group, "right": page_row.permission.codename, "page": page_row.page.title}
        yield Finding(partner, what % words, page_row.delete)
    elsewhere = GroupCollectionPermission.objects.filter(group__in=groups).exclude(collection=partner.collection_id)
    for row in elsewhere.select_related("group", "permission", "collection"):
        what = _(
            "The group “%(group)s” has the right “%(right)s” in the collection “%(collection)s”, "
            "which is not the partner's."
        )
        words = {"group": row.group, "right": row.permission.codename, "collection": row.collection.name}
        yield Finding(partner, what % words, row.delete)


STEPS: tuple[Step, ...] = (
    _groups,
    _general_rights_of_groups,
    _collection,
    _rights_on_collection,
    _workflow,
    _steps_of_workflow,
    _areas,
    _publication_of_areas,
    _rights_on_areas,
    _workflow_of_areas,
    _rights_elsewhere,
)


def declared_rights(partner: Partner, role: Role) -> Rights:
    """What the table gives; nothing once the partner is closed."""
    return NO_RIGHTS if partner.is_closed else rights_of(role)


# Comparing rights


def _general_rights(partner: Partner | None, group: Group, rights: Rights) -> Iterator[Finding]:
    held = {f"{p.content_type.app_label}.{p.codename}": p for p in group.permissions.select_related("content_type")}
    for name in sorted(rights.general - held.keys()):
        permission = _permission(name)
        yield _missing(partner, group, name, _("in the admin"), partial(group.permissions.add, permission))
    for name in sorted(held.keys() - rights.general):
        permission = held[name]
        yield _undeclared(partner, group, name, _("in the admin"), partial(group.permissions.remove, permission))


def _page_rights(partner: Partner | None, group: Group, page: Page, actions: frozenset[str]) -> Iterator[Finding]:
    rows = GroupPagePermission.objects.filter(group=group, page_id=page.pk).select_related("permission")
    held = {row.permission.codename: row for row in rows}
    declared = {f"{action}_page" for action in actions}
    place = _("on “%(page)s” (%(language)s)") % {"page": page.title, "language": page.locale.get_display_name()}
    for name in sorted(declared - held.keys()):
        permission = _permission(f"wagtailcore.{name}")
        yield _missing(
            partner,
            group,
            name,
            place,
            partial(GroupPagePermission.objects.create, group=group, page_id=page.pk, permission=permission),
        )
    for name in sorted(held.keys() - declared):
        yield _undeclared(partner, group, name, place, held[name].delete)


def _media_rights(partner: Partner | None, group: Group, collection: Collection, rights: Rights) -> Iterator[Finding]:
    rows = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    held = {
        f"{row.permission.content_type.app_label}.{row.permission.codename}": row
        for row in rows.select_related("permission__content_type")
    }
    declared = {f"{app}.{action}_{model}" for app, model in MEDIA_MODELS for action in rights.media}
    place = _("in the collection “%(collection)s”") % {"collection": collection.name}
    for name in sorted(declared - held.keys()):
        permission = _permission(name)
        yield _missing(
            partner,
            group,
            name,
            place,
            partial(
                GroupCollectionPermission.objects.create, group=group, collection=collection, permission=permission
            ),
        )
    for name in sorted(held.keys() - declared):
        yield _undeclared(partner, group, name, place, held[name].delete)


def _missing(partner: Partner | None, group: Group, right: str, place: str, mend: Callable[[], object]) -> Finding:
    what = _("The group “%(group)s” lacks the right “%(right)s” %(place)s.")
    return Finding(partner, what % {"group": group.name, "right": right, "place": place}, mend)


def _undeclared(partner: Partner | None, group: Group, right: str, place: str, mend: Callable[[], object]) -> Finding:
    what = _("The group “%(group)s” has the right “%(right)s” %(place)s, which is not declared.")
    return Finding(partner, what % {"group": group.name, "right": right, "place": place}, mend)


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


# Making what is missing


def _areas_of(partner: Partner) -> list[PartnerPage]:
    return list(PartnerPage.objects.filter(partner=partner).select_related("locale").order_by("path"))


def _make_group(partner: Partner, role: Role) -> None:
    group, _created = Group.objects.get_or_create(name=f"{partner.key}: {role.value}")
    PartnerGroup.objects.create(partner=partner, role=role, group=group)


def make_collection(name: str) -> Collection:
    """A new collection below the root, which holds nothing itself."""
    return Collection.get_first_root_node().add_child(instance=Collection(name=name))


def _make_collection(partner: Partner) -> None:
    partner.collection = make_collection(partner.acronym)
    partner.save(update_fields=["collection"])


def _make_workflow(partner: Partner) -> None:
    partner.workflow = Workflow.objects.create(name=f"Modération {partner.acronym}")
    partner.save(update_fields=["workflow"])


def _activate(workflow: Workflow) -> None:
    workflow.active = True
    workflow.save(update_fields=["active"])


def _set_steps(partner: Partner, declared: list[type[Task]]) -> None:
    WorkflowTask.objects.filter(workflow=partner.workflow).delete()
    for position, model in enumerate(declared):
        WorkflowTask.objects.create(workflow=partner.workflow, task=shared_task(model), sort_order=position)


def shared_task(model: type[Task]) -> Task:
    """The one task of that kind, which all workflows share."""
    name = MODERATION_TASK_NAME if model is ModerationTask else BOARD_GROUP_NAME
    return model.objects.filter(active=True).order_by("pk").first() or model.objects.create(name=name)


def _make_area(partner: Partner, index: PartnerIndexPage) -> None:
    area = PartnerPage(title=partner.acronym, slug=partner.key, partner=partner, locale=index.locale, live=False)
    if original := PartnerPage.objects.filter(partner=partner).first():
        area.translation_key = original.translation_key
    # The tree position is computed from the parent's counters, which an earlier insertion may have changed.
    PartnerIndexPage.objects.get(pk=index.pk).add_child(instance=area)


def _publish(area: PartnerPage) -> None:
    area.save_revision().publish()


def assign_workflow(workflow: Workflow, page: Page) -> None:
    """This workflow, and no other, from `page` downwards."""
    WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def _board() -> tuple[Group | None, Collection | None, Workflow | None]:
    return (
        Group.objects.filter(name=BOARD_GROUP_NAME).first(),
        Collection.objects.filter(name=BOARD_GROUP_NAME).first(),
        Workflow.objects.filter(name=BOARD_GROUP_NAME, active=True).first(),
    )


def _make_board() -> None:
    """The group with its collection and its workflow; rights follow."""
    Group.objects.get_or_create(name=BOARD_GROUP_NAME)
    if not Collection.objects.filter(name=BOARD_GROUP_NAME).exists():
        make_collection(BOARD_GROUP_NAME)
    if not Workflow.objects.filter(name=BOARD_GROUP_NAME, active=True).exists():
        workflow = Workflow.objects.create(name=BOARD_GROUP_NAME)
        WorkflowTask.objects.create(workflow=workflow, task=shared_task(BoardTask), sort_order=0)
