"""A rule of recurrence, and what becomes of single dates, in words that people understand: in Québec French and
in Canadian English.

Typography is that of `core.formatting`. Small numbers are written out up to nine (OQLF, « Écriture des nombres en
lettres ou en chiffres »; Writing Tips Plus, "numerals: general"), but for the times that an event takes place.
"""

import datetime as dt

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import override

from core.formatting import NBSP, Lang, date_time, long_date, ordinal
from events.enums import DateChange, Frequency
from events.recurrence import LAST, Recurrence
from events.schedule import ChangedDate

WORKING_WEEK = (0, 1, 2, 3, 4)
WHOLE_WEEK = (*WORKING_WEEK, 5, 6)
# February's, in most years.
SHORTEST_MONTH = 28

_NUMBERS: dict[Lang, tuple[str, ...]] = {
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_POSITIONS: dict[Lang, dict[int, str]] = {
    "fr": {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", LAST: "dernier"},
    "en": {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"},
}
_EVERY: dict[Lang, dict[Frequency, str]] = {
    "fr": {
        Frequency.DAILY: "Chaque jour",
        Frequency.WEEKLY: "Chaque semaine",
        Frequency.MONTHLY: "Chaque mois",
        Frequency.YEARLY: "Chaque année",
    },
    "en": {
        Frequency.DAILY: "Every day",
        Frequency.WEEKLY: "Every week",
        Frequency.MONTHLY: "Every month",
        Frequency.YEARLY: "Every year",
    },
}
_EVERY_SO_MANY: dict[Lang, dict[Frequency, str]] = {
    "fr": {
        Frequency.DAILY: "Tous les {} jours",
        Frequency.WEEKLY: "Toutes les {} semaines",
        Frequency.MONTHLY: "Tous les {} mois",
        Frequency.YEARLY: "Tous les {} ans",
    },
    "en": {
        Frequency.DAILY: "Every {} days",
        Frequency.WEEKLY: "Every {} weeks",
        Frequency.MONTHLY: "Every {} months",
        Frequency.YEARLY: "Every {} years",
    },
}
# Said of a date, which is feminine in French.
_CHANGES: dict[Lang, dict[DateChange, str]] = {
    "fr": {DateChange.REMOVED: "retirée", DateChange.CANCELLED: "annulée", DateChange.MOVED: "déplacée"},
    "en": {DateChange.REMOVED: "left out", DateChange.CANCELLED: "cancelled", DateChange.MOVED: "moved"},
}


def recurrence_in_words(rule: Recurrence, first: dt.date, lang: Lang) -> str:
    """« Toutes les deux semaines, le jeudi, jusqu’au 30⍽juin⍽2027 », "Every second Thursday until June 30, 2027".

    A line that stands alone, without a full stop. `first` is the day of the first date: a rule says which day of the
    month or the year is meant by nothing else.
    """
    text = _in_french(rule, first) if lang == "fr" else _in_english(rule, first)
    return text + _ending(rule, lang) + _left_out(rule, first, lang)


def _in_french(rule: Recurrence, first: dt.date) -> str:
    every = _every(rule, "fr")
    if rule.frequency == Frequency.WEEKLY:
        return _weeks_in_french(rule, first)
    if rule.frequency == Frequency.MONTHLY:
        return f"{every}, le {_weekday_of_month(rule, 'fr') or _day_number(first)}"
    if rule.frequency == Frequency.YEARLY:
        return f"{every}, le {_day_number(first)}{NBSP}{_month(first, 'fr')}"
    return every


def _in_english(rule: Recurrence, first: dt.date) -> str:
    every = _every(rule, "en")
    if rule.frequency == Frequency.WEEKLY:
        return _weeks_in_english(rule, first)
    if rule.frequency == Frequency.MONTHLY:
        return f"{every} on the {_weekday_of_month(rule, 'en') or ordinal(first.day, 'en')}"
    if rule.frequency == Frequency.YEARLY:
        return f"{every} on {_month(first, 'en')} {first.day}"
    return every if rule.interval != 2 else "Every second day"


def _weeks_in_french(rule: Recurrence, first: dt.date) -> str:
    days = rule.weekdays or (first.weekday(),)
    names = [_weekday(day, "fr") for day in days]
    if rule.interval == 1:
        if days == WHOLE_WEEK:
            return _EVERY["fr"][Frequency.DAILY]
        if days == WORKING_WEEK:
            return "Chaque jour de semaine, du lundi au vendredi"
        return f"Tous les {_listed([f'{name}s' for name in names], 'fr')}"
    if days in (WHOLE_WEEK, WORKING_WEEK):
        return f"{_every(rule, 'fr')}, du {names[0]} au {names[-1]}"
    return f"{_every(rule, 'fr')}, {_listed([f'le {name}' for name in names], 'fr')}"


def _weeks_in_english(rule: Recurrence, first: dt.date) -> str:
    days = rule.weekdays or (first.weekday(),)
    names = [_weekday(day, "en") for day in days]
    if rule.interval == 1:
        if days == WHOLE_WEEK:
            return _EVERY["en"][Frequency.DAILY]
        if days == WORKING_WEEK:
            return "Every weekday, Monday to Friday"
        return f"Every {_listed(names, 'en')}"
    if rule.interval == 2 and len(days) == 1:
        return f"Every second {names[0]}"
    if days in (WHOLE_WEEK, WORKING_WEEK):
        return f"{_every(rule, 'en')} from {names[0]} to {names[-1]}"
    return f"{_every(rule, 'en')} on {_listed(names, 'en')}"


def _every(rule: Recurrence, lang: Lang) -> str:
    if rule.interval == 1:
        return _EVERY[lang][rule.frequency]
    words = _NUMBERS[lang]
    text = _EVERY_SO_MANY[lang][rule.frequency]
    if rule.interval - 2 < len(words):
        return text.format(words[rule.interval - 2])
    return (text.replace("{} ", "{}" + NBSP) if lang == "fr" else text).format(rule.interval)


def _ending(rule: Recurrence, lang: Lang) -> str:
    if rule.until:
        day = long_date(rule.until, lang)
        return f", jusqu’au {day}" if lang == "fr" else f" until {day}"
    if rule.count == 1:
        return ", une seule fois" if lang == "fr" else ", only once"
    if rule.count:
        return f", {rule.count}{NBSP}fois" if lang == "fr" else f", {rule.count} times"
    return ""


def _left_out(rule: Recurrence, first: dt.date, lang: Lang) -> str:
    """What RFC 5545 does with months and years that have no such day, where there are any."""
    if first.day <= SHORTEST_MONTH or rule.position:
        return ""
    if rule.frequency == Frequency.YEARLY and first.month == 2:
        return (
            " (les années sans 29\u00a0février sont omises)"
            if lang == "fr"
            else " (years without that day are left out)"
        )
    months = {(first.month - 1 + step * rule.interval) % 12 + 1 for step in range(12)}
    if rule.frequency == Frequency.MONTHLY and any(first.day > _days_in(month) for month in months):
        return f" (les mois sans {first.day} sont omis)" if lang == "fr" else " (months without that day are left out)"
    return ""


def _days_in(month: int) -> int:
    return SHORTEST_MONTH if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _weekday_of_month(rule: Recurrence, lang: Lang) -> str:
    """« deuxième mardi »; nothing for a rule that means the day of the month by its number."""
    return f"{_POSITIONS[lang][rule.position]} {_weekday(rule.weekdays[0], lang)}" if rule.position else ""


def _weekday(day: int, lang: Lang) -> str:
    with override(lang):
        return str(WEEKDAYS[day])


def _month(day: dt.date, lang: Lang) -> str:
    with override(lang):
        return str(MONTHS[day.month])


def _day_number(day: dt.date) -> str:
    """The first of a French month is an ordinal, and the only one."""
    return "1er" if day.day == 1 else str(day.day)


def _listed(names: list[str], lang: Lang) -> str:
    """« le mardi, le mercredi et le jeudi »; English lists have a comma before "and" (Writing Tips Plus, "commas")."""
    *others, last = names
    if not others:
        return last
    conjunction = "et" if lang == "fr" else "and"
    comma = "," if lang == "en" and len(others) > 1 else ""
    return f"{', '.join(others)}{comma} {conjunction} {last}"


def change_in_words(change: ChangedDate, all_day: bool, lang: Lang) -> str:
    """« 17⍽décembre⍽2026, annulée », "December 17, 2026, moved to December 18, 2026, at 2⍽p.m."."""
    day = long_date(change.date, lang)
    if change.change == DateChange.MOVED and change.start:
        # In which time zone the clock hangs, the event says; here it shows what it shows.
        moment = change.start.replace(tzinfo=dt.UTC)
        to = long_date(moment.date(), lang) if all_day else date_time(moment, lang, dt.UTC)
        return f"{day}, déplacée au {to}" if lang == "fr" else f"{day}, moved to {to}"
    return f"{day}, {_CHANGES[lang][change.change]}"
