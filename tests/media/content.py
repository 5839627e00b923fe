"""Pictures, papers and pages that show them."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage

from articles.models import ArticlePage
from core.models import CustomImage
from partners.models import Partner
from tests.factories import ArticlePageFactory

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture_file(
    name: str = "image.png", colour: str = "teal", size: tuple[int, int] = (1600, 1000)
) -> SimpleUploadedFile:
    content = BytesIO()
    PillowImage.new("RGB", size, colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def image_of(partner: Partner, name: str = "image.png", **options: Any) -> CustomImage:
    return CustomImage.objects.create(title=name, file=picture_file(name, **options), collection=partner.collection)


def article_with(partner: Partner, image: CustomImage, *, published: bool = True, **fields: Any) -> ArticlePage:
    """An article whose picture it is, at its head and once in its text."""
    page = ArticlePageFactory(partner=partner, image=image, **fields)
    page.body = [("image", {"image": image, "alt": "Une image", "caption": "", "credit": ""})]
    revision = page.save_revision()
    if published:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def upload_image(client: Client, partner: Partner, name: str = "photo.png", **options: Any) -> Any:
    form = {"title": name, "file": picture_file(name, **options), "collection": partner.collection_id}
    return client.post(reverse("wagtailimages:add"), form)


def upload_document(client: Client, partner: Partner, name: str = "texte.pdf", content: bytes = PAPER) -> Any:
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post(reverse("wagtaildocs:add"), {"title": name, "file": file, "collection": partner.collection_id})
