"""The picture that goes with a page when its address is shared: the page's own one, else a card drawn from its title.

Its address names the page, and the digest of all that the picture shows: a changed title has another address. The
picture is made when it is first asked for and kept in the default storage; what is kept there can be thrown away at any
time.
"""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation
from wagtail.images.models import Filter

from core import share_cards
from core.models import BasePage, CustomImage

FOLDER = "share"
# What Open Graph calls the large form; a picture that is smaller than half of it would be shown as a thumbnail.
OWN_PICTURE = Filter(spec=f"fill-{share_cards.WIDTH}x{share_cards.HEIGHT}|format-jpeg|jpegquality-82")
LEAST_WIDTH, LEAST_HEIGHT = share_cards.WIDTH // 2, share_cards.HEIGHT // 2
PNG_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class ShareImage:
    """`path` is its address on the site, `kind` "png" or "jpg"; sizes in pixels; `alt` in the language of the page."""

    path: str
    kind: str
    width: int
    height: int
    alt: str

    @property
    def media_type(self) -> str:
        return "image/png" if self.kind == "png" else "image/jpeg"


def share_image(page: BasePage) -> ShareImage:
    """The picture of a saved page. Asks the database for what belongs to the page and is not loaded yet."""
    if picture := own_picture(page):
        width, height = OWN_PICTURE.get_transform(picture).size
        alt = page.share_picture_alt or picture.description or page.title
        return ShareImage(_path(page, _digest(picture), "jpg"), "jpg", width, height, alt)
    card = page.share_card()
    return ShareImage(_path(page, card.digest, "png"), "png", *share_cards.SIZE, card.title)


def own_picture(page: BasePage) -> CustomImage | None:
    """The picture that the editors chose, where it is large enough."""
    picture = page.share_picture
    return picture if picture and picture.width >= LEAST_WIDTH and picture.height >= LEAST_HEIGHT else None


def content_of(page: BasePage) -> bytes:
    """The file of the picture of `page`; made and kept when it does not exist."""
    if picture := own_picture(page):
        with picture.get_rendition(OWN_PICTURE).file.open("rb") as file:
            return bytes(file.read())
    return _kept_card(page.share_card())


def _kept_card(card: share_cards.Card) -> bytes:
    """The drawn card from the storage, else drawn and stored."""
    name = f"{FOLDER}/{card.digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            content = bytes(file.read())
        if content.endswith(PNG_END):
            return content
        # Another process is writing it, or has died over it.
        default_storage.delete(name)
    content = share_cards.draw(card)
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:
        # Another process was faster.
        default_storage.delete(stored)
    return content


def _digest(picture: CustomImage) -> str:
    """Sixteen hexadecimal digits that change with the file of a picture, and with what of it matters most."""
    shown = f"{picture.pk} {picture.file.name} {picture.file_hash} {OWN_PICTURE.spec} {picture.get_focal_point()}"
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _path(page: BasePage, digest: str, kind: str) -> str:
    # In the language of the page, whoever asks.
    with translation.override(page.locale.language_code):
        return reverse("share_image", kwargs={"pk": page.pk, "digest": digest, "kind": kind})
