"""Lists of articles for pages whose app lies below this one."""

from django import template

from articles.listing import cards
from articles.models import ArticlePage
from articles.models.listed import ListedArticle
from core.models import chosen
from partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def featured_articles_of(area: PartnerPage) -> list[ArticlePage]:
    """What a partner shows first in its area, ready for cards."""
    choices = area.features.all()
    return chosen(ArticlePage.objects.all().for_cards(), choices, area.locale) if choices else []


@register.simple_tag
def latest_articles_of(area: PartnerPage, count: int, besides: list[ArticlePage]) -> list[ArticlePage]:
    """The latest public articles of an area, in its locale, ready for cards, without some that are shown already."""
    articles = ListedArticle.objects.in_locale(area.locale).by_partner(area.partner)
    return cards(articles.exclude(pk__in=[page.pk for page in besides]).newest_first().keys()[:count])
