"""What a partner needs in the portal: groups, rights, a collection, a workflow, an area in each language.

Each step compares one kind of thing with what is declared and yields the differences. `set_up_partner` mends them step
by step, so a new partner is only a partner from which everything is missing; `audit` runs the same steps and mends
nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Prefetch, QuerySet
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
)

from partners.findings import Finding
from partners.models import BoardTask, ModerationTask, Partner, PartnerIndexPage, PartnerPage
from partners.roles import BOARD_GROUP_NAME, PlatformRole, Rights, Role, rights_of
from partners.services.making import (
    activate,
    assign_workflow,
    give_collection,
    give_workflow,
    make_area,
    make_board,
    make_group,
    publish,
    set_steps,
)

Step = Callable[[Partner], Iterator[Finding]]

NO_RIGHTS = Rights(pages=frozenset(), media=frozenset(), general=frozenset())
# Wagtail checks the rights of its own models, whichever models are used in their place.
MEDIA_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@transaction.atomic
def set_up_partner(partner: Partner) -> list[Finding]:
    """Brings a partner to what is declared; returns what was missing or too much, now mended.

    A locale without a partner index is passed over; its area is made when the index exists.
    """
    # Two at once would both find the same thing missing.
    Partner.objects.select_for_update().get(pk=partner.pk)
    mended = _carry_out(steps(), with_all(Partner.objects.all()).get(pk=partner.pk))
    partner.refresh_from_db(fields=["collection", "workflow"])
    return mended


@transaction.atomic
def set_up_area(area: PartnerPage) -> None:
    """The declared rights and the workflow on an area that has just been made, in a language added later perhaps."""
    rights = partial(_rights_on_areas, Locale.get_default().pk)
    _carry_out((rights, _workflow_of_areas), Partner.objects.get(pk=area.partner_id))


def _carry_out(chosen: Iterable[Step], partner: Partner) -> list[Finding]:
    """Mends step by step: what one step makes, the next one compares."""
    mended: list[Finding] = []
    for step in chosen:
        found = list(step(partner))
        for finding in found:
            if finding.mend:
                finding.mend()
                mended.append(finding)
        if found:
            partner = Partner.objects.get(pk=partner.pk)
    return mended


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
        yield Finding(None, _("The editorial board's group, collection or workflow is missing."), make_board)
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


def _board() -> tuple[Group | None, Collection | None, Workflow | None]:
    return (
        Group.objects.filter(name=BOARD_GROUP_NAME).prefetch_related(*_RIGHTS_OF_GROUP).first(),
        Collection.objects.filter(name=BOARD_GROUP_NAME).first(),
        Workflow.objects.filter(name=BOARD_GROUP_NAME, active=True).first(),
    )


# The steps


_RIGHTS_OF_GROUP = (
    "permissions__content_type",
    "page_permissions__permission",
    "page_permissions__page",
    "collection_permissions__permission__content_type",
    "collection_permissions__collection",
)


def with_all(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """`partners` with all that the steps compare, in a number of queries that does not depend on how many there are."""
    areas = PartnerPage.objects.select_related("locale").defer_streamfields().order_by("path")
    return partners.select_related("collection", "workflow").prefetch_related(
        Prefetch("areas", areas),
        "areas__workflowpage",
        "workflow__workflow_tasks__task__content_type",
        *(f"groups__group__{relation}" for relation in _RIGHTS_OF_GROUP),
    )


def steps() -> tuple[Step, ...]:
    """What is compared, in the order in which it is mended; of a partner from `with_all`, without further queries."""
    indexes = list(PartnerIndexPage.objects.select_related("locale").order_by("path"))
    return (
        _groups,
        _general_rights_of_groups,
        _collection,
        _rights_on_collection,
        _workflow,
        _steps_of_workflow,
        partial(_areas, indexes),
        _publication_of_areas,
        partial(_rights_on_areas, Locale.get_default().pk),
        _workflow_of_areas,
        _rights_elsewhere,
    )


def _groups(partner: Partner) -> Iterator[Finding]:
    present = {partner_group.role for partner_group in partner.groups.all()}
    for role in Role:
        if role.value not in present:
            what = _("The group of the role “%(role)s” is missing.") % {"role": role.label}
            yield Finding(partner, what, partial(make_group, partner, role))


def _general_rights_of_groups(partner: Partner) -> Iterator[Finding]:
    for partner_group in partner.groups.all():
        yield from _general_rights(partner, partner_group.group, declared_rights(partner, Role(partner_group.role)))


def _collection(partner: Partner) -> Iterator[Finding]:
    if partner.collection_id is None:
        yield Finding(
            partner, _("The collection of images and documents is missing."), partial(give_collection, partner)
        )


def _rights_on_collection(partner: Partner) -> Iterator[Finding]:
    if partner.collection is None:
        return
    for partner_group in partner.groups.all():
        rights = declared_rights(partner, Role(partner_group.role))
        yield from _media_rights(partner, partner_group.group, partner.collection, rights)


def _workflow(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        yield Finding(partner, _("The workflow is missing."), partial(give_workflow, partner))
    elif not partner.workflow.active:
        yield Finding(partner, _("The workflow is switched off."), partial(activate, partner.workflow))


def _steps_of_workflow(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        return
    tasks = [row.task for row in partner.workflow.workflow_tasks.all()]
    declared: list[type[Task]] = [ModerationTask, *([BoardTask] if partner.needs_board_approval else [])]
    if [task.specific_class for task in tasks] != declared or not all(task.active for task in tasks):
        yield Finding(
            partner,
            _("The steps of the workflow are not those that the partner's record asks for."),
            partial(set_steps, partner, declared),
        )


def _areas(indexes: list[PartnerIndexPage], partner: Partner) -> Iterator[Finding]:
    present = {area.locale_id for area in partner.areas.all()}
    for index in indexes:
        if index.locale_id not in present:
            what = _("The area in %(language)s is missing.") % {"language": index.locale.get_display_name()}
            yield Finding(partner, what, partial(make_area, partner, index))


def _publication_of_areas(partner: Partner) -> Iterator[Finding]:
    """Published when all are made: the publication of one would else make mirrors in place of the others."""
    for area in partner.areas.all():
        if not area.first_published_at and not area.alias_of_id:
            what = _("The area in %(language)s is not public.") % {"language": area.locale.get_display_name()}
            yield Finding(partner, what, partial(publish, area))


def _rights_on_areas(first_locale: int, partner: Partner) -> Iterator[Finding]:
    for area in partner.areas.all():
        for partner_group in partner.groups.all():
            rights = declared_rights(partner, Role(partner_group.role))
            is_reached = not rights.target_locales_only or area.locale_id != first_locale
            yield from _page_rights(partner, partner_group.group, area, rights.pages if is_reached else frozenset())


def _workflow_of_areas(partner: Partner) -> Iterator[Finding]:
    if partner.workflow is None:
        return
    for area in partner.areas.all():
        assigned = getattr(area, "workflowpage", None)
        if assigned is None or assigned.workflow_id != partner.workflow_id:
            what = _("The area in %(language)s is without its workflow.") % {"language": area.locale.get_display_name()}
            yield Finding(partner, what, partial(assign_workflow, partner.workflow, area))


def _rights_elsewhere(partner: Partner) -> Iterator[Finding]:
    """Rights of the partner's groups in places that are not the partner's."""
    groups = [partner_group.group for partner_group in partner.groups.all()]
    areas = {area.pk for area in partner.areas.all()}
    for on_page in (row for group in groups for row in _on_pages(group) if row.page_id not in areas):
        what = _("The group “%(group)s” has the right “%(right)s” on the page “%(page)s”, which is not the partner's.")
        words = {"group": on_page.group, "right": on_page.permission.codename, "page": on_page.page.title}
        yield Finding(partner, what % words, on_page.delete)
    in_collections = (row for group in groups for row in _in_collections(group))
    for row in (row for row in in_collections if row.collection_id != partner.collection_id):
        what = _(
            "The group “%(group)s” has the right “%(right)s” in the collection “%(collection)s”, "
            "which is not the partner's."
        )
        words = {"group": row.group, "right": row.permission.codename, "collection": row.collection.name}
        yield Finding(partner, what % words, row.delete)


def declared_rights(partner: Partner, role: Role) -> Rights:
    """What the table gives; nothing once the partner is closed."""
    return NO_RIGHTS if partner.is_closed else rights_of(role)


# Comparing rights


def _general_rights(partner: Partner | None, group: Group, rights: Rights) -> Iterator[Finding]:
    held = {f"{p.content_type.app_label}.{p.codename}": p for p in group.permissions.all()}
    for name in sorted(rights.general - held.keys()):
        permission = _permission(name)
        yield _missing(partner, group, name, _("in the admin"), partial(group.permissions.add, permission))
    for name in sorted(held.keys() - rights.general):
        permission = held[name]
        yield _undeclared(partner, group, name, _("in the admin"), partial(group.permissions.remove, permission))


def _page_rights(partner: Partner | None, group: Group, page: Page, actions: frozenset[str]) -> Iterator[Finding]:
    held = {row.permission.codename: row for row in _on_pages(group) if row.page_id == page.pk}
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
    held = {
        f"{row.permission.content_type.app_label}.{row.permission.codename}": row
        for row in _in_collections(group)
        if row.collection_id == collection.pk
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


def _on_pages(group: Group) -> list[GroupPagePermission]:
    return list(group.page_permissions.all())  # type: ignore[attr-defined]  # Wagtail's relation


def _in_collections(group: Group) -> list[GroupCollectionPermission]:
    return list(group.collection_permissions.all())  # type: ignore[attr-defined]  # Wagtail's relation


def _missing(partner: Partner | None, group: Group, right: str, place: str, mend: Callable[[], object]) -> Finding:
    what = _("The group “%(group)s” lacks the right “%(right)s” %(place)s.")
    return Finding(partner, what % {"group": group.name, "right": right, "place": place}, mend)


def _undeclared(partner: Partner | None, group: Group, right: str, place: str, mend: Callable[[], object]) -> Finding:
    what = _("The group “%(group)s” has the right “%(right)s” %(place)s, which is not declared.")
    return Finding(partner, what % {"group": group.name, "right": right, "place": place}, mend)


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
