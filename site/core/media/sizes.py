"""The sizes in which readers see pictures. What is made on publication and what templates show follows from here."""

from dataclasses import dataclass

from wagtail.images.models import Filter


@dataclass(frozen=True)
class Size:
    """One place on a page: the renditions that a `<picture>` there offers to browsers, the preferred one first."""

    filters: tuple[Filter, ...]

    @property
    def specs(self) -> list[str]:
        return [each.spec for each in self.filters]


def _size(*operations: str) -> Size:
    return Size(tuple(Filter(spec=spec) for spec in Filter.expand_spec(operations)))


SIZES = {
    # Across the text of a page, at its head or within it.
    "page": _size("width-{640,1200}", "format-{webp,jpeg}", "webpquality-78"),
    "card": _size("fill-640x400", "format-{webp,jpeg}", "webpquality-72"),
    "card-large": _size("fill-{640x400,1200x750}", "format-{webp,jpeg}", "webpquality-72"),
    "logo": _size("max-320x160", "format-{webp,png}"),
    # What Open Graph calls the large form.
    "share": _size("fill-1200x630", "format-jpeg", "jpegquality-82"),
}


def specs_of(*names: str) -> list[str]:
    """The renditions of several sizes, each once."""
    return list(dict.fromkeys(spec for name in names for spec in SIZES[name].specs))
