"""Rows that are kept for public pages: what must be heard of that happens without saving a page."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

# Its receivers come first: what has moved belongs to its new partner by then.
from partners import signals as partner_signals  # noqa: F401

Remake = Callable[[Iterable[int]], None]


def keep_rows(model: type[Page], remake: Remake) -> None:
    """Calls `remake` with the keys of the pages of a type whose rows may have to change.

    That is when Wagtail withdraws mirrors as rows of the base model, when a page is moved, which may give it another
    partner, or restrict it or open it, and when a restriction comes or goes: what is restricted is in no list, nor
    what mirrors it.
    """

    def follow_withdrawal(instance: Page, **kwargs: Any) -> None:
        if isinstance(instance, model):
            remake([instance.pk])

    def follow_moved_page(instance: Page, **kwargs: Any) -> None:
        remake_below(Page.objects.get(pk=instance.pk))

    def follow_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
        remake_below(instance.page)

    def remake_below(page: Page) -> None:
        below = Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path)
        remake(model._default_manager.filter(below).values_list("pk", flat=True))

    def connect(signal: Any, receiver: Callable[..., None], sender: Any = None) -> None:
        uid = f"rows of {model._meta.label}: {receiver.__name__}"
        signal.connect(receiver, sender=sender, weak=False, dispatch_uid=uid)

    connect(page_unpublished, follow_withdrawal)
    connect(post_page_move, follow_moved_page)
    connect(post_save, follow_restriction, PageViewRestriction)
    connect(post_delete, follow_restriction, PageViewRestriction)
