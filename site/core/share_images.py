"""The picture that goes with a page when its address is shared: the page's own one, else a card drawn from its title.

Its address names the page, and the digest of all that the picture shows: a changed title has another address. The
worker keeps the picture in the public store once somebody has asked for it; until then a card is drawn each time.
"""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from core import share_cards
from core.media.missing import ask_for
from core.media.pictures import matching
from core.media.sizes import SIZES
from core.media.storages import PUBLIC
from core.media.tasks import delete_file, make_renditions, store_card
from core.models import BasePage, CustomImage, StoredCard, public_pages

# A picture that is smaller than half of it would be shown as a thumbnail.
(OWN_PICTURE,) = SIZES["share"].filters
LEAST_WIDTH, LEAST_HEIGHT = share_cards.WIDTH // 2, share_cards.HEIGHT // 2


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


def stored_url(page: BasePage) -> str:
    """Where the picture of `page` lies in the public store; blank while it does not. Asks the database only."""
    if picture := own_picture(page):
        found = matching(picture, [OWN_PICTURE], picture.public_renditions)
        return next((rendition.url for rendition in found.values()), "")
    card = StoredCard.objects.filter(digest=page.share_card().digest).first()
    return card.file.url if card else ""


def ask_to_store(page: BasePage) -> None:
    """Has the worker put the picture of `page` into the public store."""
    if picture := own_picture(page):
        ask_for(make_renditions, picture.pk, [OWN_PICTURE.spec])
    else:
        ask_for(store_card, page.pk)


def keep_card(page_id: int) -> None:
    """Stores the drawn card of a page, where it is public and its card is not stored yet. OSError where that fails."""
    found = public_pages().filter(pk=page_id).first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        return
    card = page.share_card()
    if StoredCard.objects.filter(digest=card.digest).exists():
        return
    stored = StoredCard(digest=card.digest)
    stored.file.save(f"{card.digest}.png", ContentFile(share_cards.draw(card)), save=False)
    try:
        with transaction.atomic():
            stored.save()
    except IntegrityError:
        # Another process was faster.
        delete_file.enqueue(PUBLIC, str(stored.file.name))


def _digest(picture: CustomImage) -> str:
    """Sixteen hexadecimal digits that change with the file of a picture, and with what of it matters most."""
    shown = f"{picture.pk} {picture.file.name} {picture.file_hash} {OWN_PICTURE.spec} {picture.get_focal_point()}"
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _path(page: BasePage, digest: str, kind: str) -> str:
    # In the language of the page, whoever asks.
    with translation.override(page.locale.language_code):
        return reverse("share_image", kwargs={"pk": page.pk, "digest": digest, "kind": kind})
