"""`manage.py messages`: brings the message catalogues up to date, or only says what is out of date."""

import shutil
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands import makemessages

SOURCE_LANGUAGE = "en"
IGNORED = ["var/*", "tests/*", "docs/*"]


class Extract(makemessages.Command):
    """Does not guess translations from similar messages: a wrong guess reads like a translation."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


class Command(BaseCommand):
    help = "Extracts messages into the catalogues; with --check, changes nothing and fails when one is not up to date."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only report.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not shutil.which("xgettext"):
            raise CommandError("GNU gettext is needed and was not found. Debian, Ubuntu: apt-get install gettext.")
        files = {
            code: Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po" for code, _ in settings.LANGUAGES
        }
        before = {code: file.read_text(encoding="utf-8") for code, file in files.items()}
        try:
            self._extract(files)
            problems = [problem for code, file in files.items() for problem in _problems(code, before[code], file)]
        finally:
            if check:
                for code, file in files.items():
                    file.write_text(before[code], encoding="utf-8")
        for problem in problems:
            self.stdout.write(problem)
        if check and problems:
            raise CommandError("The message catalogues are not up to date. Run `make messages`, and translate.")

    def _extract(self, files: dict[str, Path]) -> None:
        options = {"no_obsolete": True, "no_wrap": True, "verbosity": 0}
        call_command(Extract(), locale=list(files), ignore_patterns=IGNORED, add_location="never", **options)
        source = polib.pofile(str(files[SOURCE_LANGUAGE]), wrapwidth=0)
        for entry in source.untranslated_entries():
            _repeat_source(entry)
        source.save()


def _repeat_source(entry: polib.POEntry) -> None:
    """What is written in the code is the English text."""
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def _problems(code: str, before: str, file: Path) -> list[str]:
    """What the catalogue of a language lacks, has too much, or has not translated."""
    old, new = polib.pofile(before, wrapwidth=0), polib.pofile(str(file), wrapwidth=0)
    known = {(entry.msgctxt, entry.msgid) for entry in old}
    wanted = {(entry.msgctxt, entry.msgid) for entry in new}
    unfinished = {(entry.msgctxt, entry.msgid) for entry in (*new.untranslated_entries(), *new.fuzzy_entries())}
    return [
        *(f"{code}: missing: {text}" for _, text in sorted(wanted - known, key=str)),
        *(f"{code}: no longer used: {text}" for _, text in sorted(known - wanted, key=str)),
        *(f"{code}: not translated: {text}" for _, text in sorted(unfinished, key=str)),
    ]
