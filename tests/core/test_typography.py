"""Plain text that people typed, with the marks and spaces of its language."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.formatting import Lang
from core.typography import tidy

LANGS: list[Lang] = ["fr", "en"]
# Texts made of what the rules look at, far more likely to go wrong than random characters.
PIECES = [
    "l",
    "été",
    "h",
    "d",
    "n",
    "tis",
    "5",
    "2026",
    "300",
    "%",
    "$",
    ":",
    ";",
    "?",
    "!",
    ".",
    "-",
    "(",
    ")",
    "[",
    "]",
]
PIECES += ['"', "'", "’", "‘", "“", "”", "«", "»", "`", "@", "/", "p.m.", "km", " ", " ", "\u00a0", "\u202f", "\n"]
PIECES += ["https://exemple.org/a:b?c='d'", "www.exemple.org", "jean.l'heureux@exemple.org", '`a ? b : "c"`', "://"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text()


def plain(text: str) -> str:
    return text.replace("\u00a0", "⍽")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Un "mot" et un "autre"', "Un «⍽mot⍽» et un «⍽autre⍽»"),
        ("Il dit «oui» et « non »", "Il dit «⍽oui⍽» et «⍽non⍽»"),
        ("l'écran d'\"accueil\"", "l’écran d’«⍽accueil⍽»"),
        ("Lieu: Montréal", "Lieu⍽: Montréal"),
        ("Lieu : Montréal", "Lieu⍽: Montréal"),
        ("Quoi ? Bravo ! Oui ; non", "Quoi? Bravo! Oui; non"),
        ("Vraiment\u202f?!", "Vraiment?!"),
        ("45% et 45 %", "45⍽% et 45⍽%"),
        ("25,50$ ou 500 $ ou 12 M$", "25,50⍽$ ou 500⍽$ ou 12⍽M$"),
        ("à 19 h 30, 10 km, 5 Go, 21 °C", "à 19⍽h⍽30, 10⍽km, 5⍽Go, 21⍽°C"),
        ("12 345 personnes en 2026 300 fois", "12⍽345 personnes en 2026 300 fois"),
        ('Écran de 15" et "mot"', 'Écran de 15" et "mot"'),
        ('Une ligne "seule\nne touche pas "l\'autre"', 'Une ligne "seule\nne touche pas «⍽l’autre⍽»'),
    ],
)
def test_french(typed: str, expected: str) -> None:
    assert plain(tidy(typed, "fr")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('A "word" ("again")', "A “word” (“again”)"),
        ("It's the partners' day", "It’s the partners’ day"),
        ("She said 'yes' in the '90s", "She said ‘yes’ in the ’90s"),
        ("\"'Yes', he said\"", "“‘Yes’, he said”"),
        ("45 % at 7 p.m.", "45% at 7⍽p.m."),
        ('A 15" screen', 'A 15" screen'),
        ("Venue: Montréal. Why ? ", "Venue: Montréal. Why ? "),
    ],
)
def test_english(typed: str, expected: str) -> None:
    assert plain(tidy(typed, "en")) == expected


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "kept",
    [
        "https://exemple.org/l'été?a=1;b=2&c='x'#z:y",
        "http://localhost:8000/fr/",
        "www.exemple.org/d'ici",
        "jean.l'heureux@exemple.org",
        "mailto:jean.l'heureux@exemple.org",
        "`print(\"a\" if b else 'c') ; x : 5 %`",
        "10:30",
        "2:1",
    ],
)
def test_addresses_code_and_times_stay_as_typed(kept: str, lang: Lang) -> None:
    for typed in (kept, f"Voir {kept}", f"Voir {kept} ici", f'("{kept}")'):
        assert kept in tidy(typed, lang)


def test_punctuation_after_an_address_is_still_tidied() -> None:
    assert plain(tidy('Voir "https://exemple.org/a" : oui !', "fr")) == "Voir «⍽https://exemple.org/a⍽»⍽: oui!"


@pytest.mark.parametrize("lang", LANGS)
@given(text=TEXTS)
@example(text="l ;:")
@example(text="l:»")
@example(text='""')
@example(text='"a "b" c"')
def test_tidying_twice_changes_nothing_more(text: str, lang: Lang) -> None:
    once = tidy(text, lang)
    assert tidy(once, lang) == once


@pytest.mark.parametrize("lang", LANGS)
@given(text=TEXTS)
def test_letters_digits_and_the_length_of_words_are_kept(text: str, lang: Lang) -> None:
    assert re.findall(r"\w+", tidy(text, lang)) == re.findall(r"\w+", text)


@pytest.mark.parametrize("lang", LANGS)
@given(
    path=st.text("abcé05:;?!'%$&=/.-_~@", max_size=30).map(lambda path: f"{path}z"),
    before=TEXTS.filter(lambda text: "`" not in text),
    after=TEXTS.filter(lambda text: "`" not in text),
)
def test_an_address_is_kept_in_any_text(path: str, before: str, after: str, lang: Lang) -> None:
    address = f"https://exemple.org/{path}"
    assert address in tidy(f"{before} {address} {after}", lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("piece", ['"a ', " ", "a'", "5 ", "`", "a.", "://", "a@", ": "])
def test_a_long_repetitive_text_is_tidied_whole(piece: str, lang: Lang) -> None:
    # Two hundred thousand characters: a rule that backtracks would not come back.
    text = piece * (200_000 // len(piece))
    assert re.findall(r"\w+", tidy(text, lang)) == re.findall(r"\w+", text)
