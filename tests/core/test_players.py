"""Media on other sites are played in the page when the reader asks for it, and nothing is asked of others before."""

import html
import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from core.players import player_of

VIDEO = "dQw4w9WgXcQ"
PLAYED = f"https://www.youtube-nocookie.com/embed/{VIDEO}?autoplay=1"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"https://www.youtube.com/watch?list=PL1&v={VIDEO}&t=12s",
        f"https://m.youtube.com/watch?v={VIDEO}",
        f"https://youtu.be/{VIDEO}?si=abc",
        f"https://www.youtube.com/live/{VIDEO}",
        f"https://www.youtube.com/shorts/{VIDEO}",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}",
    ],
)
def test_addresses_of_one_video_lead_to_its_player(address: str) -> None:
    player = player_of(address)
    assert player is not None
    assert (player.site, player.src) == ("YouTube", PLAYED)


def test_vimeo_is_asked_not_to_track() -> None:
    player = player_of("https://vimeo.com/76979871")
    assert player is not None
    assert player.src == "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/video",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        f"https://youtu.be/{VIDEO}X",
        f"https://evil.example/https://youtu.be/{VIDEO}",
        f"https://www.youtube.com.evil.example/watch?v={VIDEO}",
        "https://vimeo.com/about",
    ],
)
def test_anything_else_stays_a_link(address: str) -> None:
    assert player_of(address) is None
    block = block_of("Un balado", address)
    assert "<iframe" not in block
    assert f'href="{html.escape(address)}"' in block


def test_nothing_but_the_number_of_a_video_reaches_the_player() -> None:
    player = player_of(f'https://youtu.be/{VIDEO}"onload="alert(1)')
    assert player is not None
    assert player.src == PLAYED


def block_of(title: str, url: str) -> str:
    return render_to_string("blocks/embed.html", {"value": {"title": title, "url": url}})


@pytest.mark.parametrize(("language", "said"), [("fr", "apprend votre visite"), ("en", "learns of your visit")])
def test_nothing_is_loaded_before_it_is_played_and_the_reason_is_said(language: str, said: str) -> None:
    with override(language):
        block = block_of("Démonstration", f"https://youtu.be/{VIDEO}")
    assert said in block
    assert re.findall(r"\ssrc=", block) == []
    (cover,) = re.findall(r'srcdoc="([^"]*)"', block)
    document = html.unescape(cover)
    assert f'<a href="{html.escape(PLAYED)}"' in document
    assert re.findall(r"\ssrc=|url\(|@import|<script|<style", document) == []
    # A style of our own, which the policy of the page allows in its frame too.
    assert re.findall(r'<link [^>]*href="([^"]*)"', document) == ["/static/css/player-cover.css"]


def test_a_hostile_title_stays_text() -> None:
    block = block_of('"><script>alert(1)</script>', f"https://youtu.be/{VIDEO}")
    assert "<script" not in block
    assert "<script" not in html.unescape(re.findall(r'srcdoc="([^"]*)"', block)[0])
