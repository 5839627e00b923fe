"""Records that exist once for all languages and carry their words in each."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language


class Bilingual:
    """Reads `<name>_<language>` in the active language, and French where that is blank or not kept.

    >>> class Topic:
    ...     title_fr, title_en = "Gestion", "Management"
    ...     title = Bilingual("title")
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return self.in_language(instance, (get_language() or settings.LANGUAGE_CODE)[:2])

    def in_language(self, instance: Any, language: str) -> str:
        """The text of `instance` in `language`, else in French."""
        return getattr(instance, f"{self.name}_{language}", "") or getattr(
            instance, f"{self.name}_{settings.LANGUAGE_CODE}"
        )
