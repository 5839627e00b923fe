"""`manage.py backup FOLDER`: the database and the media as they are, with the digest of each file."""

import shutil
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.media.listing import all_keys
from operations.backup import files, programs
from operations.backup.manifest import DATABASE, Manifest, file_of, now
from operations.sessions import go_past_the_pool


class Command(BaseCommand):
    help = "Writes the database and the media into a new folder, and checks what was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        go_past_the_pool()
        folder = folder.absolute()
        if folder.exists():
            raise CommandError(f"{folder} exists: name a new folder.")
        # Under its name it is whole.
        draft = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        made_at = now()
        # First the rows, then the files: what is uploaded meanwhile is too much, and nothing is too little.
        programs.dump(draft / DATABASE)
        media = {store: self._copy(draft, store) for store in files.STORES}
        manifest = Manifest(made_at, files.digest_on_disk(draft / DATABASE) or "", media)
        manifest.write(draft)
        if damaged := manifest.damage(draft):
            raise CommandError(f"What was written cannot be read again: {', '.join(damaged[:5])}")
        draft.rename(folder)
        self.stdout.write(f"{folder}: the database and {manifest.number_of_files} files")

    def _copy(self, draft: Path, store: str) -> dict[str, str]:
        storage = storages[store]
        copied: dict[str, str] = {}
        for name, _written in all_keys(store):
            try:
                copied[name] = files.copy_out(storage, name, file_of(draft, store, name))
            except FileNotFoundError:
                # Deleted since it was listed.
                continue
            if len(copied) % 500 == 0:
                self.stdout.write(f"{store}: {len(copied)} files …")
        return copied
