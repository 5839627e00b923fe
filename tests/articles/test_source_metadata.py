"""What is read of a page's metadata, whoever wrote it and however it is encoded."""

import datetime as dt
import json
import time
from typing import Any

import pytest

from articles.source_metadata import MAX_TEXT, SourceMetadata, read_metadata, text_of

DAY = dt.date(2026, 5, 14)


def meta(**values: str) -> str:
    """`og__title` stands for og:title, `dc_0title` for DC.title."""
    names = {name.replace("__", ":").replace("_0", "."): value for name, value in values.items()}
    return "".join(f'<meta property="{name}" name="{name}" content="{value}">' for name, value in names.items())


def linked(*nodes: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


NODE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Le titre",
    "publisher": {"@type": "Organization", "name": "Le Journal"},
    "datePublished": "2026-05-14T23:30:00-04:00",
    "inLanguage": "fr-CA",
}
ALL = SourceMetadata("Le titre", "Le Journal", DAY, "fr-CA")


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("", SourceMetadata()),
        ("<title> Le \n titre </title>", SourceMetadata("Le titre")),
        ("<TITLE>L&#39;&eacute;t&eacute; &amp;amp; l’hiver</TITLE>", SourceMetadata("L'été & l’hiver")),
        ("<title></title><title>Le titre</title>", SourceMetadata("Le titre")),
        ("<title>a < b</title>", SourceMetadata("a < b")),
        ('<html class="x" lang="en"><title>T</title>', SourceMetadata("T", language="en")),
        ("<html lang=fr_CA>", SourceMetadata(language="fr-CA")),
        ('<html lang="<script>">', SourceMetadata()),
        # Open Graph
        (
            meta(
                og__title="Le titre",
                og__site_name="Le Journal",
                article__published_time="2026-05-14T10:00:00Z",
                og__locale="fr_CA",
            )
            + "<title>Autre | Le Journal</title>",
            ALL,
        ),
        # Highwire and Google Scholar
        (
            meta(
                citation_title="Le titre",
                citation_journal_title="Le Journal",
                citation_publication_date="2026/5/14",
                citation_language="fr-CA",
                og__title="Autre",
            ),
            ALL,
        ),
        # Dublin Core
        (
            meta(dc_0title="Le titre", dc_0publisher="Le Journal", dcterms_0issued="2026-05-14", dc_0language="fr-CA"),
            ALL,
        ),
        ("<meta content='Le titre' name=DC.Title>", SourceMetadata("Le titre")),
        ('<meta itemprop="datePublished" content="2026-05-14">', SourceMetadata(published_on=DAY)),
        ('<meta property="og:title" content="a > b">', SourceMetadata("a > b")),
        ('<meta property="og:title" content=" "><title>T</title>', SourceMetadata("T")),
        # JSON-LD
        (linked(NODE), ALL),
        (linked([NODE]), ALL),
        (linked({"@graph": [{"@type": "WebSite", "name": "Autre"}, NODE]}), ALL),
        (linked({"@type": "WebPage", "headline": "Autre", "mainEntity": NODE}), ALL),
        (linked({**NODE, "@type": ["Article", "Thing"]}), ALL),
        (linked({**NODE, "publisher": "Le Journal"}), ALL),
        (linked({**NODE, "publisher": [{"@id": "#x"}, {"name": "Le Journal"}]}), ALL),
        (linked({**NODE, "publisher": {"name": {"@value": "Le Journal"}}}), ALL),
        (linked({"@type": "Organization", "headline": "Autre", "datePublished": "2001-01-01"}), SourceMetadata()),
        (linked({**NODE, "headline": 5, "publisher": None, "datePublished": {}, "inLanguage": []}), SourceMetadata()),
        ("<script type='application/ld+json'>{broken</script>" + linked(NODE), ALL),
        ("<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + linked(NODE), ALL),
        # What is no metadata
        ("<!-- <title>Autre</title> --><title>T</title>", SourceMetadata("T")),
        ("<script>'<title>Autre</title>'</script><title>T</title>", SourceMetadata("T")),
        ("<meta name='citation_title' content='x<title>T</title>", SourceMetadata("T")),
        ("<metadata name='og:title' content='x'>", SourceMetadata()),
    ],
)
def test_what_pages_say(page: str, read: SourceMetadata) -> None:
    assert read_metadata(page.encode()) == read


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-14", DAY),
        ("20260514", DAY),
        ("2026/05/14", DAY),
        ("2026-5-14 08:00", DAY),
        ("2026-05-14T23:59:59-04:00", DAY),
        ("2026", None),
        ("2026-05", None),
        ("05/14/2026", None),
        ("14 mai 2026", None),
        ("2026-13-41", None),
        ("0001-01-01", None),
        ("20260514123456", None),
    ],
)
def test_only_whole_dates(written: str, day: dt.date | None) -> None:
    assert read_metadata(meta(article__published_time=written).encode()).published_on == day


TITLE = "Réalité augmentée : l’été"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "", ""),
        ("utf-8", "", "utf-8"),
        ("utf-8", "utf-8", "no-such-thing"),
        ("utf-8", "iso-8859-15", "utf-8"),
        ("utf-8-sig", "", "iso-8859-1"),
        ("utf-16", "", ""),
        ("utf-16-le", "", "utf-16le"),
        ("cp1252", "", ""),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", "", "latin-1"),
        ("mac-roman", "macintosh", ""),
        ("utf-8", "", "zlib"),
        ("utf-8", "", "punycode"),
        ("utf-8", "utf-16", ""),
    ],
)
def test_encodings(encoding: str, declared: str, charset: str) -> None:
    page = (f'<meta charset="{declared}">' if declared else "") + f"<title>{TITLE}</title>"
    assert read_metadata(page.encode(encoding), charset).title == TITLE


@pytest.mark.parametrize(
    ("encoding", "text"), [("shift_jis", "日本語の記事"), ("gb18030", "中文"), ("koi8-r", "Статья")]
)
def test_encodings_of_others(encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding), encoding) == text


def test_a_page_that_is_cut_within_a_character() -> None:
    page = f"<title>{TITLE}</title>{'é' * 50}".encode()[:-1]
    assert read_metadata(page, "utf-8").title == TITLE
    assert read_metadata(page).title == TITLE


def test_what_is_offered_fits_its_field() -> None:
    page = meta(og__title="long " * 200, og__site_name="x\u200e\u0007y").encode()
    read = read_metadata(page)
    assert len(read.title) <= MAX_TEXT
    assert read.title.endswith("long…")
    assert read.publisher == "x y"


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<!--", "<a ", "</", "<meta ", "<meta >", "<meta a='", "<meta <", "<meta a=\"'", "&#", "<html <!--"),
        *("<title>", "<script>", "<script type=ld+json>", "<script type=ld+json></script>"),
        f"<meta {'<!--' * 900}>",
        f"<meta {'a ' * 1900}>",
    ],
)
def test_half_a_megabyte_of_anything_is_read_soon(piece: str) -> None:
    """Python's own parser takes a minute and more for some of these."""
    page = (piece * (512 * 1024 // len(piece))).encode()
    start = time.process_time()
    read_metadata(page)
    assert time.process_time() - start < 5
