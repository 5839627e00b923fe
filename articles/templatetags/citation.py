"""What the head of an article says to programs that keep references."""

from django import template
from django.template import Context

from articles.citation import Meta, dublin_core, highwire
from articles.models import ArticlePage
from core.templatetags.portal import canonical_url

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context: Context, page: ArticlePage) -> list[Meta]:
    """Names and contents of meta elements; none for what is not public, as a preview."""
    if not page.pk or not page.live:
        return []
    url = canonical_url(context)
    return [*highwire(page, url), *dublin_core(page, url)]
