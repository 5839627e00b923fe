"""What differs between files and rows is found in both stores, and mended where nobody has to decide."""

import datetime as dt
import io
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.media import audit, listing
from core.media.audit import GRACE, Finding
from core.models import CustomImage, CustomRendition
from partners.models import Partner
from tests.media import servers
from tests.media.content import article_with, image_of
from tests.media.stores import use_buckets

OLD = (dt.datetime.now(dt.UTC) - 2 * GRACE).timestamp()


def add_file(alias: str, name: str, *, is_old: bool = True) -> None:
    stored = storages[alias].save(name, ContentFile(b"x"))
    if is_old:
        os.utime(storages[alias].path(stored), (OLD, OLD))


def run(*options: str) -> tuple[int, list[str]]:
    """The exit code of the command, and its lines."""
    output, code = io.StringIO(), 0
    try:
        call_command("audit_media", *options, stdout=output)
    except SystemExit as error:
        code = int(error.code or 0)
    return code, output.getvalue().splitlines()


def test_nothing_differs(crim: Partner) -> None:
    article_with(crim, image_of(crim))
    assert run()[0] == 0


def test_files_that_belong_to_nothing(crim: Partner) -> None:
    image = image_of(crim)
    article_with(crim, image)
    names = [("public", "images/a.webp"), ("public", "share/b.png"), ("default", "original_images/été/c.png")]
    names += [("default", "documents/d.pdf"), ("default", "unpublished/e.webp"), ("default", "avatar_images/f.png")]
    for alias, name in names:
        add_file(alias, name)
    # An upload that is under way.
    add_file("default", "original_images/now.png", is_old=False)

    code, lines = run()
    assert (code, len(lines)) == (1, len(names))
    assert all(any(name in line for line in lines) for _alias, name in names)
    assert run("--repair")[0] == 0
    assert run()[0] == 0
    assert not any(storages[alias].exists(name) for alias, name in names)
    assert storages["default"].exists("original_images/now.png")
    assert storages["default"].exists(image.file.name)


def test_renditions_without_a_file_are_made_again(crim: Partner) -> None:
    article_with(crim, image_of(crim))
    lost = CustomRendition.objects.first()
    assert lost
    lost.file.storage.delete(lost.file.name)
    code, lines = run()
    assert (code, len(lines)) == (1, 1)
    assert lost.file.name in lines[0]
    assert run("--repair")[0] == 0
    assert CustomRendition.objects.count() == 9
    assert run()[0] == 0


def test_a_lost_original_is_for_a_person_to_decide(crim: Partner) -> None:
    image = image_of(crim)
    article_with(crim, image)
    image.file.storage.delete(image.file.name)
    code, lines = run("--repair")
    assert (code, len(lines)) == (1, 1)
    assert image.file.name in lines[0]
    assert "9" in lines[0]
    assert CustomRendition.objects.count() == 9
    assert CustomImage.objects.count() == 1


def test_a_picture_of_a_restricted_page_leaves_the_public_store(crim: Partner) -> None:
    page = article_with(crim, image_of(crim))
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    code, lines = run()
    assert (code, len(lines)) == (1, 1)
    assert run("--repair")[0] == 0
    assert storages["public"].listdir("images")[1] == []


@pytest.mark.fault
def test_a_store_that_is_down_is_no_reason_to_delete_anything(crim: Partner, settings: Any) -> None:
    article_with(crim, image_of(crim))
    count = CustomRendition.objects.count()
    use_buckets(settings, servers.nobody())
    with pytest.raises(CommandError, match="failed"):
        call_command("audit_media", "--repair")
    assert CustomRendition.objects.count() == count


def test_both_sides_are_in_the_same_order(crim: Partner) -> None:
    names = [
        "a.png",
        "a/b.png",
        "a/ü.png",
        "a-b.png",
        "a_b.png",
        "A.png",
        "ab.png",
        "é.png",
        "z/z/z.png",
        "\U0001f600.png",
    ]
    for name in names:
        storages["default"].save(f"original_images/{name}", ContentFile(b"x"))
        CustomImage.objects.create(title=name, file=f"original_images/{name}", width=1, height=1)
    files = [name for name, _written in listing.keys("default", "original_images")]
    rows = [name for name, _pk in listing.rows(CustomImage, "file", "original_images")]
    assert files == rows == sorted(files, key=str.encode)
    assert len(files) == len(names)


def test_rows_are_read_a_few_at_a_time(crim: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CHUNK", 3)
    for number in range(10):
        CustomImage.objects.create(title="x", file=f"original_images/{number // 2}.png", width=1, height=1)
    rows = list(listing.rows(CustomImage, "file", "original_images"))
    assert [name for name, _pk in rows] == [f"original_images/{number // 2}.png" for number in range(10)]
    assert len({pk for _name, pk in rows}) == 10


def test_a_million_files_take_no_more_memory_than_a_few(crim: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two sides are streams; here of 300,000 names each, of which one differs."""
    count, written = 300_000, timezone.now() - 2 * GRACE

    def keys(alias: str, folder: str) -> Iterator[listing.Key]:
        if folder == "original_images":
            yield from ((f"{folder}/{number:09}.png", written) for number in range(count))

    def rows(model: Any, field: str, folder: str) -> Iterator[tuple[str, int]]:
        if folder == "original_images":
            yield from ((f"{folder}/{number:09}.png", number) for number in range(count) if number != 777)

    monkeypatch.setattr(audit, "keys", keys)
    monkeypatch.setattr(audit, "rows", rows)
    tracemalloc.start()
    found = list(audit.audit(timezone.now()))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [isinstance(each, Finding) and "000000777" in each.text for each in found] == [True]
    assert peak < 3_000_000


def test_a_folder_that_is_not_there_is_empty(empty_folders: Path) -> None:
    assert list(listing.keys("public", "images")) == []
