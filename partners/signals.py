"""What follows from a change of the tree."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from partners.models import PartnerContentPage, PartnerPage, partner_at
from partners.services.setup import set_up_area


@receiver(post_save, sender=PartnerPage, dispatch_uid="partners.give_rights_on_new_area")
def give_rights_on_new_area(sender: type[PartnerPage], instance: PartnerPage, created: bool, **kwargs: Any) -> None:
    """An area in a language that was added later has its rights and its workflow, however it came about."""
    if created:
        set_up_area(instance)


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
