"""What a page says about itself: title, publisher, date and language, from the metadata that sites write.

Read are JSON-LD (schema.org), Open Graph (ogp.me), the tags that Highwire Press and Google Scholar use (`citation_…`),
Dublin Core, and at last the title of the page.

A page is a stranger's. Python's parser of HTML takes minutes for half a megabyte of what is made to be slow, so the few
elements that matter are found first, in one pass, and it is given these alone.
"""

import codecs
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector

MAX_TEXT = 255
# Of one element, and of all that are read.
MAX_TAG = 4000
MAX_TAGS = 300
MAX_TITLE = 2000
MAX_DEPTH = 6

_INTERESTING = re.compile(r"<(?:(!--)|(meta|html|title|script)(?=[\s/>]))", re.IGNORECASE)
# A tag to its end, whatever stands between quotes. What is possessive is never tried again.
_TAG = re.compile(r"""<\w++(?:[^>"']|"[^"]*+"|'[^']*+')*+>""")
_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("title", "script")}

_DAY = re.compile(r"(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Byte-wise encodings of https://encoding.spec.whatwg.org that Python has; its other codecs are no encodings of pages.
_ENCODINGS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|iso8859-\d+|cp125\d|cp866|cp874|cp932|cp949|koi8-[ru]|mac-(roman|cyrillic)"
    r"|shift_jis|euc_(jp|kr)|iso2022_jp|gb2312|gbk|gb18030|big5(hkscs)?"
)
# What browsers read instead (ibid., 4.2).
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}

_ARTICLES = re.compile(r"Article|Report|Posting|WebPage|Dataset|Book|CreativeWork|Thesis|Legislation|VideoObject")


@dataclass(frozen=True)
class SourceMetadata:
    """What can be offered; blank, or None, is what the page does not say. `language` is a BCP 47 tag."""

    title: str = ""
    publisher: str = ""
    published_on: dt.date | None = None
    language: str = ""


@dataclass
class _Said:
    """Metadata as found: `meta` by name in small letters, `linked` are the nodes of JSON-LD."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    linked: list[dict[str, Any]] = field(default_factory=list)
    title: str = ""
    language: str = ""


def read_metadata(page: bytes, charset: str = "") -> SourceMetadata:
    """`page` may be cut anywhere; `charset` is what the header says. Nothing that a page holds raises."""
    said = _collect(text_of(page, charset))
    works = [node for node in said.linked if _ARTICLES.search(_words(node.get("@type")))]
    # What is about the article comes before what is about the page that it stands on.
    works.sort(key=lambda node: "WebPage" in _words(node.get("@type")))
    return SourceMetadata(
        title=_first(
            *_meta(said, "citation_title"),
            *(_words(node.get("headline")) for node in works),
            *_meta(said, "og:title", "dc.title", "dcterms.title", "twitter:title"),
            said.title,
        ),
        publisher=_first(
            *(_name(node.get("publisher")) for node in works),
            *_meta(said, "og:site_name", "citation_journal_title", "citation_publisher", "dc.publisher"),
            *_meta(said, "dcterms.publisher", "application-name"),
        ),
        published_on=next(
            _days(
                *(_words(node.get("datePublished")) for node in works),
                *_meta(said, "article:published_time", "og:published_time", "citation_publication_date"),
                *_meta(said, "citation_online_date", "citation_date", "dcterms.issued", "dc.date.issued", "dc.date"),
                *_meta(said, "dcterms.date", "datepublished", "date"),
            ),
            None,
        ),
        language=next(
            _languages(
                *(_words(node.get("inLanguage")) for node in works),
                said.language,
                *_meta(said, "citation_language", "dc.language", "dcterms.language", "og:locale", "content-language"),
            ),
            "",
        ),
    )


# The text of a page


def text_of(page: bytes, charset: str = "") -> str:
    """The page as text: by its byte order mark, the header, what the page declares, UTF-8, else Windows-1252.

    An encoding is taken where nearly all of the page agrees with it: a character that a tool has cut in two is no
    reason to misread the others.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if page.startswith(mark):
            return page.removeprefix(mark).decode(encoding, "replace")
    if page.startswith(codecs.BOM_UTF16_BE):
        return page[2:].decode("utf-16-be", "replace")
    declared = EncodingDetector.find_declared_encoding(page[:2048], is_html=True) or ""
    # A declaration that can be read byte by byte is not in UTF-16.
    declared = "" if declared.lower().startswith("utf-16") else declared
    for encoding in filter(None, map(_encoding, (charset, declared, "utf-8"))):
        text = page.decode(encoding, "replace")
        if text.count("\ufffd") * 20 <= sum(not character.isascii() for character in text):
            return text
    return page.decode("cp1252", "replace")


