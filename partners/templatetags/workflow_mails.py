"""Words of the workflow mails."""

import datetime as dt
from typing import cast

from django import template
from django.utils.translation import get_language, get_language_info

from core.formatting import Lang, date_time

register = template.Library()


@register.simple_tag
def language_name(code: str) -> str:
    """The name of a language, as it stands within a sentence of the active one."""
    name = str(get_language_info(code)["name_translated"])
    return name.lower() if get_language() == "fr" else name


@register.filter
def moment(value: str) -> str:
    """A moment that was stored as ISO 8601, in the portal's time zone."""
    return date_time(dt.datetime.fromisoformat(value), cast(Lang, get_language()))
