"""The pictures of readers' pages."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from core.media import missing, pictures
from core.media.sizes import SIZES, Size
from core.media.tasks import make_renditions
from core.models import CustomImage

register = template.Library()


@register.simple_tag(takes_context=True)
def picture(context: Context, image: CustomImage | None, size: str, **attrs: Any) -> SafeString | str:
    """`image` in the size of that name (`core.media.sizes`); blank for none.

    What is missing of it is asked for, and is there at the next view. To whoever previews a page it is shown at once:
    no public page may show it yet.
    """
    if not image:
        return ""
    wanted = SIZES[size]
    found = pictures.shown(image, wanted)
    if len(found) < len(wanted.filters):
        if _is_preview(context):
            found = _made(image, wanted) or found
        elif image.pk:
            missing.ask_for(make_renditions, image.pk, wanted.specs)
    return pictures.picture(image, wanted, found, attrs)


def _is_preview(context: Context) -> bool:
    return bool(getattr(context.get("request"), "is_preview", False))


def _made(image: CustomImage, size: Size) -> dict[str, Any]:
    try:
        return image.get_renditions(*size.filters)
    except OSError:
        return {}
