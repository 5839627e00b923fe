"""Dates, times, numbers and money as people write them in Québec French and in Canadian English.

Everything here returns plain text, with U+00A0 where a line may not break. Rules: for French, the Office québécois de
la langue française (Vitrine linguistique, « Écriture des heures », « Date et heure », « Espacement »); for English, the
Translation Bureau of Canada (Writing Tips Plus, "time of day", "numbers: money", "abbreviations: days and months").

A moment is an aware `datetime`, shown in `tz`; a day is a plain `date`. A naive moment raises `ValueError`: it could be
any hour. Nothing here reads the clock.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal
from zoneinfo import ZoneInfo

Lang = Literal["fr", "en"]

NBSP = "\u00a0"
MINUS = "\u2212"
TORONTO = ZoneInfo("America/Toronto")
WORDS_PER_MINUTE = 200

_MONTHS: dict[Lang, list[str]] = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
# In English May, June and July stay whole (Writing Tips Plus: the last two are shortened only in military writing).
_SHORT_MONTHS: dict[Lang, list[str]] = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sep.", "Oct.", "Nov.", "Dec."],
}
_WEEKDAYS: dict[Lang, list[str]] = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# As the Office québécois de la langue française and the Translation Bureau abbreviate them.
_SHORT_WEEKDAYS: dict[Lang, list[str]] = {
    "fr": ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    "en": ["Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Sun."],
}


# Dates


def weekday(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« dimanche », "Sunday"."""
    return _WEEKDAYS[lang][_day(value, tz).weekday()]


