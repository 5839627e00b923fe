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


def picture(motif: str, seed: str, topic: str, description: str, collection: Collection) -> CustomImage:
    """The drawn picture of that motif and seed; drawn once."""
    return _stored_image(f"{seed}-{motif}", description, collection, lambda: draw(motif, seed, topic, PICTURE_SIZE))


def partner_logo(partner: Partner) -> CustomImage:
    """A neutral monogram; the partner will replace it by its logo."""
    return _stored_image(
        f"logo-{partner.key}", partner.acronym, partner.collection, lambda: logo(partner.key, partner.acronym)
    )


def document(name: str, title: str, collection: Collection) -> CustomDocument:
    """A one-page PDF that says what it is; made once for each name."""
    stored = CustomDocument.objects.filter(title=name, collection=collection).first()
    if stored:
        return stored
    sheet = PillowImage.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((120, 160), title, fill="black", font=ImageFont.load_default(44))
    pen.text((120, 260), "Contenu de démonstration / Sample content", fill="#555555", font=ImageFont.load_default(30))
    content = BytesIO()
    sheet.save(content, "PDF", resolution=150)
    return CustomDocument.objects.create(
        title=name, collection=collection, file=ContentFile(content.getvalue(), f"{name}.pdf")
    )


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
