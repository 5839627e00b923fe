"""Compares the files of both stores with the rows that name them, and mends what differs.

Both sides are read in the order of names and compared as they come, so that nothing is held of millions of files.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from core.media.listing import CHUNK, Key, keys, rows
from core.media.renditions import hide_unshown, shown_publicly
from core.media.storages import CARDS, NOT_SHOWN, PRIVATE, PUBLIC, SHOWN, store
from core.media.tasks import make_renditions
from core.models import CustomDocument, CustomImage, CustomRendition, StoredCard

# A younger file may be an upload whose row is not written yet.
GRACE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """What differs, in the active language; `mend` puts it right, where nobody has to decide."""

    text: str
    mend: Callable[[], object] | None = None


@dataclass(frozen=True)
class Folder:
    """A folder of a store, and the rows whose files lie there."""

    alias: str
    name: str
    model: type[Model]
    field: str = "file"


FOLDERS = (
    Folder(PUBLIC, SHOWN, CustomRendition),
    Folder(PUBLIC, CARDS, StoredCard),
    Folder(PRIVATE, NOT_SHOWN, CustomRendition),
    Folder(PRIVATE, "original_images", CustomImage),
    Folder(PRIVATE, "documents", CustomDocument),
    Folder(PRIVATE, "avatar_images", UserProfile, "avatar"),
    Folder(PRIVATE, "wagtail_uploads", UploadedFile),
)


def audit(at: dt.datetime) -> Iterator[Finding]:
    """All differences at the moment `at`. OSError where a store fails."""
    for folder in FOLDERS:
        yield from _differences(folder, at)
    yield from _shown_by_nobody()


def _differences(folder: Folder, at: dt.datetime) -> Iterator[Finding]:
    files, names = keys(folder.alias, folder.name), rows(folder.model, folder.field, folder.name)
    file, row, before = next(files, None), next(names, None), ""
    while file or row:
        if row and row[0] == before:
            # Another row of the file that was compared last.
            row = next(names, None)
        elif row and file and row[0] == file[0]:
            before, file, row = row[0], next(files, None), next(names, None)
        elif file and (row is None or file[0].encode() < row[0].encode()):
            yield from _file_without_row(folder, file, at)
            file = next(files, None)
        elif row:
            yield from _row_without_file(folder, *row)
            row = next(names, None)


def _file_without_row(folder: Folder, file: Key, at: dt.datetime) -> Iterator[Finding]:
    name, written = file
    if at - written < GRACE or folder.model._default_manager.filter(**{folder.field: name}).exists():
        return
    text = _("%(store)s: the file “%(name)s” belongs to nothing")
    yield Finding(text % {"store": _store_name(folder.alias), "name": name}, partial(store(folder.alias).delete, name))


def _row_without_file(folder: Folder, name: str, pk: int) -> Iterator[Finding]:
    """Asked again of both: since the files were listed, the row may be gone, or the file have come."""
    row = folder.model._default_manager.filter(pk=pk, **{folder.field: name}).first()
    if row is None or store(folder.alias).exists(name):
        return
    text = _("%(store)s: the file “%(name)s” of %(kind)s %(id)s is missing")
    named = {"store": _store_name(folder.alias), "name": name, "kind": row._meta.verbose_name, "id": pk}
    if isinstance(row, CustomImage) and (count := row.renditions.count()):
        text = _("%(store)s: the file “%(name)s” of %(kind)s %(id)s is missing; of renditions it has %(count)s")
        named["count"] = count
    yield Finding(text % named, _mend_of(row))


def _mend_of(row: Model) -> Callable[[], object] | None:
    """What somebody uploaded has to be uploaded again; what the portal made is made again."""
    if isinstance(row, CustomRendition):
        return partial(_remake, row)
    if isinstance(row, (StoredCard, UploadedFile)):
        return row.delete
    if isinstance(row, UserProfile):
        return partial(UserProfile.objects.filter(pk=row.pk, avatar=row.avatar.name).update, avatar="")
    return None


def _remake(rendition: CustomRendition) -> None:
    was_public = rendition.is_public
    rendition.delete()
    if was_public:
        make_renditions.enqueue(rendition.image_id, [rendition.filter_spec])


def _shown_by_nobody() -> Iterator[Finding]:
    """Images that anybody can see who has their address, although no public page shows them."""
    last = 0
    while True:
        images = CustomRendition.objects.filter(file__startswith=f"{SHOWN}/", image__gt=last)
        some = list(images.order_by("image").values_list("image", flat=True).distinct()[:CHUNK])
        if not some:
            return
        for pk in sorted(set(some) - shown_publicly(some)):
            text = _("Image %(id)s is in the public store, and no public page shows it")
            yield Finding(text % {"id": pk}, partial(hide_unshown, [pk]))
        last = some[-1]


def _store_name(alias: str) -> str:
    return _("public store") if alias == PUBLIC else _("private store")