def short_weekday(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« dim. », "Sun."."""
    return _SHORT_WEEKDAYS[lang][_day(value, tz).weekday()]


def long_date(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« 22⍽novembre⍽2026 », "November 22, 2026"; a moment gives its day in `tz`."""
    return _date(_day(value, tz), lang)


def short_date(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« 22⍽nov.⍽2026 », "Nov. 22, 2026"."""
    return _date(_day(value, tz), lang, short=True)


def weekday_date(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """The day as it stands alone, on a card: « Dimanche 22⍽novembre⍽2026 », "Sunday, November 22, 2026"."""
    return _capitalized(_weekday_date(_day(value, tz), lang))


def weekday_date_in_sentence(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """The day inside a sentence: « le dimanche 22⍽novembre⍽2026 », "Sunday, November 22, 2026"."""
    text = _weekday_date(_day(value, tz), lang)
    return f"le {text}" if lang == "fr" else text


def month_heading(value: date, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« Novembre⍽2026 », "November 2026"."""
    day = _day(value, tz)
    gap = NBSP if lang == "fr" else " "
    return _capitalized(f"{_MONTHS[lang][day.month - 1]}{gap}{day.year}")


def date_range(first: date, last: date, lang: Lang, *, short: bool = False) -> str:
    """Days from `first` to `last` inclusive, inside a sentence; what both share is said once.

    « le 22⍽novembre⍽2026 », « du 22 au 24⍽novembre⍽2026 », « du 30⍽novembre au 2⍽décembre⍽2026 »; "November 22 to 24,
    2026". Raises `ValueError` when `last` is before `first`.
    """
    _check_order(first, last)
    end = _date(last, lang, short=short)
    if first == last:
        return f"le {end}" if lang == "fr" else end
    if first.year != last.year:
        begin = _date(first, lang, short=short)
        # English sets the year off by commas, French doesn't.
        return f"du {begin} au {end}" if lang == "fr" else f"{begin}, to {end}"
    if first.month != last.month:
        begin = _day_month(first, lang, short=short)
        return f"du {begin} au {end}" if lang == "fr" else f"{begin} to {end}"
    if lang == "fr":
        return f"du {_day_number(first)} au {end}"
    return f"{_day_month(first, lang, short=short)} to {last.day}, {last.year}"


# Times


def clock(value: datetime | time, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """The time of day, to the minute: « 19⍽h », « 17⍽h⍽05 », « 0⍽h »; "7⍽p.m.", "7:30⍽p.m.", "noon", "midnight".

    A `time` is taken as it is. Minutes keep their zero in French (OQLF, « Écriture des heures »: modern usage). English
    writes noon and midnight as words: strictly, noon is neither a.m. nor p.m. (The Canadian Press Stylebook, 11th ed.,
    p. 288: "noon or midnight, not 12 noon or 12 midnight").
    """
    return _clock(_time(value, tz), lang)


def date_time(value: datetime, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« 22⍽novembre⍽2026, à 14⍽h⍽30 », "November 22, 2026, at 2:30⍽p.m.".

    Midnight is "12⍽a.m." here: beside one date, "midnight" doesn't say which end of the day it is.
    """
    return _at(long_date(value, lang, tz), _time(value, tz), lang)


def time_range(start: datetime | time, end: datetime | time, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """« de 9⍽h à 17⍽h », "from 9⍽a.m. to 5⍽p.m."; an end at midnight is the end of the day, « 24⍽h »."""
    return _time_range(_time(start, tz), _time(end, tz), lang)


def iso(value: date, tz: tzinfo = TORONTO) -> str:
    """For `<time datetime>`: "2026-11-22"; for a moment its local time with offset, "2026-11-22T19:30-05:00"."""
    if isinstance(value, datetime):
        return _local(value, tz).isoformat(timespec="minutes")
    return value.isoformat()


# Events


def event_when(start: datetime, end: datetime | None, all_day: bool, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """When an event takes place, as a line that stands alone.

    « Dimanche 22⍽novembre⍽2026, de 9⍽h à 17⍽h », « Du 22 au 24⍽novembre⍽2026 », « Du 22⍽novembre, à 9⍽h, au
    24⍽novembre⍽2026, à 17⍽h ». The days of an all-day event are those of `start` and `end` in `tz`, `end` inclusive.
    Raises `ValueError` when `end` is before `start`.
    """
    first, last = _event_days(start, end, all_day, tz)
    if first == last:
        day = weekday_date(first, lang)
        return day if all_day else f"{day}, {_event_times(start, end, lang, tz)}"
    if all_day or end is None:
        return _capitalized(date_range(first, last, lang))
    begin = _date(first, lang) if first.year != last.year else _day_month(first, lang)
    from_, to = ("Du", "au") if lang == "fr" else ("From", "to")
    return f"{from_} {_at(begin, _time(start, tz), lang)}, {to} {_at(_date(last, lang), _time(end, tz), lang)}"


def event_when_short(start: datetime, end: datetime | None, all_day: bool, lang: Lang, tz: tzinfo = TORONTO) -> str:
    """The same for a card: « 22⍽nov.⍽2026, de 9⍽h à 17⍽h », « Du 22 au 24⍽nov.⍽2026 » (no times over several days)."""
    first, last = _event_days(start, end, all_day, tz)
    if first != last:
        return _capitalized(date_range(first, last, lang, short=True))
    day = _date(first, lang, short=True)
    return day if all_day else f"{day}, {_event_times(start, end, lang, tz)}"


# Numbers


def number(value: Decimal | int | float, lang: Lang, decimals: int | None = None) -> str:
    """« 12⍽345,6 », "12,345.6"; `decimals` rounds half up to that many, None keeps those there are.

    Four digits are grouped too, which the OQLF allows. Raises `ValueError` for infinities and NaN.
    """
    # Through str(), so that 0.1 is one tenth and not the binary fraction next to it.
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"Not a finite number: {value}")
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        text = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    digits = text.removeprefix("-")
    is_negative = digits != text and any(digit in "123456789" for digit in digits)
    if lang == "fr":
        digits = digits.replace(",", NBSP).replace(".", ",")
    return MINUS + digits if is_negative else digits


def percent(value: Decimal | int | float, lang: Lang, decimals: int | None = None) -> str:
    """« 45⍽% », "45%"; `value` is in hundredths (45, not 0.45)."""
    text = number(value, lang, decimals)
    return f"{text}{NBSP}%" if lang == "fr" else f"{text}%"


def money(amount: Decimal | int, lang: Lang) -> str:
    """Canadian dollars: « 25,50⍽$ », « 500⍽$ »; "$25.50", "$1,250". Cents are shown when there are any."""
    cents = number(amount, "en", 2).rpartition(".")[2]
    text = number(amount, lang, 0 if cents == "00" else 2)
    if lang == "fr":
        return f"{text}{NBSP}$"
    return f"{MINUS}${text.removeprefix(MINUS)}" if text.startswith(MINUS) else f"${text}"


def ordinal(rank: int, lang: Lang, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »; "1st", "2nd", "11th". Raises `ValueError` below 1."""
    if rank < 1:
        raise ValueError(f"No such rank: {rank}")
    if lang == "fr":
        suffix = ("re" if feminine else "er") if rank == 1 else "e"
    elif rank % 100 in (11, 12, 13):
        suffix = "th"
    else:
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return number(rank, lang) + suffix


def reading_minutes(words: int) -> int:
    """Minutes that a text of so many words takes to read, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


# Parts


def _local(value: datetime, tz: tzinfo) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"A moment needs a time zone: {value}")
    return value.astimezone(tz)


def _day(value: date, tz: tzinfo) -> date:
    return _local(value, tz).date() if isinstance(value, datetime) else value


def _time(value: datetime | time, tz: tzinfo) -> time:
    return _local(value, tz).time() if isinstance(value, datetime) else value


def _check_order(first: date, last: date) -> None:
    if last < first:
        raise ValueError(f"The end comes before the start: {first} to {last}")


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day_number(day: date) -> str:
    """The first of a French month is an ordinal, and the only one."""
    return "1er" if day.day == 1 else str(day.day)


def _day_month(day: date, lang: Lang, *, short: bool = False) -> str:
    month = (_SHORT_MONTHS if short else _MONTHS)[lang][day.month - 1]
    return f"{_day_number(day)}{NBSP}{month}" if lang == "fr" else f"{month} {day.day}"


def _date(day: date, lang: Lang, *, short: bool = False) -> str:
    gap = NBSP if lang == "fr" else ", "
    return f"{_day_month(day, lang, short=short)}{gap}{day.year}"


def _weekday_date(day: date, lang: Lang) -> str:
    gap = " " if lang == "fr" else ", "
    return f"{_WEEKDAYS[lang][day.weekday()]}{gap}{_date(day, lang)}"


def _is_midnight(value: time) -> bool:
    return (value.hour, value.minute) == (0, 0)


def _clock(value: time, lang: Lang) -> str:
    if lang == "fr":
        return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02}" if value.minute else "")
    if _is_midnight(value):
        return "midnight"
    return "noon" if (value.hour, value.minute) == (12, 0) else _twelve_hour_clock(value)


def _twelve_hour_clock(value: time) -> str:
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{NBSP}{'a.m.' if value.hour < 12 else 'p.m.'}"


def _at(day: str, value: time, lang: Lang) -> str:
    if lang == "fr":
        return f"{day}, à {_clock(value, lang)}"
    return f"{day}, at {_twelve_hour_clock(value) if _is_midnight(value) else _clock(value, lang)}"


def _time_range(start: time, end: time, lang: Lang) -> str:
    if lang == "en":
        return f"from {_clock(start, lang)} to {_clock(end, lang)}"
    # OQLF, « Date et heure »: midnight is 0 h where a day begins and 24 h where it ends.
    return f"de {_clock(start, lang)} à {f'24{NBSP}h' if _is_midnight(end) else _clock(end, lang)}"


def _event_days(start: datetime, end: datetime | None, all_day: bool, tz: tzinfo) -> tuple[date, date]:
    """The first and the last day; an evening that ends at midnight belongs to the day on which it began."""
    if end is None:
        end = start
    # In UTC: Python compares two moments of one zone by their clocks, and in autumn one hour comes twice.
    _check_order(start.astimezone(UTC), end.astimezone(UTC))
    first, last = _day(start, tz), _day(end, tz)
    if not all_day and _is_midnight(_time(end, tz)) and last - first == timedelta(days=1):
        return first, first
    return first, last


def _event_times(start: datetime, end: datetime | None, lang: Lang, tz: tzinfo) -> str:
    begin = _time(start, tz)
    if end is None or start.astimezone(UTC) == end.astimezone(UTC):
        preposition = "à" if lang == "fr" else "at"
        return f"{preposition} {_clock(begin, lang)}"
    return _time_range(begin, _time(end, tz), lang)


def file_size(octets: int, lang: Lang) -> str:
    """The size of a file to download: « 482 ko » or "482 kB", « 1,2 Mo » or "1.2 MB", by powers of 1,000."""
    unit = {"fr": "o", "en": "B"}[lang]
    for prefix, power in (("G", 1_000_000_000), ("M", 1_000_000)):
        if octets >= power:
            return f"{number(Decimal(octets * 10 // power) / 10, lang)}{NBSP}{prefix}{unit}"
    return f"{number(max(round(octets / 1000), 1), lang)}{NBSP}k{unit}"
