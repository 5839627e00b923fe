"""Pictures for the demonstration content, drawn with Pillow: abstract covers and monogram tiles.

Every picture follows from its arguments alone, so that a second load of the content draws the same ones.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

Point = tuple[float, float]
Point3 = tuple[float, float, float]
Colour = tuple[int, int, int]
Ramp = tuple[Colour, Colour]

SUPERSAMPLING = 2
GRAIN = 5  # greatest change of a channel, out of 255: enough to break the bands of a gradient


@dataclass(frozen=True)
class Palette:
    """Five colours of one family: `ink` is the darkest, `pale` the lightest, `accent` the one that contrasts."""

    ink: Colour
    strong: Colour
    soft: Colour
    pale: Colour
    accent: Colour


PALETTES: dict[str, Palette] = {
    "research-creation": Palette((33, 25, 66), (88, 66, 143), (165, 148, 204), (240, 235, 245), (244, 157, 92)),
    "design-technologies": Palette((9, 42, 56), (20, 110, 122), (116, 186, 180), (231, 243, 239), (240, 110, 82)),
    "financing-commercialization": Palette(
        (18, 48, 41), (45, 108, 82), (147, 186, 143), (241, 243, 229), (231, 180, 55)
    ),
    "workforce-training": Palette((70, 24, 41), (179, 70, 62), (230, 158, 134), (252, 238, 228), (40, 128, 134)),
    "management": Palette((17, 35, 66), (44, 91, 156), (141, 180, 219), (233, 240, 247), (245, 193, 66)),
}


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The colour at `share` (0 to 1) of the way from `a` to `b`."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def corner_gradient(size: tuple[int, int], start: Colour, middle: Colour, end: Colour) -> Image.Image:
    """A smooth field from `start` (upper left) to `end` (lower right), `middle` in the two other corners."""
    corners = Image.new("RGB", (2, 2), middle)
    corners.putpixel((0, 0), start)
    corners.putpixel((1, 1), end)
    coarse = (max(1, size[0] // 4), max(1, size[1] // 4))  # interpolating all pixels costs eight times as long
    field = corners.resize(coarse, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))
    return field.resize(size, Image.Resampling.NEAREST)


class Sheet:
    """The paper a motif draws on, larger than the picture by `SUPERSAMPLING`; lengths are in its pixels."""

    def __init__(self, size: tuple[int, int], palette: Palette, rng: Random) -> None:
        self.rng = rng
        self.palette = palette
        self.width, self.height = size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING
        self.unit = min(self.width, self.height) / 100
        self.is_dark = rng.random() < 0.45
        if self.is_dark:
            self.ground = (palette.ink, mix(palette.ink, palette.strong, 0.45))
            self.far, self.near = mix(palette.ink, palette.strong, 0.65), mix(palette.soft, palette.pale, 0.55)
        else:
            self.ground = (palette.pale, mix(palette.pale, palette.soft, 0.45))
            self.far, self.near = mix(palette.pale, palette.soft, 0.75), palette.ink
        self.accent = palette.accent
        light, deep = self.ground
        self.image = corner_gradient((self.width, self.height), light, mix(light, deep, 0.5), deep)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def shade(self, share: float) -> Colour:
        """A colour from the background's (0) to the foreground's (1), by way of the strong one of the palette."""
        middle = self.palette.soft if self.is_dark else self.palette.strong
        return mix(self.far, middle, share * 2) if share < 0.5 else mix(middle, self.near, share * 2 - 1)

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        self.pen.polygon(list(points), fill=(*colour, round(alpha * 255)))

    def disc(self, centre: Point, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        self.pen.ellipse(_box(centre, radius), fill=(*colour, round(alpha * 255)))

    def ring(self, centre: Point, radius: float, width: float, colour: Colour, alpha: float = 1.0) -> None:
        self.pen.ellipse(_box(centre, radius), outline=(*colour, round(alpha * 255)), width=max(1, round(width)))

    def line(self, points: Sequence[Point], colour: Colour, width: float, alpha: float = 1.0) -> None:
        self.pen.line(list(points), fill=(*colour, round(alpha * 255)), width=max(1, round(width)), joint="curve")

    def arc(self, centre: Point, radius: float, span: tuple[float, float], width: float, colour: Colour) -> None:
        """A thick arc with round ends; `span` in degrees, clockwise from three o'clock; `radius` of its middle."""
        self.pen.arc(_box(centre, radius + width / 2), *span, fill=colour, width=round(width))
        for angle in span:
            self.disc(on_circle(centre, radius, math.radians(angle)), width / 2, colour)

    def fill(self, draw_mask: Callable[[ImageDraw.ImageDraw, Point], None], box: Sequence[float], ramp: Ramp) -> None:
        """Fill a shape with a gradient from its upper left to its lower right; the mask is drawn relative to `box`."""
        left, top = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
        right, bottom = min(self.width, math.ceil(box[2]) + 1), min(self.height, math.ceil(box[3]) + 1)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size)
        draw_mask(ImageDraw.Draw(mask), (left, top))
        gradient = corner_gradient(size, ramp[0], mix(*ramp, 0.5), ramp[1])
        self.image.paste(gradient, (left, top), mask)

    def soft_polygon(self, points: Sequence[Point], ramp: Ramp) -> None:
        def mask(pen: ImageDraw.ImageDraw, origin: Point) -> None:
            pen.polygon([(x - origin[0], y - origin[1]) for x, y in points], fill=255)

        xs, ys = zip(*points, strict=True)
        self.fill(mask, (min(xs), min(ys), max(xs), max(ys)), ramp)

    def soft_disc(self, centre: Point, radius: float, ramp: Ramp) -> None:
        box = _box(centre, radius)

        def mask(pen: ImageDraw.ImageDraw, origin: Point) -> None:
            pen.ellipse((box[0] - origin[0], box[1] - origin[1], box[2] - origin[0], box[3] - origin[1]), fill=255)

        self.fill(mask, box, ramp)

    def band(
        self, edge: Sequence[Point], depth: float, ramp: Ramp, *, lean_left: float = 0.0, lean_right: float = 0.0
    ) -> None:
        """A layer from its upper `edge`, `depth` thick; its ends lean by that much sideways for each unit down."""
        left, right = edge[0], edge[-1]
        under = [(right[0] + lean_right * depth, right[1] + depth), (left[0] + lean_left * depth, left[1] + depth)]
        inner = [(x, y + depth) for x, y in reversed(edge[1:-1])]
        self.soft_polygon([*edge, under[0], *inner, under[1]], ramp)

    def shadow_above(self, edge: Sequence[Point], depth: float) -> None:
        """A soft shadow that a layer throws on what lies behind its upper edge."""
        for step in range(1, 7):
            lifted = [(x, y - depth * step / 6) for x, y in edge]
            self.polygon([*edge, *reversed(lifted)], self.palette.ink, 0.035)

    def finished(self, size: tuple[int, int]) -> Image.Image:
        """The sheet at the picture's size, with light from the upper left and a slight grain."""
        picture = self.image.reduce(SUPERSAMPLING)
        light = corner_gradient(size, (150, 150, 150), (128, 128, 128), (100, 100, 100))
        picture = ImageChops.soft_light(picture, light)
        return ImageChops.add(picture, _grain(size, self.rng), 1, -128)


