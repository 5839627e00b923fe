"""`manage.py restore FOLDER`: puts a backup into an empty database and empty media stores, and compares all digests."""

from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from operations.backup import files, programs
from operations.backup.manifest import DATABASE, Manifest, file_of
from operations.sessions import go_past_the_pool


class Command(BaseCommand):
    help = "Restores what `backup` wrote into a database and media stores that are empty."
    # The tables come with the backup.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--go-on", action="store_true", dest="goes_on", help="The database is back already.")
        parser.add_argument("--check", action="store_true", help="Only say whether the backup is whole.")

    def handle(self, *args: Any, folder: Path, check: bool, goes_on: bool, **options: Any) -> None:
        manifest = self._read(folder)
        self.stdout.write(f"The backup of {manifest.made_at} is whole: {manifest.number_of_files} files.")
        if check:
            return
        go_past_the_pool()
        self._refuse_other_files(manifest)
        self._restore_database(folder, goes_on=goes_on)
        for store, wanted in manifest.media.items():
            self._copy(folder, store, wanted)
        self.stdout.write("The media are back, and their digests are those of the backup.")

    def _restore_database(self, folder: Path, *, goes_on: bool) -> None:
        """All of it, or nothing: what a restoration before this one wrote is whole."""
        if not connection.introspection.table_names():
            programs.restore(folder / DATABASE)
            self.stdout.write("The database is back.")
        elif not goes_on:
            raise CommandError(
                "The database is not empty. After an interruption, add --go-on: only media are written then."
            )

    def _read(self, folder: Path) -> Manifest:
        try:
            manifest = Manifest.read(folder)
            damaged = manifest.damage(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{folder} is no backup: {error}") from error
        if damaged:
            raise CommandError(f"{len(damaged)} files of the backup are damaged or missing: {', '.join(damaged[:5])}")
        return manifest

    def _refuse_other_files(self, manifest: Manifest) -> None:
        """Before anything is written: what is there under the same name must be the same."""
        unknown = manifest.media.keys() - set(files.STORES)
        if unknown:
            raise CommandError(f"The settings have no media store called {', '.join(sorted(unknown))}.")
        for store, wanted in manifest.media.items():
            storage = storages[store]
            for name, digest in wanted.items():
                if files.digest_in(storage, name) not in (None, digest):
                    raise CommandError(f"{name} is in the store “{store}” already, and is another file.")

    def _copy(self, folder: Path, store: str, wanted: dict[str, str]) -> None:
        storage = storages[store]
        for number, (name, digest) in enumerate(wanted.items(), start=1):
            if files.digest_in(storage, name) is None:
                files.copy_in(storage, name, file_of(folder, store, name))
            if files.digest_in(storage, name) != digest:
                raise CommandError(f"{name} was written to the store “{store}” and is not the same.")
            if number % 500 == 0:
                self.stdout.write(f"{store}: {number} files …")
