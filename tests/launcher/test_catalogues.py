"""Message catalogues are compiled when they changed, without the gettext programs."""

import gettext
import os
from pathlib import Path

from launcher import catalogues


def test_a_changed_catalogue_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(catalogue("Calendrier"))
    assert catalogues.compile_changed(tmp_path) == 1
    assert catalogues.compile_changed(tmp_path) == 0

    source.write_text(catalogue("Agenda"))
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))

    assert catalogues.compile_changed(tmp_path) == 1
    translation = gettext.translation("django", tmp_path, ["fr"])
    assert translation.gettext("Calendar") == "Agenda"
    assert translation.gettext("Partner") == "Partner", "what is marked as doubtful is not shown"
    assert translation.ngettext("%d event", "%d events", 0) == "%d événement", "French has its own plural"


def catalogue(calendar: str) -> str:
    return f'''
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Calendar"
msgstr "{calendar}"

#, fuzzy
msgid "Partner"
msgstr "Participant"

msgid "%d event"
msgid_plural "%d events"
msgstr[0] "%d événement"
msgstr[1] "%d événements"
'''
