"""An article as all feeds tell of it. Texts are in the language of the article's own text.

The content is what one needs to decide whether to read on: the summary, why it matters, and the sources. The whole text
stands on the page, with its pictures, players and tables, which few readers of feeds show as they are meant.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.translation import override

from core.feeds.texts import plain
from core.share_images import ShareImage, own_picture, share_image
from core.typography import tidy

if TYPE_CHECKING:
    from articles.models import ArticlePage


@dataclass(frozen=True)
class Entry:
    """An article in one language's feed.

    `url` is the absolute address of its page there; `changed_at` when it was last published in any language.
    """

    article: "ArticlePage"
    url: str
    changed_at: dt.datetime | None

    @property
    def id(self) -> str:
        """Names the text: a mirror is the same one as its original, and a translation is another one."""
        return uuid.uuid5(self.article.translation_key, self.article.in_language).urn

    @property
    def title(self) -> str:
        return self._tidy(self.article.title)

    @property
    def summary(self) -> str:
        return self._tidy(self.article.summary)

    @property
    def why_it_matters(self) -> str:
        return self._tidy(self.article.why_it_matters)

    @property
    def published_at(self) -> dt.datetime | None:
        return self.article.first_published_at

    @property
    def authors(self) -> list[str]:
        """The people who wrote it, else the partner that publishes it."""
        partner = self.article.partner
        names = [author.name for author in self.article.author_list] or ([partner.acronym] if partner else [])
        return [plain(name) for name in names]

    @property
    def categories(self) -> list[str]:
        """What kind it is and its topics, in the language of the feed; its keywords, in that of the text."""
        article = self.article
        language = article.locale.language_code
        with override(language):
            kind = str(article.get_kind_display())
        topics = [type(topic).title.in_language(topic, language) for topic in article.topics.all()]
        return [plain(name) for name in dict.fromkeys([kind, *topics, *article.keyword_list])]

    @cached_property
    def content(self) -> str:
        """The summary, why it matters, and the sources, in HTML."""
        with override(self.article.text_language):
            context = {"entry": self, "article": self.article, "sources": self.article.source_list}
            html = render_to_string("articles/feed_entry.html", context)
        return plain(" ".join(html.split()))

    @cached_property
    def picture(self) -> ShareImage | None:
        """That which the editors chose, where it is large enough."""
        return share_image(self.article) if own_picture(self.article) else None

    @property
    def picture_url(self) -> str:
        return urljoin(self.url, self.picture.path) if self.picture else ""

    def _tidy(self, text: str) -> str:
        return plain(tidy(text, self.article.text_language))
