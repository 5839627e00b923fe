"""Players of media on other sites, which a page shows within itself once a reader asks for them."""

import re
from dataclasses import dataclass

# By site: how its addresses name a video, and the address of its player, in the kind that sets the fewest cookies.
_PLAYERS = {
    "YouTube": (
        re.compile(
            r"^https://(?:(?:www|m)\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/)"
            r"|youtu\.be/)([\w-]{11})(?![\w-])"
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    "Vimeo": (
        re.compile(r"^https://(?:www\.|player\.)?vimeo\.com/(?:video/|channels/\w+/)?(\d+)(?!\w)"),
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
}


@dataclass(frozen=True)
class Player:
    """The name of the site, and the address that plays."""

    site: str
    src: str


def player_of(url: str) -> Player | None:
    """The player for what stands at that address; None for a site that has none here, which stays a link."""
    for site, (pattern, src) in _PLAYERS.items():
        if found := pattern.match(url):
            return Player(site, src.format(found[1]))
    return None
