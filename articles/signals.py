"""What follows the publication of an article, and what changes the lists without saving one."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from articles.models import ArticlePage
from articles.models.listed import ListedArticle
from articles.related import relate
from partners.following import keep_rows

keep_rows(ArticlePage, ListedArticle.objects.remake)


@receiver(page_published, sender=ArticlePage, dispatch_uid="articles.relate_published")
def relate_published(sender: type[ArticlePage], instance: ArticlePage, **kwargs: Any) -> None:
    """Its neighbours are computed by the worker: nobody waits for them. A mirror has those of its original."""
    if instance.alias_of_id is None:
        transaction.on_commit(partial(relate.enqueue, str(instance.translation_key)))
