"""Lists of articles for pages whose app lies below this one."""

from django import template

from articles.models import ArticlePage, ArticleQuerySet
from partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def latest_articles_of(area: PartnerPage, count: int) -> ArticleQuerySet:
    """The latest public articles of an area, in its locale, ready for cards."""
    articles = ArticlePage.objects.published().in_locale(area.locale).by_partner(area.partner)
    return articles.newest_first().for_cards()[:count]