def _encoding(label: str) -> str:
    """The codec of an encoding of pages; blank for anything else."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    name = _READ_AS.get(name, name)
    return name if _ENCODINGS.fullmatch(name) else ""


# Finding what matters


def _collect(text: str) -> _Said:
    said = _Said()
    tags: list[str] = []
    position = 0
    for _ in range(20 * MAX_TAGS):
        found = _INTERESTING.search(text, position)
        if not found or len(tags) == MAX_TAGS:
            break
        if found[1]:
            position = _after(text, "-->", found.end())
            continue
        tag = _TAG.match(text, found.start(), found.start() + MAX_TAG)
        if not tag:
            position = found.end()
            continue
        position = tag.end()
        name = found[2].lower()
        if name in _END:
            end = _END[name].search(text, position, position + (MAX_TITLE if name == "title" else len(text)))
            inner = text[position : end.start() if end else position]
            position = end.end() if end else position
            if name == "title":
                said.title = said.title or _unescaped(inner[:MAX_TITLE])
            elif "ld+json" in tag[0].lower():
                said.linked += _nodes(inner)
            if not end and name == "script":
                break
        else:
            tags.append(tag[0])
    _read_tags(tags, said)
    return said


def _after(text: str, mark: str, position: int) -> int:
    """Where the mark ends; the end of the text where it does not come, as browsers read a comment."""
    found = text.find(mark, position)
    return found + len(mark) if found >= 0 else len(text)


def _unescaped(inner: str) -> str:
    return BeautifulSoup(inner.replace("<", "&lt;"), "html.parser").get_text()


def _read_tags(tags: list[str], said: _Said) -> None:
    # Each for itself: an end that one of them lacks for the parser must not swallow the next ones.
    for tag in tags:
        element = BeautifulSoup(tag, "html.parser").find(["meta", "html"])
        if element is None:
            continue
        if element.name == "html":
            said.language = said.language or _attribute(element, "lang") or _attribute(element, "xml:lang")
            continue
        content = _attribute(element, "content")
        for name in {_attribute(element, key).lower() for key in ("property", "name", "itemprop", "http-equiv")}:
            if name and content.strip():
                said.meta.setdefault(name, []).append(content)


def _attribute(element: Any, name: str) -> str:
    return str(element.get(name) or "")


def _nodes(inner: str) -> list[dict[str, Any]]:
    """The nodes of a piece of JSON-LD, those in lists and graphs too; none where it cannot be read."""
    inner = inner.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return list(_walk(json.loads(inner, strict=False)))
    except (ValueError, RecursionError):
        return []


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _walk(value.get(name), depth + 1)


# Reading what was found


def _meta(said: _Said, *names: str) -> list[str]:
    return [value for name in names for value in said.meta.get(name, [])]


def _words(value: Any) -> str:
    """A text as JSON-LD may write it: itself, several, or the value of a node."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(item for item in value if isinstance(item, str))
    if isinstance(value, dict):
        return _words(value.get("@value"))
    return ""


def _name(value: Any) -> str:
    """The name of an organization or a person, which may be one of several, or no more than a name."""
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), "")
    if isinstance(value, dict):
        return _words(value.get("name")) or _words(value.get("legalName"))
    # A reference to another node says no name.
    return value if isinstance(value, str) and "://" not in value else ""


def _first(*texts: str) -> str:
    return next((clean for text in texts if (clean := _clean(text))), "")


def _clean(text: str) -> str:
    """In one line, without what cannot be seen, and as long as the field is."""
    if "&" in text:
        # Many a site escapes twice.
        text = _unescaped(text[:MAX_TITLE])
    text = " ".join("".join(c if c.isprintable() else " " for c in text[:MAX_TITLE]).split())
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1].rstrip()}…"


def _days(*texts: str) -> Iterator[dt.date]:
    """Whole dates, year first, as the site writes them: its readers saw that day, whatever the zone of the hour."""
    for text in texts:
        if found := _DAY.match(text.strip()):
            try:
                day = dt.date(*map(int, found.groups()))
            except ValueError:
                continue
            if day.year >= 1900:
                yield day


def _languages(*texts: str) -> Iterator[str]:
    for text in texts:
        if _LANGUAGE.fullmatch(text.strip()):
            yield text.strip().replace("_", "-")
