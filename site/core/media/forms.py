"""Uploads: the file is stored while the form is checked, so that a store that fails is an error of the form."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.media.storages import SHOWN, alias_of
from core.media.tasks import delete_file, make_renditions

logger = logging.getLogger(__name__)

# How each of them begins (ISO 32000, 7.5.2).
PDF = b"%PDF-"

# The two forms of Wagtail that this goes with carry no types.
_Form: Any = object


class StoredFileMixin(_Form):
    """A form of something with one `file`."""

    original_file: Any

    def _post_clean(self) -> None:
        super()._post_clean()
        if "file" in self.changed_data and not self.errors:
            self._store_file()

    def _store_file(self) -> None:
        """Stores what was sent, once nothing else is wrong with it. The content stays at hand: it is not read back."""
        file = self.instance.file
        name = file.field.generate_filename(self.instance, file.name)
        try:
            file.name = file.storage.save(name, file.file, max_length=file.field.max_length)
        except OSError:
            logger.exception("“%s” could not be stored.", name)
            # Past the field, which would ask the store for the size of the picture.
            self.instance.__dict__["file"] = self.original_file
            self.add_error("file", _("The file could not be stored. Nothing was saved; please try again later."))
        else:
            file._committed = True

    def save(self, commit: bool = True) -> Any:
        """Saves the row; the file that it had before is deleted by the worker, in the same transaction.

        Wagtail would delete it at once, and fail with the store. A file whose row cannot be saved is deleted.
        """
        before, self.original_file = self.original_file, None
        is_new = "file" in self.changed_data
        try:
            with transaction.atomic():
                saved = super().save(commit=commit)
                if commit and is_new and before:
                    delete_file.enqueue(alias_of(before.storage, before.name), before.name)
                    self.replace_derived()
        except Exception:
            if is_new:
                self._take_back()
            raise
        return saved

    def replace_derived(self) -> None:
        """What follows from a file that was replaced."""

    def _take_back(self) -> None:
        file = self.instance.file
        try:
            file.storage.delete(file.name)
        except OSError:
            logger.exception("“%s” is left without a row; `audit_media --repair` deletes it.", file.name)


class ImageForm(StoredFileMixin, BaseImageForm):
    def replace_derived(self) -> None:
        """Readers see the new picture in the sizes in which they saw the old one, once the worker has made them."""
        renditions = self.instance.renditions.all()
        shown = list(renditions.filter(file__startswith=f"{SHOWN}/").values_list("filter_spec", flat=True))
        renditions.delete()
        if shown:
            make_renditions.enqueue(self.instance.pk, shown)


class DocumentForm(StoredFileMixin, BaseDocumentForm):
    def clean_file(self) -> Any:
        """A document is what its name says; pictures are looked at by their own field."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            file.seek(0)
            head = file.read(len(PDF))
            file.seek(0)
            if head != PDF:
                raise ValidationError(
                    _("This is no PDF file, whatever its name. Save it as PDF, then upload it again.")
                )
        return file