def _box(centre: Point, radius: float) -> tuple[float, float, float, float]:
    return centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius


def _grain(size: tuple[int, int], rng: Random) -> Image.Image:
    """Noise around 128, a small tile repeated: the eye does not find the seams of something that faint."""
    side = 256
    noise = Image.frombytes("L", (side, side), rng.randbytes(side * side)).point(
        lambda value: 128 + round((value - 127.5) / 127.5 * GRAIN)
    )
    sheet = Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            sheet.paste(noise, (x, y))
    return Image.merge("RGB", (sheet, sheet, sheet))


def on_circle(centre: Point, radius: float, angle: float) -> Point:
    """The point of a circle at `angle` (radians)."""
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def swell(rng: Random, length: float, height: float) -> Callable[[float], float]:
    """A smooth random curve: three sines whose longest wave is about `length`, within ± `height`."""
    terms = [(length / (1 + k * rng.uniform(0.7, 1.1)), rng.uniform(0, math.tau), 0.55**k) for k in range(3)]
    total = sum(share for *_, share in terms)
    return lambda x: height * sum(s * math.sin(math.tau * x / wave + phase) for wave, phase, s in terms) / total


def steps(start: float, stop: float, count: int) -> Iterable[float]:
    """`count` evenly spaced numbers from `start` to `stop`, both included."""
    return (start + (stop - start) * index / (count - 1) for index in range(count))


