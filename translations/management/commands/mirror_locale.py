"""Fills the tree of a language with mirrors of what is public."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from translations.services import mirror_into


class Command(BaseCommand):
    """What the background task does when a language is added; goes on where an interrupted one stopped."""

    help = (
        "Mirrors what is public into a language, with areas, rights and workflows. Run again, it adds what is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language_code", help="of a locale that exists, such as en")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["language_code"]
        locale = Locale.objects.filter(language_code=code).first()
        if locale is None:
            known = ", ".join(Locale.objects.values_list("language_code", flat=True))
            raise CommandError(f"There is no locale {code}. There are: {known}.")
        self.stdout.write(f"{mirror_into(locale)} mirrors made in {locale}.")
