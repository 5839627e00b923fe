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
    found = original_changed_since(page)
    return {"page": found[0], "changed_at": found[1]} if found else None
