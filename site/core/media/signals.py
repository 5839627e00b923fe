"""What makes, hides and deletes files. Tasks are written in the transaction of what they follow from."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.documents.signal_handlers import post_delete_file_cleanup as delete_document_file
from wagtail.images.signal_handlers import post_delete_file_cleanup as delete_image_file
from wagtail.models import Page, UploadedFile
from wagtail.signals import page_published, page_unpublished

from core.media.storages import alias_of
from core.media.tasks import delete_file, hide_images, make_page_renditions
from core.models import BasePage, CustomDocument, CustomImage, CustomRendition, StoredCard


@receiver(page_published, dispatch_uid="core.media.make_renditions")
def make_renditions_of_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, BasePage) and any(instance.pictures()):
        make_page_renditions.enqueue(instance.pk)


@receiver([page_unpublished, post_delete], dispatch_uid="core.media.hide_images")
def hide_images_of_page(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A deleted page is withdrawn first, but its row is still there by then: so both."""
    if not isinstance(instance, BasePage):
        return
    StoredCard.delete_of(instance)
    if images := sorted({image.pk for image, _sizes in instance.pictures()}):
        hide_images.enqueue(instance.pk, images)


@receiver(post_delete, dispatch_uid="core.media.delete_file")
def delete_file_of_row(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, (CustomImage, CustomRendition, CustomDocument, StoredCard, UploadedFile)) and instance.file:
        name = str(instance.file.name)
        delete_file.enqueue(alias_of(instance.file.storage, name), name)


def take_over_from_wagtail() -> None:
    """Wagtail's own receivers ask the worker once, and after the commit: a process that dies then leaves the file."""
    for model, function in (
        (CustomImage, delete_image_file),
        (CustomRendition, delete_image_file),
        (CustomDocument, delete_document_file),
    ):
        if not post_delete.disconnect(function, sender=model):
            raise RuntimeError(f"Wagtail does not delete files of {model.__name__} any more: see what does it now.")
