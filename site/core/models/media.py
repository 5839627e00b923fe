"""Images and documents. They belong to a collection, and so to a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class CustomImage(AbstractImage):
    """An image; `description` is its alternative text wherever a page gives no other."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Whose image it is, as it should be shown.")
    )

    # No tags: Wagtail suggests them to everybody, and a word can say what a partner is working on.
    admin_form_fields = (*(name for name in WagtailImage.admin_form_fields if name != "tags"), "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CustomRendition(AbstractRendition):
    """An image at one size, as a page shows it."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique_per_image_and_filter"
            )
        ]


class CustomDocument(AbstractDocument):
    """A file to download."""

    # As for images.
    admin_form_fields = tuple(name for name in WagtailDocument.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
