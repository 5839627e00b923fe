"""What a feed holds, as the page of the list has it, and the answer to whoever asks for it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from core.feeds import json_feed
from core.feeds.answers import digest, refusal, unless_known
from core.feeds.atom import AtomFeed
from core.feeds.texts import plain
from core.languages import tag
from core.models import Topic
from core.share_cards import SITE_NAME
from partners.feeds.filters import query_of
from partners.forms import ContentFilterForm
from partners.models import Partner, PlatformPage

# Before any publication.
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
Form = TypeVar("Form", bound=ContentFilterForm)
Chosen = TypeVar("Chosen", bound="FeedSelection[Any]")


@dataclass(frozen=True)
class FeedSelection(Generic[Form]):
    """The feed that `request` asks of `page` at a moment. Everything is asked of the database once at most.

    Each kind of feed says what its form is, its title, the moments of its items, and what of them decides whether the
    feed is still the same.
    """

    page: PlatformPage
    request: HttpRequest
    at: dt.datetime

    @cached_property
    def form(self) -> Form:
        raise NotImplementedError

    def title_in_words(self) -> str:
        """What is subscribed to, in the active language."""
        raise NotImplementedError

    @property
    def changes(self) -> Iterable[dt.datetime | None]:
        """When the items last changed."""
        raise NotImplementedError

    @property
    def etag_parts(self) -> Iterable[object]:
        """What, besides its address and the names in it, a feed is written from."""
        raise NotImplementedError

    @property
    def language(self) -> str:
        """That of the tree in which the list stands."""
        return str(self.page.locale.language_code)

    @cached_property
    def title(self) -> str:
        with override(self.language):
            return self.title_in_words()

    @cached_property
    def page_url(self) -> str:
        """The list, filtered alike, for readers."""
        return f"{self.page.get_full_url(self.request)}{query_of(self.form)}"

    def feed_url(self, name: str) -> str:
        """The feed itself, without what means nothing in its address."""
        return f"{self.page.get_full_url(self.request)}{name}{query_of(self.form)}"

    def new_atom(self, name: str) -> AtomFeed:
        """The feed as Atom (RFC 4287), to which its items are still to be added."""
        return AtomFeed(
            title=plain(self.title),
            link=self.page_url,
            description=None,
            language=tag(self.language),
            author_name=SITE_NAME,
            feed_url=self.feed_url(name),
            updated=self.updated,
        )

    def as_json(self, name: str, items: Iterable[dict[str, Any]]) -> bytes:
        """The feed as JSON Feed, of those items."""
        return json_feed.document(
            title=plain(self.title),
            page_url=self.page_url,
            feed_url=self.feed_url(name),
            language=self.language,
            items=items,
        )

    @cached_property
    def etag(self) -> str:
        return digest([self.page_url, *self.etag_parts, *names()])

    @cached_property
    def updated(self) -> dt.datetime:
        """The latest change of an item here; without items, that of the list itself."""
        return max(filter(None, self.changes), default=self.page.last_published_at or LONG_AGO)

    @cached_property
    def last_modified(self) -> dt.datetime:
        """The latest change of an item here, but not before this hour.

        The passing of time and a withdrawal change a feed too, and leave no moment behind: whoever asks by this alone,
        without the ETag, learns of them within an hour.
        """
        return max([self.at.replace(minute=0, second=0, microsecond=0), self.updated])


def answer(
    kind: Callable[[Any, HttpRequest, dt.datetime], Chosen],
    page: PlatformPage,
    request: HttpRequest,
    content_type: str,
    render: Callable[[Chosen], bytes],
) -> HttpResponse:
    """The feed of a kind of selection; 304 without writing it for whoever has it. Raises Http404."""
    if refused := refusal(page, request):
        return refused
    selection = kind(page, request, timezone.now())
    return unless_known(request, selection.etag, selection.last_modified, content_type, lambda: render(selection))


def names() -> list[tuple[Any, ...]]:
    """The words in a feed that are not the items' own."""
    return [
        *Topic.objects.values_list("pk", "title_fr", "title_en"),
        *Partner.objects.order_by("pk").values_list("pk", "acronym"),
    ]
