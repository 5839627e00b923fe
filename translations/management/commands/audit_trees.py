"""Proves that the trees of the languages are in step, or says where they are not."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from partners.audit import Repair
from partners.findings import Finding
from partners.management.audit_command import AuditCommand
from translations.audit import audit, repair


class Command(AuditCommand):
    """Compares the trees of all languages with each other."""

    help = "Finds what is out of step between the languages: versions, places, order, public state, records."
    repair_help = "mends what can be mended without losing a text, each thing in a transaction of its own"

    def audit(self) -> Iterable[Finding]:
        return audit()

    def repair(self) -> Repair:
        return repair()

    def all_well(self) -> str:
        return _("The languages are in step.")
