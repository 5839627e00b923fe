"""What is shown of a result: its title and the part of its text where the words are, marked."""

from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.configuration import CONFIGURATIONS, MARK_END, MARK_START
from search.models import SearchEntry

# Signs of a body in which an excerpt is looked for.
_MOST_READ = 20_000
_CONFIGURATION = f"CASE WHEN search_searchentry.in_language = 'en' THEN '{CONFIGURATIONS['en']}'::regconfig ELSE '{CONFIGURATIONS['fr']}'::regconfig END"  # noqa: E501
_MARKS = f"StartSel={MARK_START}, StopSel={MARK_END}"
_WHOLE = f"{_MARKS}, HighlightAll=true"
_PART = f'{_MARKS}, MaxFragments=2, MinWords=12, MaxWords=28, FragmentDelimiter=" … "'


@dataclass(frozen=True)
class Excerpt:
    """HTML that is safe: what was written is escaped, words that were found stand in `mark`."""

    title: SafeString
    text: SafeString


def headlines(tsquery: str) -> dict[str, RawSQL]:
    """What to annotate entries with, for `excerpt_of`."""
    return {
        "marked_title": _headline("title", tsquery, _WHOLE),
        "marked_summary": _headline("summary", tsquery, _WHOLE),
        "marked_body": _headline(f"body, {_MOST_READ}", tsquery, _PART),
    }


def _headline(column: str, tsquery: str, options: str) -> RawSQL:
    text = f"left(search_searchtext.{column})" if "," in column else f"search_searchtext.{column}"
    sql = f"ts_headline({_CONFIGURATION}, {text}, %s::tsquery, %s)"
    return RawSQL(sql, [tsquery, options], output_field=TextField())  # noqa: S611 (values are parameters)


def excerpt_of(entry: SearchEntry) -> Excerpt:
    """The summary, unless the words are in the body only. Takes an entry with `headlines`."""
    marked = vars(entry)
    summary, body = marked["marked_summary"], marked["marked_body"]
    text = body if MARK_START not in summary and (MARK_START in body or not summary) else summary
    return Excerpt(marked_html(marked["marked_title"]), marked_html(text))


def marked_html(text: str) -> SafeString:
    """`text` as HTML, with the marks of `headlines` as elements; only whole pairs."""
    escaped = str(escape(text))
    if escaped.count(MARK_START) != escaped.count(MARK_END):
        return mark_safe(escaped.replace(MARK_START, "").replace(MARK_END, ""))  # noqa: S308
    return mark_safe(escaped.replace(MARK_START, "<mark>").replace(MARK_END, "</mark>"))  # noqa: S308
