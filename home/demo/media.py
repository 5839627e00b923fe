"""Drawn pictures and small documents, in the collection of the partner who shows them."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont
from wagtail.models import Collection

from core.models import CustomDocument, CustomImage
from home.demo.drawing import draw, logo
from partners.models import Partner

CREDIT = "Dessin de démonstration"
PICTURE_SIZE = (1280, 800)
# A letter sheet, at 75 dots an inch.
SHEET_SIZE = (638, 825)


def picture(motif: str, seed: str, topic: str, description: str, collection: Collection) -> CustomImage:
    """The drawn picture of that motif and seed; drawn once."""
    return _stored_image(f"{seed}-{motif}", description, collection, lambda: draw(motif, seed, topic, PICTURE_SIZE))


def partner_logo(partner: Partner) -> CustomImage:
    """A neutral monogram; the partner will replace it by its logo."""
    return _stored_image(
        f"logo-{partner.key}", partner.acronym, partner.collection, lambda: logo(partner.key, partner.acronym)
    )


def document(name: str, title: str, collection: Collection, page_count: int = 1) -> CustomDocument:
    """A PDF of which each page says what it is; made once for each name."""
    stored = CustomDocument.objects.filter(title=name, collection=collection).first()
    if stored:
        return stored
    first, *others = [_sheet(title, f"{number} / {page_count}") for number in range(1, page_count + 1)]
    content = BytesIO()
    first.save(content, "PDF", resolution=75, save_all=True, append_images=others)
    file = ContentFile(content.getvalue(), f"{name}.pdf")
    return CustomDocument.objects.create(title=name, collection=collection, file=file, file_size=file.size)


def _sheet(title: str, number: str) -> PillowImage.Image:
    sheet = PillowImage.new("L", SHEET_SIZE, "white")
    pen = ImageDraw.Draw(sheet)
    for height, size, shade, text in (
        (80, 22, "black", title),
        (130, 15, "#555555", "Contenu de démonstration / Sample content"),
        (800, 15, "#555555", number),
    ):
        pen.text((60, height), text, fill=shade, font=ImageFont.load_default(size))
    return sheet


def _stored_image(
    name: str, description: str, collection: Collection | None, drawn: Callable[[], PillowImage.Image]
) -> CustomImage:
    stored = CustomImage.objects.filter(title=name, collection=collection).first()
    if stored:
        return stored
    content = BytesIO()
    drawn().save(content, "JPEG", quality=88)
    return CustomImage.objects.create(
        title=name,
        description=description[:255],
        credit=CREDIT,
        collection=collection,
        file=ContentFile(content.getvalue(), f"{name}.jpg"),
    )