def _grid(sheet: Sheet) -> None:
    """Dots whose sizes follow two hidden hills, on a tilted grid: a reading of some field."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    cell = h / rng.choice((13, 16, 19))
    tilt = rng.choice((0.0, math.pi / 4, math.radians(18)))
    hills = [(rng.uniform(0.1, 0.9) * w, rng.uniform(0.1, 0.9) * h, rng.uniform(0.28, 0.5) * h) for _ in range(3)]
    sheet.soft_disc((hills[0][0], hills[0][1]), hills[0][2] * 1.15, (sheet.shade(0.1), sheet.ground[1]))
    reach = math.ceil(math.hypot(w, h) / cell / 2) + 1
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            x = w / 2 + cell * (column * math.cos(tilt) - row * math.sin(tilt))
            y = h / 2 + cell * (column * math.sin(tilt) + row * math.cos(tilt))
            if not (-cell < x < w + cell and -cell < y < h + cell):
                continue
            level = max(math.exp(-((x - hx) ** 2 + (y - hy) ** 2) / (2 * reach_ * reach_)) for hx, hy, reach_ in hills)
            is_marked = level > 0.55 and rng.random() < 0.07
            sheet.disc(
                (x, y), cell * (0.07 + 0.38 * level), sheet.accent if is_marked else sheet.shade(0.15 + 0.8 * level)
            )


def _waves(sheet: Sheet) -> None:
    """Ridges of cut paper, the nearest the deepest, under a low sun."""
    rng, w, h, palette = sheet.rng, sheet.width, sheet.height, sheet.palette
    sun, radius = (rng.uniform(0.2, 0.8) * w, rng.uniform(0.24, 0.42) * h), rng.uniform(0.10, 0.19) * h
    for halo in (2.6, 1.9, 1.4):
        sheet.disc(sun, radius * halo, sheet.accent, 0.09)
    sheet.soft_disc(sun, radius, (mix(sheet.accent, palette.pale, 0.35), sheet.accent))
    count, tilt, length = rng.choice((5, 6, 7)), rng.uniform(-0.11, 0.11), rng.choice((0.5, 0.8, 1.3))
    for index in range(count):
        depth = index / (count - 1)
        curve = swell(rng, w * length * rng.uniform(0.8, 1.2), h * rng.uniform(0.06, 0.11))
        edge = [(x, h * (0.40 + 0.50 * depth) + tilt * (x - w / 2) + curve(x)) for x in steps(0, w, 90)]
        sheet.shadow_above(edge, 2.4 * sheet.unit)
        colour = mix(mix(sheet.far, palette.strong, depth * 2), palette.ink, depth * 2 - 1)
        sheet.band(edge, h if index == count - 1 else 0.36 * h, (mix(colour, palette.soft, 0.18), colour))


def _nodes(sheet: Sheet) -> None:
    """A network: places, their nearest neighbours, and one way across it."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    places = _scattered(sheet, rng.randint(30, 44))
    near = {place: sorted(places, key=lambda other: math.dist(place, other))[1:4] for place in places}
    for place, others in near.items():
        sheet.polygon([place, others[0], others[1]], sheet.shade(rng.uniform(0.1, 0.6)), 0.34)
    for place, others in near.items():
        for other in others:
            sheet.line([place, other], sheet.shade(0.55), 0.28 * sheet.unit, 0.75)
    way = [min(places)]
    while ahead := [place for place in places if place[0] > way[-1][0] + 0.04 * w]:
        way.append(min(ahead, key=lambda place: math.dist(place, way[-1]) + 0.6 * abs(place[1] - h / 2)))
    sheet.line(way, sheet.accent, 0.8 * sheet.unit)
    for place in places:
        size = rng.choice((0.9, 0.9, 1.3, 1.3, 2.0, 2.6, 4.2)) * sheet.unit
        if size > 2.5 * sheet.unit:
            sheet.disc(place, size * 2.2, sheet.shade(0.5), 0.16)
        sheet.disc(place, size + 0.45 * sheet.unit, sheet.ground[0])
        colour = sheet.accent if place in way else sheet.shade(rng.uniform(0.5, 1.0))
        sheet.soft_disc(place, size, (mix(colour, sheet.palette.pale, 0.25), colour))


