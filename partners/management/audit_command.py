"""What the commands that look for differences have in common."""

import sys
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from partners.audit import Repair
from partners.findings import Finding


class AuditCommand(BaseCommand):
    """Exit code 0 when nothing differs, 1 with one line for each difference that is left."""

    repair_help: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help=self.repair_help)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            done = self.repair()
            self._list(done.mended, _("Mended: %s"))
            left = done.left
        else:
            left = list(self.audit())
        self._list(left, "%s")
        if left:
            sys.exit(1)
        self.stdout.write(self.all_well())

    @abstractmethod
    def audit(self) -> Iterable[Finding]:
        """The differences."""

    @abstractmethod
    def repair(self) -> Repair:
        """What was mended, and what is left."""

    @abstractmethod
    def all_well(self) -> str:
        """The line for when there is none."""

    def _list(self, findings: list[Finding], line: str) -> None:
        for finding in findings:
            self.stdout.write(line % finding)
