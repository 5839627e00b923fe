"""What a translated sentence may be made of."""

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _


def check_markup(original: str, translated: str) -> None:
    """A translation may hold the tags of its original, with the attributes that they have there, and no others.

    Raises ValidationError with a sentence that names what is too much.
    """
    added = _tags(translated) - _tags(original)
    if added:
        words = {"text": strip_tags(original)[:60], "tags": ", ".join(sorted(added))}
        raise ValidationError(_("The translation of “%(text)s” holds what its original does not: %(tags)s.") % words)


def _tags(text: str) -> set[str]:
    """The opening tags of a sentence, as written."""
    soup = BeautifulSoup(text, "html.parser")
    return {str(tag).partition(">")[0] + ">" for tag in soup.find_all(True)}
