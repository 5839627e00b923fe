"""The names of the portal's languages as machines know them, and the one in which something is written."""

from django.utils.translation import get_language

from core.formatting import Lang

# The varieties that the portal is written in, as BCP 47 tags for `lang` and `hreflang`; other languages have none.
VARIETIES = {"fr": "fr-CA", "en": "en-CA"}


def tag(language: str) -> str:
    """The BCP 47 tag of a language code: "fr-CA"."""
    return VARIETIES.get(language, language)


def open_graph_locale(language: str) -> str:
    """The same as Open Graph writes it: "fr_CA"."""
    return tag(language).replace("-", "_")


def writing_language(explicit: str = "") -> Lang:
    """The language asked for, else the active one; French, the portal's default, for anything but English."""
    return "en" if (explicit or get_language() or "").startswith("en") else "fr"
