"""The sitemap (sitemaps.org): one section for each language."""

import datetime as dt

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

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

    def lastmod(self, item: Page) -> dt.datetime | None:
        moment: dt.datetime | None = item.last_published_at
        return moment


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
