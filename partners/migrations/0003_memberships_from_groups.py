from django.db import migrations


def record_memberships(apps, schema_editor):
    """Until now a role was only a place in a group."""
    Membership = apps.get_model("partners", "Membership")
    PartnerGroup = apps.get_model("partners", "PartnerGroup")
    for partner_group in PartnerGroup.objects.all():
        for user in partner_group.group.user_set.all():
            Membership.objects.get_or_create(partner=partner_group.partner, user=user, role=partner_group.role)


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_members_and_approvals")]

    operations = [migrations.RunPython(record_memberships, migrations.RunPython.noop)]
