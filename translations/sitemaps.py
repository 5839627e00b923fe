"""The sitemap (sitemaps.org): one section for each language; a text names its other languages beside its address."""

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from core.languages import tag
from core.models import public_pages
from core.models.pages import PublishedPageQuerySet


class LanguageSitemap(Sitemap):
    """The public pages whose text is in the language of their address. Mirrors, which repeat an original, stay out."""

    limit = 5_000

    def __init__(self, language: str) -> None:
        self.language = language

    def items(self) -> PublishedPageQuerySet:
        texts = public_pages().filter(published_text__isnull=False, locale__language_code=self.language)
        return texts.order_by("pk")

    def location(self, item: Page) -> str:
        parts = item.get_url_parts()
        return str(parts[2]) if parts else "/"

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """With the other languages of each text, one query for all of them."""
        urls = super().get_urls(page, site, protocol)
        versions = _versions([url["item"].translation_key for url in urls])
        origin = urls[0]["location"].removesuffix(self.location(urls[0]["item"])) if urls else ""
        for url in urls:
            alternates = [(code, self.location(item)) for code, item in versions[url["item"].translation_key]]
            if len(alternates) > 1:
                default = [("x-default", path) for code, path in alternates if code == settings.LANGUAGE_CODE]
                url["alternates"] = [
                    {"lang_code": tag(code), "location": f"{origin}{path}"} for code, path in alternates + default
                ]
        return urls

    def lastmod(self, item: Page) -> dt.datetime | None:
        moment: dt.datetime | None = item.last_published_at
        return moment


def _versions(keys: list[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, Page]]]:
    """The public texts with one of these translation keys, each with its language; mirrors are none."""
    texts = public_pages().filter(published_text__isnull=False, translation_key__in=keys)
    found: dict[uuid.UUID, list[tuple[str, Page]]] = defaultdict(list)
    for page in texts.select_related("locale").order_by("-locale__language_code"):
        found[page.translation_key].append((page.locale.language_code, page))
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Names the sitemap of each language, in parts of at most 5,000 addresses."""
    return views.index(request, _sections(), sitemap_url_name="sitemap_section")


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The addresses of one language."""
    return views.sitemap(request, _sections(), section)


def _sections() -> dict[str, type[Sitemap] | Sitemap]:
    """By language code."""
    return {code: LanguageSitemap(code) for code in Locale.objects.values_list("language_code", flat=True)}
