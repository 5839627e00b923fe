"""What the demonstration shows first: on the home page, on pages of topics, and in areas of partners."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from home.demo.articles import public_articles
from home.demo.reading import read
from home.models import HomeFeature, HomePage, TopicFeature, TopicPage
from partners.models import AreaFeature, PartnerPage


def load_choices(today: dt.date) -> None:
    """Fills the lists that are empty, each as one publication; for a load that has never come to its end.

    After that, an empty list is one that people emptied.
    """
    lines = read("choices")
    ends = {name: today + dt.timedelta(days=days) for name, days in lines["home_until"].items()}
    for home in _without_choices(HomePage):
        chosen = public_articles(lines["home"])
        _publish(home, [HomeFeature(item=item, ends_on=ends.get(name)) for name, item in chosen.items()])
    for page in _without_choices(TopicPage, topic__key__in=lines["topics"]):
        chosen = public_articles(lines["topics"][page.topic.key])
        _publish(page, [TopicFeature(item=item) for item in chosen.values()])
    for area in _without_choices(PartnerPage, partner__key__in=lines["partners"]):
        chosen = public_articles(lines["partners"][area.partner.key])
        _publish(area, [AreaFeature(item=item) for item in chosen.values()])


def _without_choices(model: type[Page], **conditions: Any) -> Iterable[Page]:
    """In French; the other languages share what is chosen."""
    pages = model.objects.filter(locale=Locale.get_default(), live=True, features=None, **conditions)
    return pages.order_by("pk")


@transaction.atomic
def _publish(page: Page, features: list[Any]) -> None:
    for position, feature in enumerate(features):
        feature.sort_order = position
    page.features = features
    # No sentence changes, so no translation is behind for it.
    page.is_minor_edit = True
    page.save_revision().publish()
