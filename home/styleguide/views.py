"""The page of all components. It is drawn with the styles of the reader's pages, and needs no script."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse_lazy
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from home.styleguide.samples import by_template
from home.styleguide.texts import TEXTS

TITLE = _("Components")
TOKENS = "css/tokens.css"
# The first rule of the values, and that for browsers which ask for dark.
LIGHT_VALUES = re.compile(r"^:root \{\n(.*?)^\}", re.M | re.S)
DARK_VALUES = re.compile(r"^@media \(prefers-color-scheme: dark\) \{\n  :root \{\n(.*?)^  \}", re.M | re.S)


class Theme(StrEnum):
    """In which colours the page is drawn; by default in those that the browser asks for."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


THEME_NAMES = {Theme.AUTO: _("As the browser"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components; `lang` and `theme` in the query choose the language and the colours, else they are one's own."""
    code = request.GET.get("lang", "")
    code = code if code in TEXTS else (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    theme = Theme(request.GET["theme"]) if request.GET.get("theme") in set(Theme) else Theme.AUTO
    with translation.override(code):
        return render(request, "home/styleguide/components.html", _context(request, code, theme))


def _context(request: HttpRequest, code: str, theme: Theme) -> dict[str, Any]:
    return {
        "title": TITLE,
        "groups": [
            (name, [(sample, sample.render(request)) for sample in samples])
            for name, samples in by_template(TEXTS[code])
        ],
        "code": code,
        "theme": theme,
        "languages": settings.LANGUAGES,
        "themes": THEME_NAMES.items(),
        "values": values_of(theme),
    }


def values_of(theme: Theme) -> SafeString:
    """A rule that sets the colours of one theme whatever the browser asks for; blank for the browser's own."""
    if theme is Theme.AUTO:
        return mark_safe("")
    found = (DARK_VALUES if theme is Theme.DARK else LIGHT_VALUES).search(_tokens())
    if found is None:
        raise ImproperlyConfigured(f"{TOKENS} has no values for {theme}.")
    own = found[1].replace("color-scheme: light dark;", "")
    return mark_safe(f":root {{\n  color-scheme: {theme};\n{own}}}")  # noqa: S308 (our own style sheet)


def _tokens() -> str:
    return Path(str(finders.find(TOKENS))).read_text()


def menu_item() -> MenuItem:
    """For Wagtail's hook `register_reports_menu_item`."""
    return MenuItem(TITLE, reverse_lazy("home:components"), name="components", icon_name="table", order=1300)


urlpatterns = [path("", components, name="components")]
