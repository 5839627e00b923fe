"""Lists of articles for pages whose app lies below this one."""

from django import template

from articles.latest import latest_beside
from articles.models import ArticlePage
from articles.models.listed import ListedArticle
from core.media.pictures import bring_renditions
from partners.models import PartnerPage

register = template.Library()


@register.simple_tag
def articles_of(area: PartnerPage, count: int) -> dict[str, list[ArticlePage]]:
    """What a partner shows first in its area, as `featured`, and the latest public articles besides, as `latest`.

    In the locale of the area, ready for cards; the pictures of the area itself come along.
    """
    articles = ListedArticle.objects.in_locale(area.locale).by_partner(area.partner)
    featured, latest = latest_beside(articles, area.locale, count, area.features.all())
    cards = [article.image for article in (*featured, *latest)]
    bring_renditions([*cards, *(image for image, _sizes in area.pictures())])
    return {"featured": featured, "latest": latest}
