"""What the confirmation screens of the admin say of the other languages."""

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Page

from translations.cascades import plan

register = template.Library()


@register.inclusion_tag("translations/admin/in_other_languages.html", takes_context=True)
def in_other_languages(
    context: dict[str, Any], action: str, pages: Page | Iterable[dict[str, Any]], destination: Page | None = None
) -> dict[str, Any]:
    """What else happens when the person confirms. `pages` is one page, or the items of a bulk action."""
    chosen = [pages] if isinstance(pages, Page) else [item["item"] for item in pages]
    consequences = plan(action, chosen, context["request"].user, destination)
    return {"consequences": consequences, "names_pages": len(chosen) > 1}
