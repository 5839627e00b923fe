"""Proves that partners are kept apart, or says where they are not."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.audit import audit, repair
from partners.findings import Finding
from partners.models import Partner


class Command(BaseCommand):
    """Exit code 0 when nothing differs from what is declared, 1 with one line for each difference."""

    help = "Compares rights, members, areas, workflows and pages of all partners with what is declared."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mends what needs no decision, in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            done = repair()
            self._list(done.mended, _("Mended: %s"))
            left = done.left
        else:
            left = list(audit())
        self._list(left, "%s")
        if left:
            sys.exit(1)
        count = Partner.objects.count()
        line = ngettext("%(count)s partner: nothing differs.", "%(count)s partners: nothing differs.", count)
        self.stdout.write(line % {"count": count})

    def _list(self, findings: list[Finding], line: str) -> None:
        for finding in findings:
            self.stdout.write(line % finding)
