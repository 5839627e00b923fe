"""An article as programs that keep references want it: Dublin Core, and Highwire Press tags for studies.

Dublin Core: dublincore.org/specifications/dublin-core/dces/, in HTML as RFC 2731 writes it. Highwire's tags have no
standard; what Google Scholar ("Inclusion Guidelines for Webmasters") and Zotero read is written here.
"""

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.utils import timezone

from articles.enums import ArticleKind
from core.languages import tag
from core.models import Topic
from core.share_cards import SITE_NAME
from partners.models import Partner

if TYPE_CHECKING:
    from articles.models import ArticlePage

Meta = tuple[str, str]


def dublin_core(page: "ArticlePage", url: str) -> list[Meta]:
    """For every kind of article; `url` is the canonical address of the text."""
    found = [
        ("DC.type", "Text"),
        ("DC.title", page.title),
        *(("DC.creator", author.name) for author in page.author_list),
        ("DC.publisher", publisher_of(page)),
        ("DC.date", _day(page)),
        ("DC.language", tag(page.in_language)),
        ("DC.description", page.meta_description),
        *(("DC.subject", Topic.title.in_language(topic, page.in_language)) for topic in page.topic_list),
        *(("DC.subject", word) for word in page.keyword_list),
        *(("DC.source", source.url or source.title) for source in page.source_list),
        ("DC.rights", page.licence_url),
        ("DC.identifier", url),
    ]
    return [(name, content) for name, content in found if content]


def highwire(page: "ArticlePage", url: str) -> list[Meta]:
    """For studies, which are cited as reports; for nothing else."""
    if page.kind != ArticleKind.STUDY:
        return []
    names = [author.name for author in page.author_list]
    document = page.document
    found = [
        ("citation_title", page.title),
        *(("citation_author", name) for name in names or [publisher_of(page)]),
        ("citation_publication_date", _day(page).replace("-", "/")),
        ("citation_technical_report_institution", publisher_of(page)),
        ("citation_publisher", publisher_of(page)),
        ("citation_language", page.in_language),
        ("citation_abstract_html_url", url),
        # Programs take it for a file of that very kind.
        ("citation_pdf_url", urljoin(url, document.url) if document and document.file_extension == "pdf" else ""),
        *(("citation_keywords", Topic.title.in_language(topic, page.in_language)) for topic in page.topic_list),
        *(("citation_keywords", word) for word in page.keyword_list),
    ]
    return [(name, content) for name, content in found if content]


def publisher_of(page: "ArticlePage") -> str:
    """Of a study whom it names; else the partner by its name in the language of the text, else the portal."""
    if page.kind == ArticleKind.STUDY and page.study_publisher:
        return page.study_publisher
    return Partner.name.in_language(page.partner, page.in_language) if page.partner else SITE_NAME


def _day(page: "ArticlePage") -> str:
    """The day of first publication in the portal's time zone: "2026-11-22"; blank for none."""
    return timezone.localdate(page.first_published_at).isoformat() if page.first_published_at else ""
