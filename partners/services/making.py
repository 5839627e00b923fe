"""Makes one thing that a partner or the board lacks; what lacks, `setup` finds out."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Task, Workflow, WorkflowPage, WorkflowTask

from partners.models import BoardTask, ModerationTask, Partner, PartnerGroup, PartnerIndexPage, PartnerPage
from partners.roles import BOARD_GROUP_NAME, Role

MODERATION_TASK_NAME = "Modération par le partenaire"


def make_group(partner: Partner, role: Role) -> None:
    group, _created = Group.objects.get_or_create(name=f"{partner.key}: {role.value}")
    PartnerGroup.objects.create(partner=partner, role=role, group=group)


def make_collection(name: str) -> Collection:
    """A new collection below the root, which holds nothing itself."""
    return Collection.get_first_root_node().add_child(instance=Collection(name=name))


def give_collection(partner: Partner) -> None:
    partner.collection = make_collection(partner.acronym)
    partner.save(update_fields=["collection"])


def give_workflow(partner: Partner) -> None:
    partner.workflow = Workflow.objects.create(name=f"Modération {partner.acronym}")
    partner.save(update_fields=["workflow"])


def activate(workflow: Workflow) -> None:
    workflow.active = True
    workflow.save(update_fields=["active"])


def set_steps(partner: Partner, declared: list[type[Task]]) -> None:
    WorkflowTask.objects.filter(workflow=partner.workflow).delete()
    for position, model in enumerate(declared):
        WorkflowTask.objects.create(workflow=partner.workflow, task=shared_task(model), sort_order=position)


def shared_task(model: type[Task]) -> Task:
    """The one task of that kind, which all workflows share."""
    name = MODERATION_TASK_NAME if model is ModerationTask else BOARD_GROUP_NAME
    return model.objects.filter(active=True).order_by("pk").first() or model.objects.create(name=name)


def make_area(partner: Partner, index: PartnerIndexPage) -> None:
    area = PartnerPage(title=partner.acronym, slug=partner.key, partner=partner, locale=index.locale, live=False)
    if original := PartnerPage.objects.filter(partner=partner).first():
        area.translation_key = original.translation_key
    # The tree position is computed from the parent's counters, which an earlier insertion may have changed.
    PartnerIndexPage.objects.get(pk=index.pk).add_child(instance=area)


def publish(area: PartnerPage) -> None:
    PartnerPage.objects.get(pk=area.pk).save_revision().publish()


def assign_workflow(workflow: Workflow, page: Page) -> None:
    """This workflow, and no other, from `page` downwards."""
    WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def make_board() -> None:
    """The group with its collection and its workflow; rights follow."""
    Group.objects.get_or_create(name=BOARD_GROUP_NAME)
    if not Collection.objects.filter(name=BOARD_GROUP_NAME).exists():
        make_collection(BOARD_GROUP_NAME)
    if not Workflow.objects.filter(name=BOARD_GROUP_NAME, active=True).exists():
        workflow = Workflow.objects.create(name=BOARD_GROUP_NAME)
        WorkflowTask.objects.create(workflow=workflow, task=shared_task(BoardTask), sort_order=0)
