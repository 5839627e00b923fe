"""What follows from a change of the tree."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from partners.models import PartnerContentPage, partner_at


@receiver(post_page_move, dispatch_uid="partners.follow_moved_pages")
def follow_moved_pages(
    sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    """What was moved to another partner's area belongs to that partner, with all that stands below it."""
    if url_path_before == url_path_after:
        return
    moved = Page.objects.get(pk=instance.pk)
    partner = partner_at(moved.path)
    for model in PartnerContentPage.__subclasses__():
        model._default_manager.filter(path__startswith=moved.path).update(partner=partner)
