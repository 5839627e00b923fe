"""All articles and events of the demonstration, each at its editorial stage."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from articles.enums import ArticleKind
from home.demo.articles import ArticleMaker
from home.demo.events import EventMaker
from home.demo.making import PageMaker
from home.demo.reading import read
from partners.models import Partner


def load_pages(today: dt.date) -> Iterator[tuple[int, int]]:
    """Makes what is missing; yields (done, total) after each item, which is saved whole or not at all.

    What stands beside an article is computed by the worker from the dates that the item was saved with.
    """
    makers: list[PageMaker] = [
        maker(partner, item, today)
        for partner in Partner.objects.all()
        for name, maker in (("articles", ArticleMaker), ("events", EventMaker))
        for item in read(f"{name}-{partner.key}")
    ]
    # A special report names articles of all partners, so it comes after them.
    makers.sort(key=lambda maker: maker.item["kind"] == ArticleKind.SPECIAL_REPORT)
    for done, page_maker in enumerate(makers, 1):
        with transaction.atomic():
            page_maker.make()
        yield done, len(makers)
