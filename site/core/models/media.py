"""Images and documents. They belong to a collection, and so to a partner."""

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError
from wagtail.images.models import Image as WagtailImage

from core.media.storages import CARDS, NOT_SHOWN, SHOWN, ByFolder, alias_of, is_public_name

if TYPE_CHECKING:
    from core.models.pages import BasePage


@contextmanager
def _store_errors() -> Iterator[None]:
    """Any OSError as Wagtail's error of an image that cannot be read."""
    try:
        yield
    except SourceImageIOError:
        raise
    except OSError as error:
        raise SourceImageIOError(str(error)) from error


class CustomImage(AbstractImage):
    """An image; `description` is its alternative text wherever a page gives no other.

    Its file is private. What readers see are renditions, which are public where a public page shows the image, and are
    then made by the worker. What the admin shows is private like the image itself.
    """

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Whose image it is, as it should be shown.")
    )

    # No tags: Wagtail suggests them to everybody, and a word can say what a partner is working on.
    admin_form_fields = (*(name for name in WagtailImage.admin_form_fields if name != "tags"), "credit")

    # Whether renditions that are made now are for readers.
    makes_public = False
    # What an image shows that is not saved: a sample.
    at_hand: "Sequence[Any]" = ()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def public_renditions(self) -> "Sequence[CustomRendition]":
        """What readers may be shown. One query, or none where renditions are at hand."""
        if self.pk is None:
            return self.at_hand
        known = getattr(self, "prefetched_renditions", None)
        if known is None:
            prefetch_related_objects([self], "renditions")
            known = self.renditions.all()
        return [rendition for rendition in known if rendition.is_public]

    def as_shown(self) -> Self:
        """The same image, whose renditions are made for readers."""
        shown = copy.copy(self)
        shown.makes_public = True
        return shown

    def create_rendition(self, filter: Filter) -> "CustomRendition":
        """As Wagtail's, but a store that fails is what its tags expect of one: the admin shows no picture then."""
        with _store_errors():
            return super().create_rendition(filter)

    def create_renditions(self, *filters: Filter) -> "dict[Filter, CustomRendition]":
        with _store_errors():
            return super().create_renditions(*filters)

    def _set_image_file_metadata(self) -> None:
        """As Wagtail's, of the file that is at hand: the store is not asked for the size of what was just sent."""
        self.file.open()
        self.file_size = self.file.file.size
        self._set_file_hash()
        self.file.seek(0)


class CustomRendition(AbstractRendition):
    """An image at one size, as a page or the admin shows it."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique_per_image_and_filter"
            )
        ]

    @property
    def is_public(self) -> bool:
        return is_public_name(self.file.name)

    @property
    def store_alias(self) -> str:
        return alias_of(self.file.storage, self.file.name)

    def get_upload_to(self, filename: str) -> str:
        """The folder decides on the store."""
        return f"{SHOWN if self.image.makes_public else NOT_SHOWN}/{self.file.field.storage.get_valid_name(filename)}"


class CustomDocument(AbstractDocument):
    """A file to download."""

    # As for images.
    admin_form_fields = tuple(name for name in WagtailDocument.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def _set_document_file_metadata(self) -> None:
        """As for images."""
        self.file.open()
        self.file_size = self.file.file.size
        self._set_file_hash()
        self.file.seek(0)


class StoredCard(models.Model):
    """A drawn card (`core.share_cards`) in the public store; what has no row is drawn when it is asked for."""

    digest = models.CharField(max_length=16, unique=True)
    file = models.FileField(upload_to=CARDS, storage=ByFolder)

    def __str__(self) -> str:
        return self.digest

    @classmethod
    def delete_of(cls, page: "BasePage") -> None:
        """The card of a page that is not public any more; its file follows."""
        for card in cls.objects.filter(digest=page.share_card().digest):
            card.delete()
