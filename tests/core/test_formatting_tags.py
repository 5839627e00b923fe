"""The template tags: active language, explicit language, safe HTML."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import django
import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from django.utils.safestring import mark_safe

if not settings.configured:
    settings.configure(USE_I18N=True, USE_TZ=True, TIME_ZONE="America/Toronto", LANGUAGE_CODE="fr")
    django.setup()

ENGINE = Engine(libraries={"formatting": "core.templatetags.formatting"}, builtins=[])


def render(source: str, lang: str = "fr", **context: object) -> str:
    with translation.override(lang):
        text = ENGINE.from_string("{% load formatting %}" + source).render(Context(context))
    return text.replace("\u00a0", "⍽")


NOV_22 = date(2026, 11, 22)
DEC_1 = date(2026, 12, 1)
EVENING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_dates_follow_the_active_language() -> None:
    source = "{{ day|long_date }} / {{ day|weekday_date }} / {{ day|short_date }} / {{ day|month_heading }}"
    expected = "22⍽novembre⍽2026 / Dimanche 22⍽novembre⍽2026 / 22⍽nov.⍽2026 / Novembre⍽2026"
    assert render(source, day=NOV_22) == expected
    expected = "November 22, 2026 / Sunday, November 22, 2026 / Nov. 22, 2026 / November 2026"
    assert render(source, "en", day=NOV_22) == expected


def test_explicit_language_wins() -> None:
    assert render('{{ day|long_date:"en" }}', "fr", day=NOV_22) == "November 22, 2026"
    assert render('{% time_tag day lang="fr" %}', "en", day=NOV_22).endswith(">22⍽novembre⍽2026</time>")


def test_first_of_the_month_is_raised_in_french_only() -> None:
    assert render("{{ day|long_date }}", day=DEC_1) == "1<sup>er</sup>⍽décembre⍽2026"
    assert render("{{ day|long_date }}", "en", day=DEC_1) == "December 1, 2026"


def test_ordinals() -> None:
    assert render("{% ordinal 1 %} {% ordinal 1 feminine=True %} {% ordinal 2 %}") == (
        "1<sup>er</sup> 1<sup>re</sup> 2<sup>e</sup>"
    )
    assert render("{% ordinal 2 %}", "en") == "2nd"


def test_clock_and_iso() -> None:
    assert render("{{ at|clock }} {{ at|iso }}", at=EVENING) == "19⍽h⍽30 2026-11-22T19:30-05:00"
    assert render("{{ at|clock }}", "en", at=EVENING) == "7:30⍽p.m."
    assert render("{{ at|clock }}", at=time(0, 0)) == "0⍽h"
    assert render("{{ day|iso }}", day=NOV_22) == "2026-11-22"


def test_time_element() -> None:
    assert render("{% time_tag day %}", day=NOV_22) == '<time datetime="2026-11-22">22⍽novembre⍽2026</time>'
    assert render("{% time_tag day %}", day=DEC_1) == (
        '<time datetime="2026-12-01">1<sup>er</sup>⍽décembre⍽2026</time>'
    )
    assert render("{% time_tag at %}", at=EVENING) == (
        '<time datetime="2026-11-22T19:30-05:00">22⍽novembre⍽2026, à 19⍽h⍽30</time>'
    )
    assert render('{% time_tag at style="long" %}', at=EVENING) == (
        '<time datetime="2026-11-22">22⍽novembre⍽2026</time>'
    )
    assert render('{% time_tag at style="short" %}', "en", at=EVENING) == (
        '<time datetime="2026-11-22">Nov. 22, 2026</time>'
    )


def test_when_an_event_takes_place() -> None:
    event = {"start": datetime(2026, 12, 1, 14, tzinfo=UTC), "end": datetime(2026, 12, 1, 22, tzinfo=UTC)}
    event["all_day"] = False
    source = "{% event_when event.start event.end event.all_day %}"
    assert render(source, event=event) == "Mardi 1<sup>er</sup>⍽décembre⍽2026, de 9⍽h à 17⍽h"
    assert render(source, "en", event=event) == "Tuesday, December 1, 2026, from 9⍽a.m. to 5⍽p.m."
    short = "{% event_when_short event.start event.end event.all_day %}"
    assert render(short, event=event) == "1<sup>er</sup>⍽déc.⍽2026, de 9⍽h à 17⍽h"


def test_numbers() -> None:
    source = "{{ n|number }} {{ n|percent }} {{ price|money }}"
    assert render(source, n=1250, price=Decimal("25.50")) == "1⍽250 1⍽250⍽% 25,50⍽$"
    assert render(source, "en", n=1250, price=Decimal(0)) == "1,250 1,250% $0"


@pytest.mark.parametrize(
    "name",
    ["long_date", "weekday_date", "short_date", "month_heading", "clock", "iso", "number", "percent", "money", "tidy"],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_shows_as_nothing(name: str, nothing: object) -> None:
    assert render("{{ value|" + name + " }}", value=nothing) == ""
    assert render("{% time_tag value %}", value=nothing) == ""


def test_tidied_text_is_still_escaped() -> None:
    assert render("{{ text|tidy }}", text='<b> "l\'été" & co') == "&lt;b&gt; «⍽l’été⍽» &amp; co"


def test_html_keeps_the_quotes_of_its_attributes() -> None:
    assert render("{{ html|tidy }}", html=mark_safe('<a href="/fr/">l\'été</a>')) == '<a href="/fr/">l\'été</a>'
