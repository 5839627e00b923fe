"""What an article lacks that its readers would miss. Advice, which keeps nobody from saving or submitting."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.enums import ArticleKind
from articles.spelling import without_accents
from core.formatting import number
from core.languages import writing_language

if TYPE_CHECKING:
    from articles.models import ArticlePage

# Characters. Search engines and networks cut what is longer (about 60 and 160), our lists do not; a title still has to
# be read at a glance.
LONGEST_TITLE = 90
LONGEST_SUMMARY = 300
MOST_WORDS_NAMED = 5
LINK = re.compile(r"""<a\b[^>]*\bhref="(https?://[^"]+)\"""")


class Check(NamedTuple):
    """One thing to look at; `field` is the one where it is mended, by its name in the form."""

    field: str
    message: str


def checks(article: "ArticlePage") -> list[Check]:
    """In the order of the editing screen, in the active language."""
    return [
        *_of_lengths(article),
        *_of_what_is_there(article),
        *_of_sources(article),
        *_of_kind(article),
        *_of_pictures(article),
        *_of_spelling(article),
    ]


def links_of(article: "ArticlePage") -> list[str]:
    """The addresses on other sites to which an article leads, each once, in their order."""
    found = [source.url for source in article.sources.all()]
    found += [article.profile_website] if article.profile_website else []
    for block in article.body:
        if block.block_type == "paragraph":
            found += LINK.findall(block.value.source)
        elif block.block_type in ("embed", "call_to_action"):
            found.append(block.value["url"])
    return list(dict.fromkeys(url for url in found if url))


def _of_lengths(article: "ArticlePage") -> Iterator[Check]:
    for field, most in (("title", LONGEST_TITLE), ("summary", LONGEST_SUMMARY)):
        length = len(getattr(article, field))
        if length > most:
            message = {
                "title": _("The title is long: %(length)s characters. Up to %(most)s it is read at a glance."),
                "summary": _(
                    "The summary is long: %(length)s characters. Up to %(most)s it stands in lists as a whole."
                ),
            }[field]
            lang = writing_language()
            yield Check(field, message % {"length": number(length, lang), "most": number(most, lang)})


def _of_what_is_there(article: "ArticlePage") -> Iterator[Check]:
    if not article.summary:
        yield Check("summary", _("There is no summary: lists and search engines show nothing but the title."))
    if article.kind == ArticleKind.INTELLIGENCE_BRIEF and not article.why_it_matters:
        yield Check("why_it_matters", _("A brief says why it matters: two or three sentences are enough."))
    if not article.topics.all():
        yield Check("topics", _("No topic is ticked: the article stands in no thematic section."))
    if not article.keywords:
        yield Check("keywords", _("There is no keyword: it is harder to find again, and has fewer related items."))


def _of_sources(article: "ArticlePage") -> Iterator[Check]:
    sources = list(article.sources.all())
    if article.kind == ArticleKind.INTELLIGENCE_BRIEF and not sources:
        yield Check("sources", _("A brief cites at least one source."))
    for source in sources:
        if not source.url:
            yield Check("sources", _("“%(source)s” has no address.") % {"source": source.title})
        if not source.publisher:
            yield Check("sources", _("“%(source)s” has no publisher.") % {"source": source.title})


def _of_kind(article: "ArticlePage") -> Iterator[Check]:
    if article.kind == ArticleKind.STUDY and not article.document:
        yield Check("document", _("The study itself is not there as a document."))
    if article.kind == ArticleKind.PROFILE and not article.profile_name:
        yield Check("profile_name", _("Whom does the profile present?"))
    gathers = article.report_items.all() or article.report_topic_id or article.report_keyword
    if article.kind == ArticleKind.SPECIAL_REPORT and not gathers:
        yield Check("report_items", _("The report gathers nothing: choose items, a topic or a keyword."))


def _of_pictures(article: "ArticlePage") -> Iterator[Check]:
    if article.image and not article.image_alt:
        yield Check("image_alt", _("The image has no alternative text. That is right for a decoration only."))
    images = [block.value for block in article.body if block.block_type == "image"]
    silent = sum(1 for value in images if value["image"] and not value["alt"])
    if silent:
        yield Check(
            "body",
            ngettext(
                "%(count)s image of the text has no alternative text.",
                "%(count)s images of the text have no alternative text.",
                silent,
            )
            % {"count": silent},
        )


def _of_spelling(article: "ArticlePage") -> Iterator[Check]:
    """Words that French writes with an accent; offered, for a name may be written without."""
    if article.text_language != "fr":
        return
    texts = {"title": article.title, "summary": article.summary, "why_it_matters": article.why_it_matters}
    texts["body"] = strip_tags(" ".join(_texts(article.body)))
    for field, text in texts.items():
        found = without_accents(text)
        for word, better in list(found.items())[:MOST_WORDS_NAMED]:
            yield Check(field, _("“%(word)s”: is it “%(better)s”?") % {"word": word, "better": better})


def _texts(body: Any) -> list[str]:
    return list(body.stream_block.get_searchable_content(body))
