"""What a publication entails in the other languages."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.models import BasePage
from translations.services import keep_versions_in_step, mirror, move_mirrors, unpublish_unlinked_mirrors


@receiver(page_published, dispatch_uid="translations.mirror_published_page")
def mirror_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The first publication of an original makes its mirrors; each one reaches the other languages."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        mirror(instance)
        keep_versions_in_step(instance)


@receiver(page_unpublished, dispatch_uid="translations.unpublish_with_original")
def unpublish_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A withdrawn text is withdrawn under both languages' addresses."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        unpublish_unlinked_mirrors(instance)


@receiver(post_page_move, dispatch_uid="translations.move_with_original")
def move_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A moved page takes its mirrors along."""
    move_mirrors(Page.objects.get(pk=instance.pk))
