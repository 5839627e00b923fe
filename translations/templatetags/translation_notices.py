"""What readers are told about the languages of a page."""

from typing import Any

from django import template

from core.models import BasePage
from translations.freshness import original_changed_since

register = template.Library()


@register.simple_tag
def newer_original(page: Any) -> dict[str, Any] | None:
    """The public original of a translation that is behind, as `page`, and since when, as `changed_at`."""
    if not isinstance(page, BasePage):
        return None
    originals = {version.pk: version for version in page.other_languages.values() if not version.is_mirror}
    # A page without another text of its own has no original to be behind; nothing is asked of the database.
    found = original_changed_since(page) if originals else None
    if found is None or found[0].pk not in originals:
        return None
    return {"page": originals[found[0].pk], "changed_at": found[1]}
