"""What may be uploaded is what it says it is, small enough, and of a kind that the portal shows."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage

from core.models import CustomDocument, CustomImage
from partners.models import Partner
from partners.roles import Role
from tests.factories import UserFactory
from tests.media.content import PAPER, picture_file, upload_document


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def packed(pixels: tuple[int, int]) -> bytes:
    """A picture that is small as a file, and large once it is unpacked."""
    content = BytesIO()
    PillowImage.new("1", pixels).save(content, "PNG", optimize=True)
    return content.getvalue()


PAPERS = {
    "a page": ("texte.pdf", b"<html><script>alert(1)</script></html>", "n’est pas un PDF"),
    "a program": ("texte.pdf", b"MZ\x90\x00", "n’est pas un PDF"),
    "nothing": ("texte.pdf", b"", "vide"),
    "another kind": ("texte.html", PAPER, "extension"),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_document_is_a_pdf(editor: Client, crim: Partner, kind: str) -> None:
    name, content, said = PAPERS[kind]
    assert said in upload_document(editor, crim, name, content).content.decode()
    assert not CustomDocument.objects.exists()


PICTURES = {
    "a page": ("photo.png", b"<html></html>"),
    "a drawing with scripts": ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "another kind than it says": ("photo.jpg", picture_file().read()),
    "too many pixels": ("photo.png", packed((9000, 9000))),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_one(editor: Client, crim: Partner, kind: str) -> None:
    name, content = PICTURES[kind]
    form = {"title": name, "file": SimpleUploadedFile(name, content), "collection": crim.collection_id}
    response = editor.post(reverse("wagtailimages:add"), form)
    assert response.context["form"].errors["file"]
    assert not CustomImage.objects.exists()


def test_a_document_that_is_too_large(editor: Client, crim: Partner) -> None:
    response = upload_document(editor, crim, content=PAPER + b" " * (20 * 1024 * 1024))
    assert "trop" in response.content.decode()
    assert not CustomDocument.objects.exists()


def test_what_is_a_pdf_is_taken(editor: Client, crim: Partner) -> None:
    assert upload_document(editor, crim).status_code == 302
    document = CustomDocument.objects.get()
    with document.file.open() as file:
        assert file.read() == PAPER
