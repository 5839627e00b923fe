"""Words as they are compared: without accents, capitals and the marks of typography."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """« Déjeuner d’Hélène » as "dejeuner d'helene"; one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return re.sub(r"\s+", " ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()
