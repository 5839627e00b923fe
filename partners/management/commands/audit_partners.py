"""Proves that partners are kept apart, or says where they are not."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from partners.audit import Repair, audit, repair
from partners.findings import Finding
from partners.management.audit_command import AuditCommand
from partners.models import Partner


class Command(AuditCommand):
    """Compares everything with what is declared."""

    help = "Compares rights, members, areas, workflows and pages of all partners with what is declared."
    repair_help = "mends what needs no decision, in one transaction"

    def audit(self) -> Iterable[Finding]:
        return audit()

    def repair(self) -> Repair:
        return repair()

    def all_well(self) -> str:
        count = Partner.objects.count()
        line = ngettext("%(count)s partner: nothing differs.", "%(count)s partners: nothing differs.", count)
        return line % {"count": count}
