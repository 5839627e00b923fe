"""How a picture is shown to readers: by what rows say there is. Nothing here asks a store or makes a file."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter, Picture

from core.media.sizes import Size

if TYPE_CHECKING:
    from core.models import CustomImage, CustomRendition

# Pictures whose proportions differ by less than this may stand for each other.
TOLERANCE = 0.02
PENDING = "img/picture-pending.svg"


def matching(
    image: "CustomImage", filters: Iterable[Filter], among: "Iterable[CustomRendition]"
) -> "dict[str, CustomRendition]":
    """Which of the wanted renditions are among those given, by specification, in the order of `filters`."""
    by_key = {(rendition.filter_spec, rendition.focal_point_key): rendition for rendition in among}
    found = {each.spec: by_key.get((each.spec, each.get_cache_key(image))) for each in filters}
    return {spec: rendition for spec, rendition in found.items() if rendition}


def bring_renditions(images: "Iterable[CustomImage | None]") -> None:
    """Has the renditions of images at hand: one query for all that have not yet, instead of one for each."""
    prefetch_related_objects([image for image in images if image and image.pk], "renditions")


def shown(image: "CustomImage", size: Size) -> "dict[str, CustomRendition]":
    """The public renditions of `image` in a size: one query, or none where renditions are at hand."""
    return matching(image, size.filters, image.public_renditions)


def picture(
    image: "CustomImage", size: Size, found: "Mapping[str, CustomRendition]", attrs: dict[str, Any]
) -> SafeString:
    """The element: with what is `found` of the size, else another size of the same proportions, else a plain tone."""
    if found:
        return _element(found, attrs)
    width, height = size.filters[0].get_transform(image).size
    if nearest := _nearest(image.public_renditions, width, height):
        return _element({nearest.filter_spec: nearest}, attrs)
    own = {"src": static(PENDING), "width": width, "height": height, "alt": image.default_alt_text}
    kept = {name: value for name, value in attrs.items() if name != "sizes"}
    return format_html("<picture><img{}></picture>", flatatt(own | kept))


def _element(found: "Mapping[str, CustomRendition]", attrs: dict[str, Any]) -> SafeString:
    return mark_safe(Picture(dict(found), attrs).__html__())  # noqa: S308 (Wagtail's own markup)


def _nearest(renditions: "Iterable[CustomRendition]", width: int, height: int) -> "CustomRendition | None":
    """Of renditions of the same proportions, the one whose width is nearest."""
    alike = [
        each
        for each in renditions
        if each.height and abs(each.width * height - width * each.height) < TOLERANCE * width * each.height
    ]
    return min(alike, key=lambda each: abs(each.width - width), default=None)
