"""What every app builds on: people, media, topics and the base of all pages."""

from core.models.chosen import ChosenPage, ChosenPagesPanel, chosen
from core.models.media import CustomDocument, CustomImage, CustomRendition, StoredCard
from core.models.pages import BasePage, PublishedPageQuerySet, all_pages, public_pages
from core.models.people import DigestFrequency, User
from core.models.public_changes import PublicChange
from core.models.topics import Topic

__all__ = [
    "BasePage",
    "ChosenPage",
    "ChosenPagesPanel",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DigestFrequency",
    "PublicChange",
    "PublishedPageQuerySet",
    "StoredCard",
    "Topic",
    "User",
    "all_pages",
    "chosen",
    "public_pages",
]
