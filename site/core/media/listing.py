"""The names of all files of a store, and of all rows, in the same order and a few at a time: however many there are."""

import datetime as dt
from collections.abc import Iterator
from os import scandir
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db.models import Model
from django.db.models.functions import Collate

from core.media.storages import Bucket, ByFolder, alias_of, store

# Rows of one query.
CHUNK = 5000

# A name, and when the file was written.
Key = tuple[str, dt.datetime]


def keys(alias: str, folder: str) -> Iterator[Key]:
    """The files of a folder of a store, in the order of the bytes of their names."""
    return _keys(alias, f"{folder}/")


def all_keys(alias: str) -> Iterator[Key]:
    """All files of a store. On disk both stores may share one folder: a name tells which of them has the file."""
    return (key for key in _keys(alias, "") if alias_of(ByFolder(), key[0]) == alias)


def rows(model: type[Model], field: str, folder: str) -> Iterator[tuple[str, int]]:
    """The names that rows have in `field` below a folder, in the same order, with their keys."""
    found = model._default_manager.annotate(name_in_order=Collate(field, "C")).order_by("name_in_order", "pk")
    found = found.filter(**{f"{field}__startswith": f"{folder}/"})
    last: tuple[str, int] | None = None
    while True:
        rest = found.filter(name_in_order__gte=last[0]) if last else found
        some = [row for row in rest.values_list("name_in_order", "pk")[:CHUNK] if last is None or row > last]
        yield from some
        if not some:
            return
        last = some[-1]


def _keys(alias: str, prefix: str) -> Iterator[Key]:
    storage = store(alias)
    if isinstance(storage, Bucket):
        for page in storage.pages_of_keys(prefix):
            yield from ((entry["Key"], entry["LastModified"]) for entry in page)
    elif isinstance(storage, FileSystemStorage):
        yield from _files(Path(storage.location), prefix)


def _files(root: Path, prefix: str) -> Iterator[Key]:
    """As an S3 server lists it: a folder stands where its name with a slash would."""
    try:
        with scandir(root / prefix) as found:
            entries = sorted(found, key=lambda entry: _key(f"{entry.name}/" if entry.is_dir() else entry.name))
    except FileNotFoundError:
        return
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _files(root, f"{name}/")
        else:
            try:
                yield name, dt.datetime.fromtimestamp(entry.stat().st_mtime, dt.UTC)
            except FileNotFoundError:
                continue


def _key(name: str) -> bytes:
    return name.encode(errors="surrogateescape")
