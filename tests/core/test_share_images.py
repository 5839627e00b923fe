"""What is shared has a picture: the page's own, or a card drawn from its title; of public pages only."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from core import share_cards
from core.media import missing
from core.models import BasePage, CustomImage, StoredCard, Topic
from core.share_cards import TITLE_SIZES, Card, draw, drawable, fit, shorten
from core.share_images import share_image
from home.models import HomePage
from partners.models import Partner, PartnerPage
from tests.factories import ArticlePageFactory, EventPageFactory
from tests.translations.steps import change, english

LONG = "Comprendre l’électroencéphalographie des œuvres numériques, de l’été à l’hiver " * 5


@pytest.fixture(autouse=True)
def empty_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    missing.forget()


def address_of(page: BasePage) -> str:
    return share_image(type(page).objects.get(pk=page.pk)).path


def picture_at(client: Client, address: str) -> Image.Image:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    picture = Image.open(BytesIO(response.getvalue()))
    assert response.headers["Content-Type"] == Image.MIME[picture.format or ""]
    return picture


def kept() -> list[str]:
    public = storages["public"]
    return public.listdir("share")[1] if public.exists("share") else []


def main_colour(picture: Image.Image) -> str:
    colours = picture.convert("RGB").getcolors(maxcolors=1_000_000) or []
    return "#{:02x}{:02x}{:02x}".format(*max(colours)[1])


def test_a_card_is_made_at_first_request_and_kept(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    assert client.get(page.url).status_code == 200
    assert kept() == []
    assert picture_at(client, address_of(page)).size == (1200, 630)
    assert len(kept()) == 1
    with mock.patch.object(share_cards, "draw", side_effect=AssertionError("drawn twice")):
        response = client.get(address_of(page))
    assert (response.status_code, response.headers["Location"]) == (302, f"/media/share/{kept()[0]}")
    assert "max-age=3600" in response.headers["Cache-Control"]
    assert "Vary" not in response.headers
    assert not response.cookies
    assert picture_at(client, address_of(page)).size == (1200, 630)


def test_a_changed_title_has_another_picture_and_the_old_address_leads_there(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    before = address_of(page)
    change(page, "Un autre texte")
    after = address_of(page)
    assert before != after
    response = client.get(before)
    assert (response.status_code, response.headers["Location"]) == (302, after)
    assert picture_at(client, after).size == (1200, 630)


@pytest.mark.parametrize("changes", [{"title": "B"}, {"topic": "management"}, {"eyebrow": "C"}, {"signatures": ("D",)}])
def test_the_name_follows_from_all_that_a_card_shows(changes: dict[str, object]) -> None:
    fields = {"title": "A", "topic": "", "eyebrow": "", "signatures": ()}
    assert Card(**fields).digest == Card(**fields).digest != Card(**fields | changes).digest
    with mock.patch.object(share_cards, "DESIGN", 999):
        changed_design = Card(**fields).digest
    assert changed_design != Card(**fields).digest


def test_what_is_not_public_has_no_picture(crim: Partner, client: Client) -> None:
    draft = ArticlePageFactory(partner=crim, title="Brouillon")
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    restricted = ArticlePageFactory(partner=crim, title="Réservé", published=True)
    withdrawn = ArticlePageFactory(partner=crim, title="Retiré", published=True)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    withdrawn.unpublish()
    for hidden in (draft, restricted, withdrawn):
        assert client.get(address_of(hidden)).status_code == 404
    # Nor does the draft of a public page show in it.
    revised = page.get_latest_revision_as_object()
    revised.title = "Un secret"
    revised.save_revision()
    picture_at(client, address_of(page))
    assert kept() == [f"{ArticlePage.objects.get(pk=page.pk).share_card().digest}.png"]
    assert ArticlePage.objects.get(pk=page.pk).share_card().title == "Un texte"


@pytest.mark.parametrize(
    "address",
    [
        "/fr/share/999999999999999999-0123456789abcdef.png",
        "/fr/share/0-0123456789abcdef.png",
        "/fr/share/1-0123456789abcdef.png",
        "/fr/share/1-0123456789ABCDEF.png",
        "/fr/share/1-../../etc/passwd.png",
        "/fr/share/x-0123456789abcdef.png",
        "/fr/share/1-0123456789abcdef.svg",
        f"/fr/share/{'9' * 5000}-0123456789abcdef.png",
    ],
)
def test_other_addresses_lead_nowhere(crim: Partner, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert kept() == []


def test_a_wrong_digest_makes_nothing(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    for wrong in (f"/fr/share/{page.pk}-{'0' * 16}.png", f"/en{address_of(page).removeprefix('/fr')}"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (302, address_of(page))
    assert kept() == []
    assert client.post(address_of(page)).status_code == 405


def test_a_card_that_could_not_be_stored_is_drawn_again(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    with mock.patch.object(storages["public"], "save", side_effect=OSError("No space left on device")):
        assert picture_at(client, address_of(page)).size == (1200, 630)
    assert not StoredCard.objects.exists()
    missing.forget()
    assert picture_at(client, address_of(page)).size == (1200, 630)
    assert [f"{card.digest}.png" for card in StoredCard.objects.all()] == kept()


def test_a_withdrawn_page_leaves_no_card_behind(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Un texte", published=True)
    picture_at(client, address_of(page))
    assert kept()
    page.unpublish()
    assert kept() == []


@pytest.mark.parametrize(("size", "expected"), [((1600, 1000), (1200, 630)), ((900, 900), (900, 474))])
def test_a_picture_of_its_own_is_used(
    crim: Partner, client: Client, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    page = ArticlePageFactory(partner=crim, image=image_of(size), published=True)
    image = share_image(page)
    assert image.path.endswith(".jpg")
    # Nobody waits for the picture: a card stands in for it, and it is there the next time.
    assert picture_at(client, image.path).format == "PNG"
    picture = picture_at(client, image.path)
    assert picture.format == "JPEG"
    assert picture.size == (image.width, image.height) == expected


def test_a_picture_too_small_to_be_shown_large_is_not_used(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, image=image_of((500, 400)), published=True)
    assert share_image(page).kind == "png"


def test_another_picture_has_another_address(crim: Partner, client: Client) -> None:
    page = ArticlePageFactory(partner=crim, image=image_of((1600, 1000)), published=True)
    before = address_of(page)
    page.image.focal_point_x, page.image.focal_point_y = 100, 100
    page.image.focal_point_width = page.image.focal_point_height = 10
    page.image.save()
    assert address_of(page) != before


def image_of(size: tuple[int, int]) -> CustomImage:
    content = BytesIO()
    Image.new("RGB", size, "#123456").save(content, "PNG")
    return CustomImage.objects.create(title="Une image", file=ContentFile(content.getvalue(), "image.png"))


def test_every_kind_of_page_has_a_card(crim: Partner, client: Client) -> None:
    event = EventPageFactory(partner=crim, published=True)
    areas = PartnerPage.objects.filter(partner=crim)
    for page in (*HomePage.objects.all(), *areas, event):
        assert picture_at(client, address_of(page)).size == (1200, 630)


def test_a_card_says_what_its_page_is(crim: Partner) -> None:
    topics = [Topic.objects.get(key="workforce-training")]
    article = ArticlePageFactory(partner=crim, title="Des « mots » : un titre", topics=topics, published=True)
    card = article.share_card()
    # With no-break spaces, as on the page.
    assert card.title == "Des «\u00a0mots\u00a0»\u00a0: un titre"
    assert (card.topic, card.eyebrow) == ("workforce-training", "Main-d’œuvre et formation")
    assert card.signatures == (crim.name_fr, "CRIM")
    # Under the English address, the French text has the same card.
    assert english(article).share_card() == card
    event = EventPageFactory(partner=crim, published=True)
    assert str(event.start.year) in event.share_card().eyebrow
    event.status = "cancelled"
    assert str(event.start.year) not in event.share_card().eyebrow


@pytest.mark.parametrize("key", [*share_cards.TOPIC_COLOURS, ""])
def test_a_card_has_the_colour_of_its_topic(key: str) -> None:
    picture = Image.open(BytesIO(draw(Card(title="Titre", topic=key))))
    assert picture.size == (1200, 630)
    assert main_colour(picture) == share_cards.TOPIC_COLOURS.get(key, share_cards.ACCENT)


def test_the_colours_are_those_of_the_style_sheet() -> None:
    css = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
    by_day = css[: css.index("@media")]
    named = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", by_day))
    places = dict(re.findall(r'\[data-topic="([a-z-]+)"\] \{\s*--topic: var\(--([a-z-]+)\)', css))
    assert {key: named[name] for key, name in places.items()} == share_cards.TOPIC_COLOURS
    assert (named["paper"], named["ink"], named["accent"]) == (share_cards.PAPER, share_cards.INK, share_cards.ACCENT)


@pytest.mark.parametrize("text", ["Œuvrer à l’été : où ça? Noël, maïs, forêt, bûche", "« ÉÈÊÀÂÇÎÔÛ » – 25 $ … “x”"])
def test_french_is_drawn_whole(text: str) -> None:
    assert drawable(text) == text


def test_what_the_typeface_does_not_have_is_left_out() -> None:
    assert drawable("Un lancement 🚀 à 日本 réussi\n\tet\x07 fini") == "Un lancement à réussi et fini"
    assert drawable("🚀") == ""
    assert draw(Card(title="🚀"))


def test_a_short_title_is_large_and_stands_on_one_line() -> None:
    assert fit("Court", 1000, 300) == (max(TITLE_SIZES), ["Court"])


@pytest.mark.parametrize("text", [LONG, "a" * 400, "https://example.org/" + "b" * 200 + " et la suite " * 30])
def test_a_long_title_is_wrapped_and_shortened(text: str) -> None:
    size, lines = fit(drawable(text), 1000, 300)
    assert size == min(TITLE_SIZES)
    assert len(lines) * size * share_cards.LEADING <= 300
    assert lines[-1].endswith("…")
    assert all(share_cards._font(size).getlength(line) <= 1000 for line in lines)
    assert draw(Card(title=text, eyebrow=text, signatures=(text,)))


def test_no_word_is_left_alone_and_no_break_space_breaks() -> None:
    _size, lines = fit("Cinq questions à se poser avant de signer un contrat", 1000, 300)
    widths = [len(line) for line in lines]
    assert min(widths) * 2 > max(widths)
    for width in range(300, 1000, 50):
        _size, lines = fit("Former «\u00a0vite\u00a0» ou bien\u00a0?", width, 300)
        assert not any(line.startswith(("»", "?")) or line.endswith("«") for line in lines)


def test_shortening_keeps_whole_words() -> None:
    assert shorten("un deux, trois quatre", 40, 250) in {"un deux…", "un…"}
    assert shorten("un", 40, 250) == "un"
    assert shorten("a" * 100, 40, 250).endswith("a…")


def test_the_longest_name_that_fits_signs() -> None:
    long = "Association québécoise des informaticiennes et informaticiens indépendants du Québec et d’ailleurs"
    assert draw(Card("T", signatures=(long, "AQIII"))) == draw(Card("T", signatures=("AQIII",)))
    assert draw(Card("T", signatures=("Un nom", "N"))) == draw(Card("T", signatures=("Un nom",)))
