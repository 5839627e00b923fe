"""Puts partners on board from a YAML file, as the form of the admin does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.onboarding.files import BadFileError, load
from partners.services.onboarding import KeyTakenError, onboard


class Command(BaseCommand):
    help = (
        "Makes the partners of a YAML file, or brings them to what the file says: all of them, or none when something "
        "is wrong. docs/partner-example.yaml shows the fields."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a YAML file with one partner, or with a list of them")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default="en", help="of the messages"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, language: str, **options: Any) -> None:
        with override(language):
            try:
                plans = [onboarding.plan() for onboarding in load(file)]
                reports = onboard(plans, by=None, is_rehearsal=dry_run)
            except (BadFileError, KeyTakenError) as error:
                raise CommandError(str(error)) from error
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            if dry_run:
                self.stdout.write(_("A dry run: what follows would be done, and was not."))
            for report in reports:
                for sentence in report.sentences:
                    self.stdout.write(f"{report.partner}: {sentence}")