def _scattered(sheet: Sheet, count: int) -> list[Point]:
    """Places spread evenly but not regularly: of several candidates, each time the one with the most room."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    places: list[Point] = []
    for _ in range(count):
        candidates = [(rng.uniform(0.02, 0.98) * w, rng.uniform(0.02, 0.98) * h) for _ in range(14)]

        def room(place: Point) -> float:
            border = 1.6 * min(place[0], place[1], w - place[0], h - place[1])
            return min((math.dist(place, other) for other in places), default=border) if border > 0.14 * h else border

        places.append(max(candidates, key=room))
    return places


def _strata(sheet: Sheet) -> None:
    """Layers of ground, seen in section and broken by a fault."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    slope, throw = rng.uniform(-0.16, 0.16), rng.choice((-1, 1)) * rng.uniform(0.07, 0.13) * h
    fault, lean = rng.uniform(0.3, 0.7) * w, rng.uniform(-0.3, 0.3)
    fold = swell(rng, w * 1.3, h * 0.06)
    count = rng.choice((8, 9, 10))
    gilded = rng.randrange(2, count - 2)
    shares = [0.25 if index == gilded else rng.choice((0.5, 0.8, 1.3)) for index in range(count)]
    level = 0.18 * h
    for index, share in enumerate(shares):
        thickness = 0.85 * h * share / sum(shares)
        colour = sheet.shade(0.1 + 0.85 * index / count + (0.07 if index % 2 else -0.07))
        ramp = (mix(colour, sheet.palette.pale, 0.16), colour)
        if index == gilded:
            ramp = (mix(sheet.accent, sheet.palette.pale, 0.3), sheet.accent)
        ripple = swell(rng, w * 0.5, h * 0.012)
        for start, end, offset in ((0.0, fault + lean * level, 0.0), (fault + lean * (level + throw), float(w), throw)):
            edge = [(x, level + offset + slope * (x - w / 2) + fold(x) + ripple(x)) for x in steps(start, end, 50)]
            depth = h if index == count - 1 else thickness + 0.06 * h
            sheet.band(edge, depth, ramp, lean_left=lean if start else 0.0, lean_right=0.0 if start else lean)
        level += thickness


