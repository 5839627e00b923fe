"""What a publication, a change of the tree, and a new language entail in the other languages."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.models import BasePage
from translations.cascades import acting_person, delete_mirrors, follow_move
from translations.placing import rename_mirrors
from translations.records import record_publication
from translations.services import keep_versions_in_step, mirror, unpublish_unlinked_mirrors
from translations.succession import forget_translations, settle_original
from translations.tasks import mirror_into_locale


@receiver(page_published, dispatch_uid="translations.mirror_published_page")
def mirror_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The first publication of an original makes its mirrors; each one reaches the other languages, its slug too."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        mirror(instance)
        rename_mirrors(instance)
        keep_versions_in_step(instance)
        record_publication(instance, kwargs.get("revision"))


@receiver(page_unpublished, dispatch_uid="translations.unpublish_with_original")
def unpublish_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A withdrawn text is withdrawn under both languages' addresses."""
    if isinstance(instance, BasePage) and not instance.alias_of_id:
        unpublish_unlinked_mirrors(instance)


@receiver(post_page_move, dispatch_uid="translations.move_with_original")
def move_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page that is moved, or reordered, takes its other languages along."""
    follow_move(Page.objects.get(pk=instance.pk), acting_person())


@receiver(pre_delete, sender=Page, dispatch_uid="translations.delete_with_original")
def delete_with_original(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A deleted page takes its mirrors along."""
    delete_mirrors(instance)


@receiver(post_delete, sender=Page, dispatch_uid="translations.settle_original")
def settle_remaining(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Nothing refers to what is gone, and of the translations of a deleted original one is the original from now on."""
    forget_translations(instance)
    settle_original(instance.translation_key)


@receiver(post_save, sender=Locale, dispatch_uid="translations.mirror_into_new_locale")
def mirror_into_new_locale(sender: type[Locale], instance: Locale, created: bool, **kwargs: Any) -> None:
    """A language that is added later shows at once what is public, and is open to its partners' people."""
    if created:
        transaction.on_commit(partial(mirror_into_locale.enqueue, instance.pk))
