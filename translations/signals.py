"""What a publication, and a new language, entail in the other languages."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.models import BasePage
from translations.records import record_publication
from translations.services import keep_versions_in_step, mirror, move_mirrors, unpublish_unlinked_mirrors
from translations.tasks import mirror_into_locale


@receiver(page_published, dispatch_uid="translations.mirror_published_page")
def mirror_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The first publication of an original makes its mirrors; each one reaches the other languages."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        mirror(instance)
        keep_versions_in_step(instance)
        record_publication(instance, kwargs.get("revision"))


@receiver(page_unpublished, dispatch_uid="translations.unpublish_with_original")
def unpublish_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A withdrawn text is withdrawn under both languages' addresses."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        unpublish_unlinked_mirrors(instance)


@receiver(post_page_move, dispatch_uid="translations.move_with_original")
def move_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A moved page takes its mirrors along."""
    move_mirrors(Page.objects.get(pk=instance.pk))


@receiver(post_save, sender=Locale, dispatch_uid="translations.mirror_into_new_locale")
def mirror_into_new_locale(sender: type[Locale], instance: Locale, created: bool, **kwargs: Any) -> None:
    """A language that is added later shows at once what is public, and is open to its partners' people."""
    if created:
        transaction.on_commit(partial(mirror_into_locale.enqueue, instance.pk))
