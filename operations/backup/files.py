"""The files of the media stores, whichever they are."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

# Stores with files of ours; that of styles and scripts is filled by `collectstatic`.
NOT_MEDIA = frozenset({"staticfiles"})
_CHUNK = 1024 * 1024


def stores() -> dict[str, Storage]:
    """The media stores by their names in the settings."""
    return {name: storages[name] for name in settings.STORAGES if name not in NOT_MEDIA}


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """All files below, by their names in the store."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        # A store on disk of which nothing was ever asked.
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(folders):
        yield from names_in(storage, prefix + name)


def copy_out(storage: Storage, name: str, target: Path) -> str:
    """Writes one file there; returns its digest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with storage.open(name) as source, target.open("wb") as file:
        for chunk in iter(lambda: source.read(_CHUNK), b""):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def copy_in(storage: Storage, name: str, source: Path) -> None:
    """Puts one file there under that very name."""
    with source.open("rb") as file:
        saved = storage.save(name, File(file, name=name))
    if saved != name:
        storage.delete(saved)
        raise FileExistsError(f"{name} is there already.")


def digest_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(_CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def digest_in(storage: Storage, name: str) -> str | None:
    """The digest of a file of the store; None where there is none."""
    if not storage.exists(name):
        return None
    with storage.open(name) as file:
        return digest_of(file)


def digest_on_disk(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return digest_of(file)
