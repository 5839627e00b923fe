"""Cards: the pictures that social networks show beside a shared address, drawn from the title of a page.

A card follows from what it shows alone. Typeface: Source Serif 4 (SIL Open Font License 1.1), beside its licence in
`fonts/`; Pillow's own has no accents.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

Box = tuple[int, int, int, int]

SITE_NAME = "Carrefour-TIC"
# Pixels, in the ratio that the networks ask for.
SIZE = WIDTH, HEIGHT = 1200, 630
# Raised with every change of the drawing below: cards are kept under a name that contains it.
DESIGN = 1

FONT = Path(__file__).parent / "fonts" / "SourceSerif4Display-Semibold.otf"
# As in static/css/tokens.css, by day.
PAPER, INK, INK_SOFT, ACCENT, WHITE = "#fbf9f5", "#171a21", "#4c5261", "#1b2747", "#ffffff"
TOPIC_COLOURS = {
    "research-creation": "#5b3f9e",
    "design-technologies": "#0b6470",
    "financing-commercialization": "#2f6640",
    "workforce-training": "#a2382f",
    "management": "#24589c",
}
# As in static/img/mark.svg.
MARK_CENTRE = "#e0a100"

MARGIN = 40
SLAB: Box = (MARGIN, MARGIN, WIDTH - MARGIN, 494)
PADDING = 56
TEXT_WIDTH = SLAB[2] - SLAB[0] - 2 * PADDING
EYEBROW_SIZE, NAME_SIZE, SIGNATURE_SIZE = 30, 40, 30
TITLE_SIZES = (120, 104, 92, 84, 76, 68, 60, 54)
LEADING = 1.14
SUPERSAMPLING = 4
# What no ellipsis follows.
LOOSE_ENDS = " \u00a0\u202f,;:.–«“"


@dataclass(frozen=True)
class Card:
    """What a card shows, in the language of the page's text.

    `topic` is the key of the topic whose colour it has, or blank; `eyebrow` the line above the title; `signatures` how
    the publisher may be named, the longest first: the first that fits is shown.
    """

    title: str
    topic: str = ""
    eyebrow: str = ""
    signatures: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with anything that the card shows."""
        shown = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def draw(card: Card) -> bytes:
    """The card as a PNG of 1200 × 630 pixels."""
    sheet = Image.new("RGB", SIZE, PAPER)
    _paste_block(sheet, SLAB, TOPIC_COLOURS.get(card.topic, ACCENT), small=14, big=120, corner=2)
    _paste_mark(sheet, (MARGIN, 528), 64)
    pen = ImageDraw.Draw(sheet)
    _write_slab(pen, card)
    _write_signature(pen, card)
    content = BytesIO()
    # Few colours and their blends: a palette halves the file, and nobody sees it.
    sheet.quantize(256, kmeans=1, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _write_slab(pen: ImageDraw.ImageDraw, card: Card) -> None:
    left, top, bottom = SLAB[0] + PADDING, SLAB[1] + 44, SLAB[3] - 44
    eyebrow = shorten(drawable(card.eyebrow), EYEBROW_SIZE, TEXT_WIDTH)
    if eyebrow:
        pen.text((left, top), eyebrow, font=_font(EYEBROW_SIZE), fill="#e9e6ee", anchor="la")
        top += EYEBROW_SIZE + 22
    size, lines = fit(drawable(card.title) or SITE_NAME, TEXT_WIDTH, bottom - top)
    # Short titles stand in the middle of the room that is left, long ones fill it.
    top += (bottom - top - round(len(lines) * size * LEADING)) // 2
    for number, line in enumerate(lines):
        pen.text((left, top + round((number + 0.8) * size * LEADING)), line, font=_font(size), fill=WHITE, anchor="ls")


def _write_signature(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The portal's name beside its mark, and the publisher's at the other end of the line."""
    baseline, left = 574, MARGIN + 64 + 20
    pen.text((left, baseline), SITE_NAME, font=_font(NAME_SIZE), fill=INK, anchor="ls")
    room = WIDTH - MARGIN - left - round(_font(NAME_SIZE).getlength(SITE_NAME)) - 60
    names = [drawable(name) for name in card.signatures]
    fitting = [name for name in names if name and _font(SIGNATURE_SIZE).getlength(name) <= room]
    name = fitting[0] if fitting else shorten(names[-1], SIGNATURE_SIZE, room) if names else ""
    pen.text((WIDTH - MARGIN, baseline), name, font=_font(SIGNATURE_SIZE), fill=INK_SOFT, anchor="rs")


def fit(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest size, in pixels, at which `text` fits, and its lines; at the smallest size it is shortened."""
    for size in TITLE_SIZES:
        lines = _wrap(text, size, width)
        is_whole = all(_font(size).getlength(word) <= width for word in text.split(" "))
        if is_whole and len(lines) * size * LEADING <= height:
            return size, _balanced(text, size, width, len(lines))
    size = TITLE_SIZES[-1]
    lines, most = _wrap(text, size, width), int(height / (size * LEADING))
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(f"{lines[most - 1]} {lines[most]}", size, width)]
    return size, lines


def shorten(text: str, size: int, width: int) -> str:
    """`text`, or as many of its words as fit before an ellipsis; of one long word, as many letters."""
    font = _font(size)
    if font.getlength(text) <= width:
        return text
    for cuts in (_word_ends(text), range(len(text) - 1, 0, -1)):
        for end in cuts:
            shortened = text[:end].rstrip(LOOSE_ENDS) + "…"
            if font.getlength(shortened) <= width:
                return shortened
    return "…"


def drawable(text: str) -> str:
    """`text` on one line, without the characters that the typeface does not have (emoji, other scripts)."""
    kept = "".join(char if _has_glyph(char) else " " for char in text)
    return " ".join(word for word in kept.split(" ") if word)


def _word_ends(text: str) -> list[int]:
    """Where `text` can be cut between words, the last place first."""
    return [index for index in range(len(text) - 1, 0, -1) if text[index] == " "]


def _wrap(text: str, size: int, width: int) -> list[str]:
    """`text` in lines of at most `width`. Only plain spaces break, and words that are too long, anywhere."""
    font, lines, line = _font(size), [], ""
    for piece in _pieces(text, size, width):
        longer = f"{line} {piece}" if line else piece
        if font.getlength(longer) <= width:
            line = longer
        else:
            lines.append(line)
            line = piece
    return [*lines, line]


def _pieces(text: str, size: int, width: int) -> Iterator[str]:
    font = _font(size)
    for word in text.split(" "):
        piece = ""
        for char in word if font.getlength(word) > width else [word]:
            if piece and font.getlength(piece + char) > width:
                yield piece
                piece = ""
            piece += char
        yield piece


def _balanced(text: str, size: int, width: int, count: int) -> list[str]:
    """The `count` lines of `text` in the narrowest measure that holds them: no word is left alone at the end."""
    lines = _wrap(text, size, width)
    longest_word = max(_font(size).getlength(word) for word in text.split(" "))
    for narrower in range(width, round(max(longest_word, width / 2)), -20):
        candidate = _wrap(text, size, narrower)
        if len(candidate) > count:
            break
        lines = candidate
    return lines


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


@lru_cache(maxsize=1024)
def _has_glyph(char: str) -> bool:
    if char.isspace():
        return char in " \u00a0\u202f"
    return char.isprintable() and _shape(char) != _shape("\U0010fffe")


def _shape(char: str) -> tuple[tuple[int, int], bytes]:
    """What the typeface draws; for all that it does not have, the same box."""
    mask = _font(40).getmask(char)
    return mask.size, bytes(mask)


def _paste_mark(sheet: Image.Image, origin: tuple[int, int], side: int) -> None:
    """The mark of the portal: four blocks, whose large corners turn around a centre."""
    unit, colours = side / 48, list(TOPIC_COLOURS.values())
    places = (((2, 2), 2), ((27, 2), 3), ((27, 27), 0), ((2, 27), 1))
    for colour, ((x, y), corner) in zip(colours, places, strict=False):
        edges = (origin[0] + x * unit, origin[1] + y * unit, origin[0] + (x + 19) * unit, origin[1] + (y + 19) * unit)
        left, top, right, bottom = map(round, edges)
        _paste_block(sheet, (left, top, right, bottom), colour, small=2.5 * unit, big=13 * unit, corner=corner)
    centre, radius = 24 * unit * SUPERSAMPLING, 5 * unit * SUPERSAMPLING
    mask = Image.new("L", (side * SUPERSAMPLING, side * SUPERSAMPLING))
    ImageDraw.Draw(mask).ellipse((centre - radius, centre - radius, centre + radius, centre + radius), fill=255)
    sheet.paste(MARK_CENTRE, origin, mask.reduce(SUPERSAMPLING))


def _paste_block(sheet: Image.Image, box: Box, colour: str, *, small: float, big: float, corner: int) -> None:
    """A rectangle of which one corner, counted clockwise from the upper left, has the larger radius."""
    size = ((box[2] - box[0]) * SUPERSAMPLING, (box[3] - box[1]) * SUPERSAMPLING)
    is_big = [number == corner for number in range(4)]
    masks = [_rounded(size, small, [True] * 4), _rounded(size, big, is_big)]
    sheet.paste(colour, box[:2], ImageChops.darker(*masks).reduce(SUPERSAMPLING))


def _rounded(size: tuple[int, int], radius: float, corners: Sequence[bool]) -> Image.Image:
    mask = Image.new("L", size)
    which = (corners[0], corners[1], corners[2], corners[3])
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, size[0] - 1, size[1] - 1), radius * SUPERSAMPLING, fill=255, corners=which
    )
    return mask
