"""A backup holds the database and all media; put onto an empty machine it gives the same, or says what is damaged."""

import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from wagtail.models import Page

from core.media.listing import all_keys
from core.media.storages import ByFolder
from launcher import postgres
from operations.backup import files
from partners.models import Partner
from tests.factories import ArticlePageFactory

FILES = {"original_images/é l’été.jpg": b"picture", "documents/a.pdf": b"%PDF", "images/a.width-400.jpg": b"small"}


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(next(postgres.find()).folder))


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    """Empty stores; the first one is filled with `fill`."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


def fill() -> None:
    for name, content in FILES.items():
        ByFolder().of(name).save(name, ContentFile(content))


def stored() -> dict[str, bytes]:
    found = {}
    for alias in files.STORES:
        for name, _written in all_keys(alias):
            with storages[alias].open(name) as file:
                assert name not in found
                found[name] = file.read()
    return found


def backup(folder: Path) -> str:
    said = StringIO()
    call_command("backup", folder, stdout=said)
    return said.getvalue()


def restore(folder: Path, *options: str) -> str:
    said = StringIO()
    call_command("restore", folder, *options, stdout=said)
    return said.getvalue()


def use(name: str) -> None:
    from django.conf import settings

    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@pytest.fixture
def empty_database(committed_database: None) -> Iterator[str]:
    """The name of a database of which nothing is known; the portal goes on with its own until it is told."""
    name, own = f"carrefour_restored_{os.getpid()}", connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield name
        use(own)
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def pages() -> list[tuple[Any, ...]]:
    return list(Page.objects.order_by("pk").values_list("pk", "title", "live", "url_path"))


def test_an_empty_machine_gets_everything_back(empty_database: str, media: None, tmp_path: Path, settings: Any) -> None:
    ArticlePageFactory(partner=Partner.objects.get(key="crim"), title="Œuvre « sauvée »", published=True)
    fill()
    before, kept = pages(), stored()
    assert kept == FILES
    assert "3 files" in backup(tmp_path / "backup")

    use(empty_database)
    settings.MEDIA_ROOT = str(tmp_path / "elsewhere")
    said = restore(tmp_path / "backup")

    assert "their digests are those of the backup" in said
    assert pages() == before
    assert stored() == kept
    assert not list(tmp_path.glob("*.unfinished"))


def test_an_interrupted_restoration_goes_on(empty_database: str, media: None, tmp_path: Path, settings: Any) -> None:
    fill()
    backup(tmp_path / "backup")
    use(empty_database)
    restore(tmp_path / "backup")
    storages["default"].delete("documents/a.pdf")

    with pytest.raises(CommandError, match="--go-on"):
        restore(tmp_path / "backup")
    restore(tmp_path / "backup", "--go-on")
    assert stored() == FILES


def test_damage_is_found_before_anything_is_written(empty_database: str, media: None, tmp_path: Path) -> None:
    fill()
    backup(tmp_path / "backup")
    damaged = next(path for path in (tmp_path / "backup").rglob("*.pdf"))
    damaged.write_bytes(b"%PDX")
    use(empty_database)
    with pytest.raises(CommandError, match=r"a\.pdf"):
        restore(tmp_path / "backup", "--check")
    with pytest.raises(CommandError, match="damaged"):
        restore(tmp_path / "backup")
    assert connection.introspection.table_names() == []


def test_another_file_of_the_same_name_is_not_overwritten(empty_database: str, media: None, tmp_path: Path) -> None:
    fill()
    backup(tmp_path / "backup")
    storage = storages["default"]
    storage.delete("documents/a.pdf")
    storage.save("documents/a.pdf", ContentFile(b"%PDF of somebody else"))
    use(empty_database)
    with pytest.raises(CommandError, match="is another file"):
        restore(tmp_path / "backup")
    assert stored()["documents/a.pdf"] == b"%PDF of somebody else"
    assert connection.introspection.table_names() == []


def test_an_existing_folder_is_not_written_to(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="new folder"):
        backup(tmp_path)


def test_a_file_that_claims_to_lie_outside_is_refused(empty_database: str, media: None, tmp_path: Path) -> None:
    backup(tmp_path / "backup")
    manifest = tmp_path / "backup" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["media"][next(iter(told["media"]))]["../../../evil"] = "0" * 64
    manifest.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="no name of a file"):
        restore(tmp_path / "backup", "--check")


@pytest.mark.parametrize("content", ["", "{}", "[]", "nothing"])
def test_what_is_no_backup_is_refused(tmp_path: Path, db: None, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(CommandError, match="is no backup"):
        restore(tmp_path)
