"""Proves that files and rows agree, or says where they do not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from core.media.audit import audit


class Command(BaseCommand):
    help = (
        "Compares the files of both media stores with the rows that name them: a line for each difference, exit code 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mends what needs no decision")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        left = 0
        try:
            for finding in audit(timezone.now()):
                if repair and finding.mend:
                    finding.mend()
                    self.stdout.write(_("Mended: %s") % finding.text)
                else:
                    left += 1
                    self.stdout.write(finding.text)
        except OSError as error:
            raise CommandError(_("A media store failed: %s") % error) from error
        if left:
            sys.exit(1)
        self.stdout.write(_("Files and rows agree."))