def _orbits(sheet: Sheet) -> None:
    """Arcs and bodies around an off-centre sun."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    centre = (rng.choice((0.30, 0.42, 0.62, 0.72)) * w, rng.uniform(0.38, 0.64) * h)
    for _ in range(3):
        start = rng.uniform(0, 360)
        reach = _box(centre, rng.uniform(0.5, 1.2) * h)
        sheet.pen.pieslice(reach, start, start + rng.uniform(40, 110), fill=(*sheet.shade(0.45), 46))
    for index, radius in enumerate(steps(0.22 * h, 1.12 * h, 10)):
        sheet.ring(centre, radius, 0.22 * sheet.unit, sheet.shade(0.5), 0.6)
        if index % 2 == 0 or rng.random() < 0.7:
            start, width = rng.uniform(0, 360), rng.choice((1.0, 2.2, 4.4)) * sheet.unit
            sheet.arc(centre, radius, (start, start + rng.uniform(40, 170)), width, sheet.shade(rng.uniform(0.25, 1.0)))
        body, size = on_circle(centre, radius, rng.uniform(0, math.tau)), rng.choice((1.2, 2.0, 3.2, 4.8)) * sheet.unit
        colour = sheet.accent if rng.random() < 0.35 else sheet.shade(0.85)
        sheet.disc(body, size + 0.6 * sheet.unit, sheet.ground[0])
        sheet.soft_disc(body, size, (mix(colour, sheet.palette.pale, 0.4), colour))
    sheet.soft_disc(centre, 0.13 * h, (mix(sheet.accent, sheet.palette.pale, 0.45), sheet.accent))


def _facets(sheet: Sheet) -> None:
    """A folded surface of triangles, lit from one side."""
    rng, palette = sheet.rng, sheet.palette
    mesh = _mesh(sheet, rng.choice((5, 6, 7)))
    for row, (upper, lower) in enumerate(pairwise(mesh)):
        for (a, b), (c, d) in zip(pairwise(upper), pairwise(lower), strict=True):
            # The rows are staggered: the short diagonal changes side from one to the next.
            for corners in ((a, b, c), (b, d, c)) if row % 2 else ((a, b, d), (a, d, c)):
                light = _lighting(*corners)
                colour = mix(mix(palette.ink, palette.strong, light * 2), palette.soft, light * 2 - 1)
                colour = mix(colour, palette.pale, (light - 0.82) * 4)
                if light > 0.55 and rng.random() < 0.04:
                    colour = sheet.accent
                points = [(x, y) for x, y, _ in corners]
                sheet.polygon(points, colour)
                sheet.line([*points, points[0]], colour, 2)


def _mesh(sheet: Sheet, rows: int) -> list[list[Point3]]:
    """Staggered, jittered rows of points (x, y, height) that reach beyond the sheet on every side."""
    rng, side = sheet.rng, sheet.height / rows
    hills, valleys = swell(rng, sheet.width * 0.8, 0.9), swell(rng, sheet.height, 0.9)

    def point(row: int, column: int) -> Point3:
        x = (column + 0.5 * (row % 2) + rng.uniform(-0.25, 0.25)) * side
        y = (row + rng.uniform(-0.25, 0.25)) * side
        return x, y, side * (hills(x + y) + valleys(y - 0.5 * x) + rng.uniform(-0.28, 0.28))

    columns = math.ceil(sheet.width / side)
    return [[point(row, column) for column in range(-2, columns + 2)] for row in range(-1, rows + 2)]


def _lighting(a: Point3, b: Point3, c: Point3) -> float:
    """How much light a triangle takes (0 to 1), by the cosine law, from the upper left."""
    ux, uy, uz = (q - p for p, q in zip(a, b, strict=True))
    vx, vy, vz = (q - p for p, q in zip(a, c, strict=True))
    normal = (uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    length = math.hypot(*normal) or 1.0
    cosine = sum(n * s for n, s in zip(normal, (-0.55, -0.6, 0.58), strict=True)) / length
    return max(0.0, min(1.0, 0.12 + 0.9 * cosine))


def _threads(sheet: Sheet) -> None:
    """Ribbons of fine lines that cross."""
    rng, w, h = sheet.rng, sheet.width, sheet.height
    ribbons, strands = rng.choice((2, 3)), 60
    for index in range(ribbons):
        level = h * (0.3 + 0.4 * index / (ribbons - 1))
        one, other = swell(rng, w * 1.2, h * 0.34), swell(rng, w, h * 0.34)
        start, end = sheet.shade(0.35 + 0.2 * index), sheet.shade(1.0 - 0.15 * index)
        guides = [(x, level + one(x), other(x) - one(x)) for x in steps(-10, w + 10, 120)]
        marked = rng.randrange(8, strands - 8)
        for strand in range(strands):
            share = strand / (strands - 1)
            points = [(x, y + share * gap + h * 0.12 * (share - 0.5)) for x, y, gap in guides]
            # Opaque: where two pieces of a translucent line meet, they would show.
            is_marked = strand == marked
            colour = sheet.accent if is_marked else mix(start, end, share)
            sheet.line(points, colour, (0.9 if is_marked else 0.24) * sheet.unit)


def _tiles(sheet: Sheet) -> None:
    """A quilt of quarter discs, leaves, rings and bands."""
    rng, rows = sheet.rng, sheet.rng.choice((4, 5))
    side = sheet.height / rows
    columns = math.ceil(sheet.width / side)
    colours = [sheet.shade(0.0), sheet.shade(0.5), sheet.shade(1.0), sheet.ground[0], sheet.palette.strong]
    for row in range(rows):
        for column in range(columns):
            back, front = rng.sample(colours, 2)
            if rng.random() < 0.12:
                front = sheet.accent
            _tile(sheet, (column * side, row * side), side, back, front)


def _tile(sheet: Sheet, corner: Point, side: float, back: Colour, front: Colour) -> None:
    """One tile: drawn on its own small sheet, so that nothing runs over its edge."""
    rng, edge = sheet.rng, math.ceil(side)
    tile = Image.new("RGB", (edge, edge), back)
    pen = ImageDraw.Draw(tile)
    kind = rng.choice(("quarter", "quarter", "leaf", "half", "disc", "rings", "bands", "corner", "plain"))
    if kind in ("quarter", "rings"):
        for index in range(4 if kind == "rings" else 1):
            pen.ellipse(_box((0, 0), side * (1 - index / 4)), fill=back if index % 2 else front)
    elif kind == "leaf":
        pen.rectangle((0, 0, edge, edge), fill=front)
        mask = Image.new("L", tile.size)
        ImageDraw.Draw(mask).ellipse(_box((0, 0), side), fill=255)
        cut = Image.new("L", tile.size)
        ImageDraw.Draw(cut).ellipse(_box((side, side), side), fill=255)
        tile.paste(back, (0, 0), ImageChops.invert(ImageChops.multiply(mask, cut)))
    elif kind == "half":
        pen.ellipse(_box((0, side / 2), side / 2), fill=front)
    elif kind == "disc":
        pen.ellipse(_box((side / 2, side / 2), side * rng.choice((0.5, 0.3))), fill=front)
    elif kind == "bands":
        for index in range(0, 6, 2):
            pen.rectangle((index * side / 6, 0, (index + 1) * side / 6, edge), fill=front)
    elif kind == "corner":
        pen.polygon([(0, 0), (edge, 0), (0, edge)], fill=front)
    tile = tile.rotate(90 * rng.randrange(4))
    sheet.image.paste(tile, (round(corner[0]), round(corner[1])))


MOTIFS: dict[str, Callable[[Sheet], None]] = {
    "grid": _grid,
    "waves": _waves,
    "nodes": _nodes,
    "strata": _strata,
    "orbits": _orbits,
    "facets": _facets,
    "threads": _threads,
    "tiles": _tiles,
}


def draw(motif: str, seed: str, topic: str, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """An abstract cover of the family `motif` in the colours of `topic`, `size` in pixels; RGB.

    Raises KeyError for an unknown motif or topic.
    """
    make = MOTIFS[motif]
    sheet = Sheet(size, PALETTES[topic], Random(f"{motif}/{topic}/{seed}"))  # noqa: S311 - drawing, not secrecy
    make(sheet)
    return sheet.finished(size)


def monogram(acronym: str) -> str:
    """Up to six letters that stand for an organisation: its acronym, or the initials of its last two words."""
    if len(acronym) <= 6:
        return acronym
    words = re.findall(r"[A-ZÉÈ]+(?![a-zé])|[A-ZÉÈ]?[a-zéè]+", acronym)
    return "".join(word[0].upper() for word in words[-2:])


def logo(key: str, acronym: str) -> Image.Image:
    """A neutral monogram tile, 640 × 640 pixels, in place of a partner's own logo, which is not ours to copy."""
    rng = Random(f"logo/{key}")  # noqa: S311
    palette = PALETTES[rng.choice(sorted(PALETTES))]
    sheet = Sheet((640, 640), palette, rng)
    side, margin = sheet.width, sheet.width * 0.13
    sheet.image.paste(corner_gradient((side, side), palette.strong, mix(palette.strong, palette.ink, 0.6), palette.ink))
    sheet.disc((side * rng.uniform(0.0, 1.0), side * rng.uniform(0.75, 1.0)), side * 0.42, palette.soft, 0.16)
    sheet.disc((side * rng.uniform(0.0, 1.0), side * rng.uniform(0.0, 0.25)), side * 0.3, palette.soft, 0.12)
    text = monogram(acronym)
    size = 0.3 * side * min(1.0, (side - 2 * margin) / ImageFont.load_default(0.3 * side).getlength(text))
    font = ImageFont.load_default(size)
    sheet.pen.text((margin, side / 2), text, font=font, fill=palette.pale, anchor="lm", stroke_width=size * 0.025)
    sheet.pen.rectangle((margin, side * 0.80, margin + side * 0.18, side * 0.825), fill=palette.accent)
    return sheet.image.reduce(SUPERSAMPLING)
