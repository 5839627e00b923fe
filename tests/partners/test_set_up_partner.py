"""One service gives a partner its groups, rights, collection, workflow and areas; running it again changes nothing."""

from collections import defaultdict

from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from partners.models import Partner, PartnerGroup, PartnerPage
from partners.roles import Role, rights_of
from partners.services import set_up_partner


def snapshot() -> dict[str, object]:
    """All that the service writes, as comparable values."""
    models = (
        Group,
        PartnerGroup,
        Collection,
        Workflow,
        WorkflowPage,
        GroupPagePermission,
        GroupCollectionPermission,
        Page,
    )
    rows = {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}
    steps = sorted(WorkflowTask.objects.values_list("workflow", "task", "sort_order"))
    return {**rows, "steps": steps, "revisions": Revision.objects.count()}


def page_rights(partner: Partner, role: Role) -> dict[str, set[str]]:
    rights = defaultdict(set)
    granted = GroupPagePermission.objects.filter(group=partner.group(role)).select_related("permission", "page__locale")
    for line in granted:
        assert line.page.specific.partner == partner
        rights[line.page.locale.language_code].add(line.permission.codename.removesuffix("_page"))
    return dict(rights)


def test_a_new_partner_has_all_that_it_needs(db: None) -> None:
    partner = Partner.objects.create(key="onzieme", acronym="Onzième", name_fr="Le onzième partenaire")

    set_up_partner(partner)

    areas = PartnerPage.objects.filter(partner=partner)
    assert {area.locale.language_code for area in areas} == {"fr", "en"}
    assert len({area.translation_key for area in areas}) == 1
    assert all(area.live and not area.alias_of_id for area in areas)
    assert all(area.get_workflow() == partner.workflow for area in areas)
    assert {group.role for group in partner.groups.all()} == set(Role)


def test_rights_are_those_of_the_declared_table(crim: Partner) -> None:
    for role in Role:
        declared = set(rights_of(role).pages)
        languages = ["en"] if rights_of(role).target_locales_only else ["fr", "en"]
        assert page_rights(crim, role) == dict.fromkeys(languages, declared)


def test_running_it_again_changes_nothing(crim: Partner) -> None:
    before = snapshot()
    set_up_partner(crim)
    assert snapshot() == before


def test_running_it_again_mends_a_lost_and_an_added_right(crim: Partner) -> None:
    editors = crim.group(Role.EDITOR)
    area = PartnerPage.objects.get(partner=crim, locale=Locale.get_default())
    GroupPagePermission.objects.filter(group=editors, page=area, permission__codename="change_page").delete()
    publish = GroupPagePermission.objects.create(group=editors, page=area, permission_type="publish")

    set_up_partner(crim)

    assert page_rights(crim, Role.EDITOR)["fr"] == set(rights_of(Role.EDITOR).pages)
    assert not GroupPagePermission.objects.filter(pk=publish.pk).exists()
