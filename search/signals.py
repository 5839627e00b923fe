"""What changes the entries. A page, and a few, at once and in the same transaction; many, by the worker.

What must not be seen any more is taken out at once however much it is.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from articles.models import ArticlePage
from core.models import BasePage, CustomDocument, Topic
from core.signals import version_changed
from partners import signals as partner_signals  # noqa: F401  (what has moved belongs to its new partner by then)
from partners.models import Partner
from search.indexing import authors_in, follow, follow_people, hide
from search.models import SearchEntry
from search.tasks import follow_pages

# Pages that one request brings up to date itself.
MOST_AT_ONCE = 20


def follow_all(keys: Iterable[int]) -> None:
    chosen = sorted(set(keys))
    if len(chosen) <= MOST_AT_ONCE:
        follow(chosen, at=timezone.now())
    else:
        transaction.on_commit(partial(follow_pages.enqueue, chosen))


@receiver([page_published, page_unpublished, version_changed], dispatch_uid="search.follow_page")
def follow_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A publication reaches mirrors and translations too: each is told of."""
    follow([instance.pk], at=timezone.now())


@receiver(post_save, dispatch_uid="search.follow_new_page")
def follow_new_page(
    sender: type[models.Model], instance: models.Model, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """What is public from its beginning, as sections and areas are. Of mirrors, `translations.services` tells."""
    if created and not raw and isinstance(instance, BasePage) and instance.live and not instance.alias_of_id:
        follow([instance.pk], at=timezone.now())


@receiver(pre_delete, sender=ArticlePage, dispatch_uid="search.remember_authors")
def remember_authors(sender: type[ArticlePage], instance: ArticlePage, **kwargs: Any) -> None:
    """Its entry goes with the page; those of the people who wrote it may stand on another one."""
    instance.authors_of_entry = authors_in([instance.pk])


@receiver(post_delete, sender=ArticlePage, dispatch_uid="search.follow_deleted_article")
def follow_deleted_article(sender: type[ArticlePage], instance: ArticlePage, **kwargs: Any) -> None:
    if authors := getattr(instance, "authors_of_entry", None):
        follow_people(authors)


@receiver(post_page_move, dispatch_uid="search.follow_moved_page")
def follow_moved_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """What was moved may belong to another partner, and be restricted or no more."""
    _follow_below(Page.objects.get(pk=instance.pk))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search.follow_restriction")
def follow_restriction(sender: type[PageViewRestriction], instance: PageViewRestriction, **kwargs: Any) -> None:
    _follow_below(instance.page)


def _follow_below(page: Page) -> None:
    below = Page.objects.filter(Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path), live=True)
    keys = list(below.values_list("pk", flat=True))
    authors = authors_in(keys)
    hide(page)
    if authors:
        follow_people(authors)
    follow_all(keys)


@receiver(post_save, sender=Partner, dispatch_uid="search.follow_partner")
def follow_partner(sender: type[Partner], instance: Partner, created: bool, **kwargs: Any) -> None:
    """All that a partner publishes is found by its names. Its own page at once."""
    if not created:
        entries = SearchEntry.objects.filter(partners__contains=[instance.pk])
        follow_all(instance.areas.filter(live=True).values_list("pk", flat=True))
        follow_all(entries.values_list("page", flat=True))


@receiver(post_save, sender=Topic, dispatch_uid="search.follow_topic")
def follow_topic(sender: type[Topic], instance: Topic, created: bool, **kwargs: Any) -> None:
    if not created:
        follow_all(SearchEntry.objects.filter(topics__contains=[instance.pk]).values_list("page", flat=True))


@receiver(post_save, sender=CustomDocument, dispatch_uid="search.follow_document")
def follow_document(sender: type[CustomDocument], instance: CustomDocument, created: bool, **kwargs: Any) -> None:
    if not created:
        follow_all(SearchEntry.objects.filter(document=instance.pk).values_list("page", flat=True))


@receiver([post_save, post_delete], sender=CollectionViewRestriction, dispatch_uid="search.follow_collection")
def follow_collection(
    sender: type[CollectionViewRestriction], instance: CollectionViewRestriction, **kwargs: Any
) -> None:
    """Documents of a restricted collection are in no result; the daily rebuild finds those that are open again."""
    documents = get_document_model().objects.filter(collection__path__startswith=instance.collection.path)
    entries = SearchEntry.objects.filter(document__in=documents)
    follow_all(entries.values_list("page", flat=True))
