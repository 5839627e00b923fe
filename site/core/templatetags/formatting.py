"""Template tags and filters over `core.formatting` and `core.typography`.

The language is the active one; a filter takes another as its argument (`{{ day|long_date:"en" }}`), a tag as `lang=`.
Filters turn None and "" into "", as Django's own `date` does. Times are in the default time zone (`TIME_ZONE`).
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_default_timezone

from core import formatting, typography
from core.formatting import Lang
from core.languages import writing_language

register = template.Library()


@register.filter
def long_date(value: date | None, lang: str = "") -> str:
    return with_ordinals(formatting.long_date(value, writing_language(lang), get_default_timezone())) if value else ""


@register.filter
def weekday_date(value: date | None, lang: str = "") -> str:
    return (
        with_ordinals(formatting.weekday_date(value, writing_language(lang), get_default_timezone())) if value else ""
    )


@register.filter
def short_date(value: date | None, lang: str = "") -> str:
    return with_ordinals(formatting.short_date(value, writing_language(lang), get_default_timezone())) if value else ""


@register.filter
def weekday(value: date | None, lang: str = "") -> str:
    return formatting.weekday(value, writing_language(lang), get_default_timezone()) if value else ""


@register.filter
def short_weekday(value: date | None, lang: str = "") -> str:
    return formatting.short_weekday(value, writing_language(lang), get_default_timezone()) if value else ""


@register.simple_tag
def day_range(first: date, last: date, lang: str = "") -> str:
    """Days from one to another, as a line that stands alone."""
    text = formatting.date_range(first, last, writing_language(lang))
    return with_ordinals(text[:1].upper() + text[1:])


@register.filter
def month_heading(value: date | None, lang: str = "") -> str:
    return formatting.month_heading(value, writing_language(lang), get_default_timezone()) if value else ""


@register.filter
def clock(value: datetime | time | None, lang: str = "") -> str:
    # Not by truth alone: only None and "" are no time, midnight is one.
    return "" if value in (None, "") else formatting.clock(value, writing_language(lang), get_default_timezone())


@register.filter
def iso(value: date | None) -> str:
    return formatting.iso(value, get_default_timezone()) if value else ""


@register.filter
def number(value: Decimal | int | float | None, lang: str = "") -> str:
    return "" if value in (None, "") else formatting.number(value, writing_language(lang))


@register.filter
def percent(value: Decimal | int | float | None, lang: str = "") -> str:
    return "" if value in (None, "") else formatting.percent(value, writing_language(lang))


@register.filter
def money(value: Decimal | int | None, lang: str = "") -> str:
    return "" if value in (None, "") else formatting.money(value, writing_language(lang))


@register.filter
def file_size(octets: int | None, lang: str = "") -> str:
    return formatting.file_size(octets, writing_language(lang)) if octets else ""


@register.filter
def tidy(value: str | None, lang: str = "") -> str:
    """Plain text only: HTML (what is marked safe) comes back as it is, since quotes delimit its attributes."""
    if value is None or isinstance(value, SafeString):
        return value or ""
    return typography.tidy(str(value), writing_language(lang))


@register.simple_tag
def ordinal(rank: int, feminine: bool = False, lang: str = "") -> str:
    return with_ordinals(formatting.ordinal(rank, writing_language(lang), feminine=feminine))


@register.simple_tag
def event_when(start: datetime, end: datetime | None, all_day: bool, lang: str = "", zone: tzinfo | None = None) -> str:
    """Times are those of `zone`, or of the portal."""
    return with_ordinals(
        formatting.event_when(start, end, all_day, writing_language(lang), zone or get_default_timezone())
    )


@register.simple_tag
def event_when_short(
    start: datetime, end: datetime | None, all_day: bool, lang: str = "", zone: tzinfo | None = None
) -> str:
    """Times are those of `zone`, or of the portal."""
    return with_ordinals(
        formatting.event_when_short(start, end, all_day, writing_language(lang), zone or get_default_timezone())
    )


@register.simple_tag
def time_tag(value: date | None, style: str = "", lang: str = "") -> str:
    """`<time datetime="2026-11-22">22 novembre 2026</time>`; a moment shows its time too.

    `style` ("long", "weekday" or "short") asks for the day alone, as for the publication date of a page. Raises
    `KeyError` for another style.
    """
    if not value:
        return ""
    tz = get_default_timezone()
    if isinstance(value, datetime) and not style:
        text, machine = formatting.date_time(value, writing_language(lang), tz), formatting.iso(value, tz)
    else:
        day = value.astimezone(tz).date() if isinstance(value, datetime) else value
        text, machine = _DAY_STYLES[style or "long"](day, writing_language(lang)), formatting.iso(day)
    return format_html('<time datetime="{}">{}</time>', machine, with_ordinals(text))


_DAY_STYLES: dict[str, Callable[[date, Lang], str]] = {
    "long": formatting.long_date,
    "weekday": formatting.weekday_date,
    "short": formatting.short_date,
}


def with_ordinals(text: str) -> SafeString:
    """`text` escaped, with the endings of French ordinals raised: 1<sup>er</sup>."""
    escaped = conditional_escape(text)
    return mark_safe(re.sub(r"(?<=\d)(er|re|e)\b", r"<sup>\1</sup>", escaped))  # noqa: S308 (escaped above)
