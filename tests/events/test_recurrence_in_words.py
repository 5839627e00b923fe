"""A rule of recurrence reads as a person would say it, in both languages."""

import datetime as dt

import pytest
from django.utils.translation import override

from core.formatting import Lang
from events.recurrence import Recurrence
from events.wording import recurrence_in_words

THURSDAY = dt.date(2026, 12, 3)

# Rule, first day, French, English; `~` stands for U+00A0.
WORDS = [
    ("FREQ=DAILY", THURSDAY, "Chaque jour", "Every day"),
    ("FREQ=DAILY;INTERVAL=2", THURSDAY, "Tous les deux jours", "Every second day"),
    ("FREQ=DAILY;INTERVAL=9", THURSDAY, "Tous les neuf jours", "Every nine days"),
    ("FREQ=DAILY;INTERVAL=10", THURSDAY, "Tous les 10~jours", "Every 10 days"),
    ("FREQ=WEEKLY", THURSDAY, "Tous les jeudis", "Every Thursday"),
    ("FREQ=WEEKLY;BYDAY=TH", THURSDAY, "Tous les jeudis", "Every Thursday"),
    ("FREQ=WEEKLY;BYDAY=TU,TH", THURSDAY, "Tous les mardis et jeudis", "Every Tuesday and Thursday"),
    (
        "FREQ=WEEKLY;BYDAY=MO,TU,TH",
        THURSDAY,
        "Tous les lundis, mardis et jeudis",
        "Every Monday, Tuesday, and Thursday",
    ),
    (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        THURSDAY,
        "Chaque jour de semaine, du lundi au vendredi",
        "Every weekday, Monday to Friday",
    ),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", THURSDAY, "Chaque jour", "Every day"),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630",
        THURSDAY,
        "Toutes les deux semaines, le jeudi, jusqu’au 30~juin~2027",
        "Every second Thursday until June 30, 2027",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
        THURSDAY,
        "Toutes les deux semaines, le mardi et le jeudi",
        "Every two weeks on Tuesday and Thursday",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;UNTIL=20270701",
        THURSDAY,
        "Toutes les trois semaines, le jeudi, jusqu’au 1er~juillet~2027",
        "Every three weeks on Thursday until July 1, 2027",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
        THURSDAY,
        "Toutes les deux semaines, du lundi au vendredi",
        "Every two weeks from Monday to Friday",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=12",
        THURSDAY,
        "Toutes les 12~semaines, le jeudi",
        "Every 12 weeks on Thursday",
    ),
    ("FREQ=WEEKLY;COUNT=10", THURSDAY, "Tous les jeudis, 10~fois", "Every Thursday, 10 times"),
    ("FREQ=WEEKLY;COUNT=1", THURSDAY, "Tous les jeudis, une seule fois", "Every Thursday, only once"),
    ("FREQ=MONTHLY", THURSDAY, "Chaque mois, le 3", "Every month on the 3rd"),
    ("FREQ=MONTHLY", dt.date(2026, 12, 1), "Chaque mois, le 1er", "Every month on the 1st"),
    ("FREQ=MONTHLY", dt.date(2026, 12, 12), "Chaque mois, le 12", "Every month on the 12th"),
    ("FREQ=MONTHLY", dt.date(2026, 12, 28), "Chaque mois, le 28", "Every month on the 28th"),
    (
        "FREQ=MONTHLY",
        dt.date(2026, 12, 29),
        "Chaque mois, le 29 (les mois sans 29 sont omis)",
        "Every month on the 29th (months without that day are left out)",
    ),
    (
        "FREQ=MONTHLY;COUNT=6",
        dt.date(2026, 12, 31),
        "Chaque mois, le 31, 6~fois (les mois sans 31 sont omis)",
        "Every month on the 31st, 6 times (months without that day are left out)",
    ),
    # December, March, June and September: the last two have thirty days.
    (
        "FREQ=MONTHLY;INTERVAL=3",
        dt.date(2026, 12, 31),
        "Tous les trois mois, le 31 (les mois sans 31 sont omis)",
        "Every three months on the 31st (months without that day are left out)",
    ),
    ("FREQ=MONTHLY;INTERVAL=3", dt.date(2026, 12, 30), "Tous les trois mois, le 30", "Every three months on the 30th"),
    (
        "FREQ=MONTHLY;BYDAY=2TU",
        dt.date(2026, 12, 8),
        "Chaque mois, le deuxième mardi",
        "Every month on the second Tuesday",
    ),
    (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;UNTIL=20271201",
        dt.date(2027, 1, 29),
        "Tous les deux mois, le dernier vendredi, jusqu’au 1er~décembre~2027",
        "Every two months on the last Friday until December 1, 2027",
    ),
    ("FREQ=YEARLY", dt.date(2026, 12, 1), "Chaque année, le 1er~décembre", "Every year on December 1"),
    ("FREQ=YEARLY", dt.date(2026, 8, 31), "Chaque année, le 31~août", "Every year on August 31"),
    ("FREQ=YEARLY;INTERVAL=2", THURSDAY, "Tous les deux ans, le 3~décembre", "Every two years on December 3"),
    (
        "FREQ=YEARLY",
        dt.date(2028, 2, 29),
        "Chaque année, le 29~février (les années sans 29~février sont omises)",
        "Every year on February 29 (years without that day are left out)",
    ),
]


@pytest.mark.parametrize(("rule", "first", "french", "english"), WORDS)
def test_a_rule_in_words(rule: str, first: dt.date, french: str, english: str) -> None:
    parsed = Recurrence.parse(rule)
    assert recurrence_in_words(parsed, first, "fr") == french.replace("~", "\u00a0")
    assert recurrence_in_words(parsed, first, "en") == english


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_words_are_in_the_language_asked_for_whatever_language_is_active(lang: Lang) -> None:
    rule = Recurrence.parse("FREQ=YEARLY")
    with override("en" if lang == "fr" else "fr"):
        assert (
            recurrence_in_words(rule, THURSDAY, lang)
            == {
                "fr": "Chaque année, le 3\u00a0décembre",
                "en": "Every year on December 3",
            }[lang]
        )
