"""The demonstration's pictures: varied, repeatable, in the colours of their topic."""

import pytest
from PIL import Image, ImageChops, ImageStat

from home.demo.drawing import MOTIFS, PALETTES, draw, logo, monogram

SMALL = (320, 200)
TOPICS = ["research-creation", "design-technologies", "financing-commercialization", "workforce-training", "management"]
FAMILIES = ["grid", "waves", "nodes", "strata", "orbits", "facets", "threads", "tiles"]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, in levels out of 255."""
    bands = ImageStat.Stat(ImageChops.difference(one, other)).mean
    return sum(bands) / len(bands)


def test_the_families_and_topics_are_those_of_the_content() -> None:
    assert sorted(MOTIFS) == sorted(FAMILIES)
    assert len(set(MOTIFS.values())) == len(FAMILIES), "two families share a drawing"
    assert sorted(PALETTES) == sorted(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("motif", FAMILIES)
def test_a_picture_has_the_size_asked_for_and_something_on_it(motif: str, topic: str) -> None:
    picture = draw(motif, "a-key", topic, SMALL)

    assert picture.mode == "RGB"
    assert picture.size == SMALL
    assert max(ImageStat.Stat(picture.convert("L")).stddev) > 8


@pytest.mark.parametrize("motif", FAMILIES)
def test_the_same_arguments_draw_the_same_picture(motif: str) -> None:
    one, other = (draw(motif, "a-key", "management", SMALL) for _ in range(2))

    assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("motif", FAMILIES)
def test_another_seed_draws_another_picture(motif: str) -> None:
    assert difference(draw(motif, "one", "management", SMALL), draw(motif, "two", "management", SMALL)) > 4


def test_families_differ_from_each_other() -> None:
    pictures = [draw(motif, "a-key", "management", SMALL) for motif in FAMILIES]

    for index, picture in enumerate(pictures):
        assert all(difference(picture, other) > 8 for other in pictures[index + 1 :])


@pytest.mark.parametrize(("topic", "strongest"), [("financing-commercialization", 1), ("management", 2)])
@pytest.mark.parametrize("motif", FAMILIES)
def test_the_topic_gives_the_colours(motif: str, topic: str, strongest: int) -> None:
    means = ImageStat.Stat(draw(motif, "a-key", topic, SMALL)).mean

    assert means.index(max(means)) == strongest


@pytest.mark.parametrize("size", [(1600, 1000), (640, 640), (300, 500), (33, 17)])
@pytest.mark.parametrize("motif", FAMILIES)
def test_any_shape_of_picture_can_be_drawn(motif: str, size: tuple[int, int]) -> None:
    assert draw(motif, "a-key", "research-creation", size).size == size


@pytest.mark.parametrize(("motif", "topic"), [("stripes", "management"), ("waves", "cooking")])
def test_an_unknown_family_or_topic_is_refused(motif: str, topic: str) -> None:
    with pytest.raises(KeyError):
        draw(motif, "a-key", topic, SMALL)


@pytest.mark.parametrize(
    ("acronym", "letters"),
    [
        ("CRIM", "CRIM"),
        ("PROMPT", "PROMPT"),
        ("Réseau ACTION TI", "AT"),
        ("TECHNOCompétences", "TC"),
        ("TechnoMontréal", "TM"),
        ("Étoile Économie", "ÉÉ"),
    ],
)
def test_a_long_name_is_shortened_to_initials(acronym: str, letters: str) -> None:
    assert monogram(acronym) == letters


def test_each_partner_has_its_own_tile() -> None:
    tiles = [logo("adriq", "ADRIQ"), logo("crim", "CRIM"), logo("technomontreal", "TechnoMontréal")]

    assert all(tile.size == (640, 640) and tile.mode == "RGB" for tile in tiles)
    assert len({tile.tobytes() for tile in tiles}) == 3
    assert logo("crim", "CRIM").tobytes() == tiles[1].tobytes()
