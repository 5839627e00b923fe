"""A PO file is taken whole, or not at all with a message that says why."""

import polib
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory
from tests.translations.steps import client_of, english, start
from translations.po_files import TRANSLATION_HEADER

BODY = [{"type": "paragraph", "value": '<p>Le <b>numérique</b> et <a href="https://example.org">un lien</a>.</p>'}]


@pytest.fixture
def page(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Titre français", summary="Résumé.", body=BODY, published=True)


@pytest.fixture
def translator(crim: Partner) -> Client:
    return client_of(crim, Role.TRANSLATOR)


@pytest.fixture
def translation(page: ArticlePage, translator: Client) -> Translation:
    return start(translator, page)


def download(client: Client, translation: Translation) -> polib.POFile:
    response = client.get(reverse("wagtail_localize:download_pofile", args=[translation.pk]))
    return polib.pofile(response.content.decode())


def upload(client: Client, translation: Translation, content: bytes) -> str:
    """What the translator is told."""
    file = SimpleUploadedFile("translation.po", content, content_type="text/x-gettext-translation")
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = client.post(address, {"file": file, "next": reverse("wagtailadmin_home")})
    assert response.status_code == 302
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def translated(po: polib.POFile, **words: str) -> bytes:
    """The file with these translations, by the path of the sentence; all others stay as they are."""
    for entry in po:
        entry.msgstr = words.get(entry.msgctxt, entry.msgstr)
    return str(po).encode()


def stored() -> list[str]:
    return sorted(StringTranslation.objects.values_list("data", flat=True))


def test_down_translate_up(translator: Client, translation: Translation) -> None:
    content = translated(download(translator, translation), title="English title", summary="Summary.")
    assert "2 phrases" in upload(translator, translation, content)
    assert stored() == ["English title", "Summary."]


def test_the_same_markup_may_stand_elsewhere(translator: Client, translation: Translation) -> None:
    po = download(translator, translation)
    (sentence,) = [entry for entry in po if "<b>" in entry.msgid]
    sentence.msgstr = sentence.msgid.replace("Le <b>numérique</b>", "<b>Digital</b> matters")
    upload(translator, translation, str(po).encode())
    assert stored() == [sentence.msgstr]


def without_header(content: bytes) -> bytes:
    return content.replace(TRANSLATION_HEADER.encode(), b"X-Nothing")


def cut(content: bytes) -> bytes:
    return content[: content.index(b"msgstr")] + b'msgstr "never closed\n\nmsgid'


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (without_header, "n’a pas été fait pour cette page"),
        (lambda content: b"", "n’est pas un fichier PO"),
        (lambda content: b"%PDF-1.7 \n msgid", "Impossible de lire"),
        (lambda content: b"/etc/passwd", "n’est pas un fichier PO"),
        (cut, "Impossible de lire"),
        (lambda content: content.decode().encode("utf-16"), "UTF-8"),
        (lambda content: content.decode().replace("English", "Bâle").encode("latin-1"), "UTF-8"),
        (lambda content: content + b"\n# " + b"x" * 5_000_000, "dépasse 2"),
        (lambda content: content.replace(b"English", b"<script>alert(1)</script>"), "script"),
        (lambda content: content.replace(b"English", b"<img src=x onerror=alert(1)>"), "img"),
        (lambda content: content.replace(b"English", b"<b>English</b>"), "&lt;b&gt;"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_nothing_is_stored(
    translator: Client, translation: Translation, broken: object, told: str
) -> None:
    content = translated(download(translator, translation), title="English title", summary="Summary.")
    assert callable(broken)
    assert told in upload(translator, translation, broken(content))
    assert stored() == []


@pytest.mark.parametrize(
    "link", ['<a href="javascript:alert(1)">', '<a id="a1" onclick="alert(1)">', '<a href="https://evil.example">']
)
def test_a_link_keeps_its_address(translator: Client, translation: Translation, link: str) -> None:
    po = download(translator, translation)
    (sentence,) = [entry for entry in po if "<a " in entry.msgid]
    opening = sentence.msgid[sentence.msgid.index("<a ") : sentence.msgid.index(">", sentence.msgid.index("<a ")) + 1]
    sentence.msgstr = sentence.msgid.replace(opening, link)
    assert "Ligne" in upload(translator, translation, str(po).encode())
    assert stored() == []


def test_another_pages_file_is_refused(crim: Partner, translator: Client, translation: Translation) -> None:
    other = start(translator, ArticlePageFactory(partner=crim, title="Titre français", published=True))
    content = translated(download(translator, other), title="English title")
    assert "pas été fait pour cette page" in upload(translator, translation, content)
    assert stored() == []


def test_another_languages_file_is_refused(
    crim: Partner, page: ArticlePage, translator: Client, translation: Translation
) -> None:
    """The same page the other way round has an identity of its own."""
    back = start(
        client_of(crim, Role.EDITOR),
        ArticlePageFactory(partner=crim, language="en", title="English title", published=True),
        "fr",
    )
    content = translated(download(client_of(crim, Role.EDITOR), back), title="Titre")
    assert "pas été fait pour cette page" in upload(translator, translation, content)
    assert stored() == []


def test_what_is_not_sure_is_left_out(translator: Client, translation: Translation) -> None:
    po = download(translator, translation)
    for entry in po:
        if entry.msgctxt in ("title", "summary"):
            entry.msgstr = f"Translated {entry.msgctxt}"
            if entry.msgctxt == "summary":
                entry.flags.append("fuzzy")
    said = upload(translator, translation, str(po).encode())
    assert "1 phrase" in said
    assert "laissée de côté" in said
    assert stored() == ["Translated title"]


@pytest.mark.parametrize("words", ["An old title", "<script>alert(1)</script>"])
def test_what_is_obsolete_is_left_out(translator: Client, translation: Translation, words: str) -> None:
    po = download(translator, translation)
    (title,) = [entry for entry in po if entry.msgctxt == "title"]
    title.obsolete, title.msgstr = True, words
    assert "laissée de côté" in upload(translator, translation, str(po).encode())
    assert stored() == []


def test_a_sentence_that_the_page_does_not_hold_is_left_out(translator: Client, translation: Translation) -> None:
    po = download(translator, translation)
    po.append(polib.POEntry(msgctxt="title", msgid="Une phrase d’ailleurs", msgstr="From elsewhere"))
    said = upload(translator, translation, translated(po, title="English title"))
    assert "laissée de côté" in said
    assert stored() == ["English title"]


def test_no_file_is_no_error(translator: Client, translation: Translation) -> None:
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = translator.post(address, {"next": reverse("wagtailadmin_home")})
    assert "Choisissez" in " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_public_page_waits_for_the_approval(
    translator: Client, translation: Translation, page: ArticlePage
) -> None:
    upload(translator, translation, translated(download(translator, translation), title="English title"))
    assert "English title" not in Client().get(english(page).url).content.decode()
