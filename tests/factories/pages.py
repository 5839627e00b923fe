"""Articles and events in a partner's area."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Locale, Page

from articles.models import ArticlePage
from events.models import EventPage
from partners.models import Partner, PartnerPage


class PageFactory(factory.Factory):
    """A page in `partner`'s area (in French unless `language` says otherwise).

    Traits: published (as an approval leaves it, mirror included). `topics` are set before the first revision.
    """

    class Meta:
        abstract = True

    title = factory.Sequence("Titre d’essai {}".format)
    summary = "Un résumé d’essai."
    language = "fr"
    topics: tuple[Any, ...] = ()
    live = False

    class Params:
        published = factory.Trait(live=True)

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        partner: Partner = kwargs.pop("partner")
        language: str = kwargs.pop("language")
        topics = kwargs.pop("topics")
        publish = kwargs.pop("live")
        area = PartnerPage.objects.get(partner=partner, locale=Locale.objects.get(language_code=language))
        page = model_class(live=False, **kwargs)
        area.add_child(instance=page)
        page.topics.set(topics)
        page.save()
        revision = page.save_revision(user=kwargs.get("owner"))
        if publish:
            revision.publish()
        return model_class.objects.get(pk=page.pk)


class ArticlePageFactory(PageFactory):
    class Meta:
        model = ArticlePage

    slug = factory.Sequence("article-{}".format)


class EventPageFactory(PageFactory):
    """An event; it begins in a week unless `start` says otherwise, and lasts two hours."""

    class Meta:
        model = EventPage

    slug = factory.Sequence("evenement-{}".format)
    start = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))
    end = factory.LazyAttribute(lambda event: event.start + dt.timedelta(hours=2))
