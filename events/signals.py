"""What changes the calendar without saving an event."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from events.models import EventOccurrence, EventPage

# Its receivers come first: what has moved belongs to its new partner by then.
from partners import signals as partner_signals  # noqa: F401


@receiver(page_unpublished, dispatch_uid="events.follow_withdrawal")
def follow_withdrawal(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Wagtail withdraws mirrors as rows of the base model, without `EventPage.save`."""
    if isinstance(instance, EventPage):
        EventOccurrence.objects.remake(instance, at=timezone.now())


@receiver(post_page_move, dispatch_uid="events.follow_moved_page")
def follow_moved_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """What was moved may belong to another partner, and be restricted or no more."""
    remake_below(Page.objects.get(pk=instance.pk))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="events.follow_restriction")
def follow_restriction(sender: type[PageViewRestriction], instance: PageViewRestriction, **kwargs: Any) -> None:
    """What is restricted is in no calendar, nor what mirrors it."""
    remake_below(instance.page)


def remake_below(page: Page) -> None:
    now = timezone.now()
    for event in EventPage.objects.filter(Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path)):
        EventOccurrence.objects.remake(event, at=now)
