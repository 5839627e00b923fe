"""The whole way with a real S3 server: upload, publication, readers, withdrawal, and a server that refuses."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import CollectionViewRestriction

from core.media import listing
from core.models import CustomDocument, CustomImage, CustomRendition, StoredCard
from core.share_images import share_image
from launcher import postgres
from partners.models import Partner, PartnerPage
from partners.roles import Role
from tests.factories import UserFactory
from tests.media.content import PAPER, article_with, upload_document, upload_image
from tests.media.radosgw import S3Server
from tests.media.stores import use_buckets
from tests.media.test_audit_media import run

pytestmark = pytest.mark.slow

Buckets = dict[str, str]


def get(address: str) -> tuple[int, bytes, dict[str, str]]:
    """What anybody gets there."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, b"", dict(error.headers)


def keys_in(s3: Any, bucket: str) -> list[str]:
    return [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def uploaded(editor: Client, crim: Partner, name: str = "photo.png", **options: Any) -> CustomImage:
    assert upload_image(editor, crim, name, **options).status_code == 302
    image = CustomImage.objects.order_by("pk").last()
    assert image
    return image


def test_a_picture_from_upload_to_reader(
    buckets: Buckets, s3: Any, s3_server: S3Server, editor: Client, crim: Partner
) -> None:
    image = uploaded(editor, crim)
    assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert keys_in(s3, buckets["public"]) == []
    page = article_with(crim, image)

    shown = BeautifulSoup(Client().get(page.url).content, "html.parser").select_one(".hero-image img")
    assert shown
    assert shown["src"].startswith(f"{s3_server.endpoint}/{buckets['public']}/images/")
    status, content, headers = get(shown["src"])
    assert (status, content[:3]) == (200, b"\xff\xd8\xff")
    assert headers["Content-Type"] == "image/jpeg"
    assert "immutable" in headers["Cache-Control"]
    # Nobody may list what is there.
    assert get(f"{s3_server.endpoint}/{buckets['public']}/")[0] == 403


def test_originals_are_private(
    buckets: Buckets, s3_server: S3Server, editor: Client, crim: Partner, settings: Any
) -> None:
    image = uploaded(editor, crim)
    plain = f"{s3_server.endpoint}/{buckets['private']}/{image.file.name}"
    assert get(plain)[0] == 403
    signed = image.file.url
    assert signed.startswith(plain)
    status, content, headers = get(signed)
    assert (status, content[:4]) == (200, b"\x89PNG")
    assert headers["Content-Disposition"] == "attachment"
    short = storages["default"].url(image.file.name, expire=1)
    time.sleep(2.5)
    assert get(short)[0] == 403


def test_a_document_is_read_by_whoever_may(
    buckets: Buckets, s3_server: S3Server, editor: Client, crim: Partner
) -> None:
    assert upload_document(editor, crim).status_code == 302
    document = CustomDocument.objects.get()
    response = Client().get(document.url)
    assert response.status_code == 302
    assert "private" in response.headers["Cache-Control"]
    status, content, headers = get(response.headers["Location"])
    assert (status, content, headers["Content-Disposition"]) == (200, PAPER, "attachment")
    assert get(response.headers["Location"].partition("?")[0])[0] == 403

    CollectionViewRestriction.objects.create(collection=crim.collection, restriction_type="login")
    refused = Client().get(document.url)
    assert s3_server.endpoint not in refused.headers.get("Location", "")
    assert PAPER not in refused.content


def test_two_files_of_one_name_are_two_files(buckets: Buckets, s3: Any, editor: Client, crim: Partner) -> None:
    first, second = (uploaded(editor, crim, colour=colour) for colour in ("red", "blue"))
    assert first.file.name != second.file.name
    assert first.filename == second.filename == "photo.png"
    contents = [
        s3.get_object(Bucket=buckets["private"], Key=image.file.name)["Body"].read() for image in (first, second)
    ]
    assert contents[0] != contents[1]


def test_what_is_withdrawn_leaves_the_buckets(buckets: Buckets, s3: Any, editor: Client, crim: Partner) -> None:
    image = uploaded(editor, crim)
    page = article_with(crim, image)
    assert len(keys_in(s3, buckets["public"])) == 9
    page.unpublish()
    assert keys_in(s3, buckets["public"]) == []
    assert image.file.name in keys_in(s3, buckets["private"])
    page.delete()
    CustomImage.objects.get(pk=image.pk).delete()
    assert keys_in(s3, buckets["private"]) == []


def test_a_card_to_share_is_public(buckets: Buckets, editor: Client, crim: Partner) -> None:
    area = PartnerPage.objects.get(partner=crim, locale__language_code="fr")
    path = share_image(area).path
    assert Client().get(path).headers["Content-Type"] == "image/png"
    status, content, _headers = get(Client().get(path).headers["Location"])
    assert (status, content[:4]) == (200, b"\x89PNG")
    assert StoredCard.objects.count() == 1


def test_large_files_come_back_whole(buckets: Buckets) -> None:
    """In several parts, as the client sends what is larger than 8 MB."""
    content = bytes(range(256)) * 70_000
    name = storages["default"].save("documents/grand.pdf", ContentFile(content))
    assert storages["default"].size(name) == len(content)
    with storages["default"].open(name) as file:
        assert file.read() == content


@pytest.mark.fault
@pytest.mark.parametrize("upload", [upload_image, upload_document])
def test_a_wrong_secret_is_an_error_of_the_form(
    buckets: Buckets,
    s3: Any,
    s3_server: S3Server,
    editor: Client,
    crim: Partner,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    upload: Callable[..., Any],
) -> None:
    page = article_with(crim, uploaded(editor, crim))
    before = keys_in(s3, buckets["private"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    use_buckets(settings, s3_server.endpoint, private=buckets["private"], public=buckets["public"])
    response = upload(editor, crim)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert keys_in(s3, buckets["private"]) == before
    assert CustomImage.objects.count() == 1
    shown = BeautifulSoup(Client().get(page.url).content, "html.parser").select_one(".hero-image img")
    assert shown
    assert get(shown["src"])[0] == 200


def test_the_audit_of_buckets(
    buckets: Buckets, s3: Any, editor: Client, crim: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = uploaded(editor, crim)
    article_with(crim, image)
    assert run()[0] == 0
    # A server tells when a file was written, and nobody can set it: so time is taken to pass faster here.
    monkeypatch.setattr("core.media.audit.GRACE", -listing.dt.timedelta(minutes=5))
    for number in range(1_100):
        s3.put_object(Bucket=buckets["public"], Key=f"images/{number:04}.webp", Body=b"x")
    s3.put_object(Bucket=buckets["private"], Key="documents/oublié.pdf", Body=b"x")
    lost = CustomRendition.objects.filter(file__startswith="images/").first()
    assert lost
    s3.delete_object(Bucket=buckets["public"], Key=lost.file.name)

    code, lines = run()
    assert (code, len(lines)) == (1, 1_102)
    code, lines = run("--repair")
    assert code == 0
    assert run()[0] == 0
    assert len(keys_in(s3, buckets["public"])) == 9
    assert re.search("oublié", "".join(lines))


@pytest.mark.django_db
def test_buckets_come_back_from_a_backup(
    buckets: Buckets, s3: Any, s3_server: S3Server, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(next(postgres.find()).folder))
    files = {"original_images/é l’été.jpg": b"picture", "images/a.width-400.jpg": b"small"}
    for name, content in files.items():
        bucket = buckets["public" if name.startswith("images/") else "private"]
        s3.put_object(Bucket=bucket, Key=name, Body=content)
    call_command("backup", tmp_path / "backup", stdout=StringIO())

    empty = {alias: f"{name}-again" for alias, name in buckets.items()}
    for name in empty.values():
        s3.create_bucket(Bucket=name)
    use_buckets(settings, s3_server.endpoint, **empty)
    call_command("restore", tmp_path / "backup", "--go-on", stdout=StringIO())

    assert keys_in(s3, empty["private"]) == ["original_images/é l’été.jpg"]
    assert keys_in(s3, empty["public"]) == ["images/a.width-400.jpg"]
    assert s3.get_object(Bucket=empty["public"], Key="images/a.width-400.jpg")["Body"].read() == b"small"
