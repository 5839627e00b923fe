"""PO files that translators bring back from their own tools."""

import polib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from core.models import User
from translations.markup import check_markup

LIMIT = 2 * 1024 * 1024  # bytes; the sentences of a long article take less than a tenth of it
# Where wagtail-localize writes which translation a file belongs to.
TRANSLATION_HEADER = "X-WagtailLocalize-TranslationID"


@transaction.atomic
def take(translation: Translation, file: UploadedFile | None, user: User) -> tuple[int, int]:
    """Stores the translated sentences of `file`.

    Returns how many were taken, and how many were left out: those that are not sure (“fuzzy”), and those of sentences
    that the page does not hold (any more).

    Raises ValidationError, and stores nothing, when the file cannot be read, belongs to another page or language, or
    holds markup that a translator has no business with.
    """
    po = _parse(_read(file))
    if po.metadata.get(TRANSLATION_HEADER) != str(translation.uuid):
        raise ValidationError(
            _("This file was not made for this page and this language: download its PO file and translate that one.")
        )
    translated = [entry for entry in po if entry.msgstr]
    for entry in translated:
        if entry.fuzzy or entry.obsolete:
            entry.msgstr = ""
        else:
            _check(entry)
    unknown = translation.import_po(po, user=user, tool_name="PO")
    taken = sum(bool(entry.msgstr) for entry in translated) - len(unknown)
    return taken, len(translated) - taken


def _read(file: UploadedFile | None) -> str:
    if file is None:
        raise ValidationError(_("Choose a PO file."))
    if file.size is None or file.size > LIMIT:
        raise ValidationError(_("This file is larger than 2 MB; a PO file of a page is much smaller."))
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("This file is not in the encoding UTF-8: save it as UTF-8 and try again.")) from None


def _parse(text: str) -> polib.POFile:
    # A text that is the name of a file would be opened.
    if "msgid" not in text or "\n" not in text:
        raise ValidationError(_("This is no PO file."))
    try:
        return polib.pofile(text, check_for_duplicates=False)
    except (OSError, ValueError, IndexError) as error:
        raise ValidationError(_("This PO file cannot be read: %(error)s") % {"error": error}) from None


def _check(entry: polib.POEntry) -> None:
    try:
        check_markup(entry.msgid, entry.msgstr)
    except ValidationError as error:
        words = {"line": entry.linenum, "error": " ".join(error.messages)}
        raise ValidationError(_("Line %(line)s: %(error)s") % words) from None
