"""The files of the media stores, whichever they are."""

import hashlib
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage

from core.media.storages import PRIVATE, PUBLIC

# The stores with files of ours, by their names in the settings; `collectstatic` fills the one of styles and scripts.
STORES = (PRIVATE, PUBLIC)
_CHUNK = 1024 * 1024


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
    """Puts one file there under that very name, of which `save` would make another one."""
    with source.open("rb") as file:
        saved = storage._save(name, File(file, name=name))  # type: ignore[attr-defined]
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
