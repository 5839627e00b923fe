"""The life of a page in both directions, with one and with two steps, by the admin's own views.

After each of them, what the public reads.
"""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.enums import ArticleKind
from articles.models import ArticlePage
from partners.models import Partner, PartnerPage
from partners.roles import Role
from partners.services import set_up_partner
from tests.admin_forms import edit_form
from tests.factories import UserFactory
from tests.translations.steps import client_of, decide, put_all_strings, put_string, start, submit
from translations.freshness import Freshness, freshness_of

# What a mirror says of itself, and a translation that is behind, by the language of the original.
MIRRORED = {"fr": "Available in French only", "en": "Disponible en anglais seulement"}
BEHIND = {"fr": "The French version was updated on", "en": "La version anglaise a été mise à jour le"}
NOT_PUBLIC = None


class Life:
    """One text, the people of its partner, and what they do to it."""

    def __init__(self, partner: Partner, language: str, *, with_board: bool) -> None:
        self.partner, self.language = partner, language
        self.other = "en" if language == "fr" else "fr"
        self.editor, self.moderator = client_of(partner, Role.EDITOR), client_of(partner, Role.MODERATOR)
        # Into French, editors translate.
        self.translator = client_of(partner, Role.TRANSLATOR if language == "fr" else Role.EDITOR)
        self.administrator, self.board = Client(), Client()
        self.administrator.force_login(UserFactory(administrator=True))
        self.board.force_login(UserFactory(board=True))
        self.with_board = with_board

    @property
    def original(self) -> ArticlePage:
        return ArticlePage.objects.get(slug="une-vie", locale__language_code=self.language)

    @property
    def translation(self) -> ArticlePage:
        return ArticlePage.objects.get(translation_key=self.original.translation_key, locale__language_code=self.other)

    def create(self, title: str) -> None:
        area = PartnerPage.objects.get(partner=self.partner, locale__language_code=self.language)
        form = nested_form_data(
            {
                "title": title,
                "slug": "une-vie",
                "summary": "Résumé d’une vie.",
                "kind": ArticleKind.INTELLIGENCE_BRIEF.value,
                "body": streamfield([]),
                "sources": inline_formset([]),
                "report_items": inline_formset([]),
                "comments": inline_formset([]),
            }
        )
        address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", area.pk])
        assert self.editor.post(address, form | {"action-submit": "1"}).status_code == 302

    def rewrite(self, title: str, **fields: str) -> None:
        """The editor changes the original, and submits it."""
        page = self.original.get_latest_revision_as_object()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = edit_form(page, title=title, **fields, **{"action-submit": "1"})
        assert self.editor.post(address, form).status_code == 302

    def translate(self, title: str) -> None:
        """The translator says everything anew, and submits it."""
        translation = start(self.translator, self.original, self.other)
        put_all_strings(self.translator, translation)
        put_string(self.translator, translation, "title", title)
        submit(self.translator, translation)

    def approve(self, page: Page) -> None:
        """By the moderator, and, where it is a step, by the board; the public sees nothing in between."""
        if self.with_board:
            before = self.read(page)
            decide(self.moderator, page, "approve")
            assert self.read(page) == before
            decide(self.board, page, "approve")
        else:
            decide(self.moderator, page, "approve")

    def withdraw(self, client: Client) -> None:
        address = reverse("partners:withdraw", args=[self.original.pk])
        client.post(address, {"languages": [self.language, self.other], "reason": "À revoir."})

    def read(self, page: Page) -> tuple[str, str] | None:
        """The title that the public reads at the address of the page, and the notice beside it; None for a 404."""
        response = Client().get(Page.objects.get(pk=page.pk).url)
        if response.status_code == 404:
            return NOT_PUBLIC
        html = response.content.decode()
        heading = html.partition("<h1")[2].partition(">")[2].partition("</h1>")[0].strip()
        notices = {"mirrored": MIRRORED[self.language] in html, "behind": BEHIND[self.language] in html}
        return heading, " ".join(name for name, is_there in notices.items() if is_there)


@pytest.mark.parametrize("with_board", [False, True], ids=["one step", "two steps"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_first_draft_to_the_end(crim: Partner, aqt: Partner, language: str, with_board: bool) -> None:
    crim.needs_board_approval = with_board
    crim.save()
    set_up_partner(crim)
    life = Life(crim, language, with_board=with_board)

    life.create("Un titre")
    assert life.read(life.original) is NOT_PUBLIC
    assert not ArticlePage.objects.filter(locale__language_code=life.other, slug="une-vie").exists()

    decide(life.moderator, life.original, "reject", "Un autre titre, peut-être.")
    assert life.read(life.original) is NOT_PUBLIC
    life.rewrite("Un meilleur titre")
    assert life.read(life.original) is NOT_PUBLIC

    life.approve(life.original)
    assert life.read(life.original) == ("Un meilleur titre", "")
    assert life.read(life.translation) == ("Un meilleur titre", "mirrored")

    life.translate("A title")
    assert life.read(life.translation) == ("Un meilleur titre", "mirrored")
    decide(life.moderator, life.translation, "reject", "Another title, perhaps.")
    assert life.read(life.translation) == ("Un meilleur titre", "mirrored")
    life.translate("A better title")
    assert life.read(life.translation) == ("Un meilleur titre", "mirrored")

    life.approve(life.translation)
    assert life.read(life.translation) == ("A better title", "")
    assert life.read(life.original) == ("Un meilleur titre", "")
    assert freshness_of(life.translation) is Freshness.CURRENT

    life.rewrite("Un meilleur titre!", is_minor_edit="on")
    assert life.read(life.original) == ("Un meilleur titre", "")
    life.approve(life.original)
    assert life.read(life.original) == ("Un meilleur titre!", "")
    assert life.read(life.translation) == ("A better title", "")

    life.rewrite("Tout autre chose")
    life.approve(life.original)
    assert life.read(life.original) == ("Tout autre chose", "")
    assert life.read(life.translation) == ("A better title", "behind")

    life.translate("Something else")
    assert life.read(life.translation) == ("A better title", "behind")
    life.approve(life.translation)
    assert life.read(life.translation) == ("Something else", "")

    life.withdraw(life.moderator)
    assert (life.read(life.original), life.read(life.translation)) == (NOT_PUBLIC, NOT_PUBLIC)

    life.rewrite("Tout autre chose")
    life.approve(life.original)
    assert life.read(life.original) == ("Tout autre chose", "")
    assert life.read(life.translation) is NOT_PUBLIC
    life.translate("Something else")
    life.approve(life.translation)
    assert life.read(life.translation) == ("Something else", "")

    elsewhere = PartnerPage.objects.get(partner=aqt, locale__language_code=language)
    life.administrator.post(reverse("wagtailadmin_pages:move_confirm", args=[life.original.pk, elsewhere.pk]))
    for page in (life.original, life.translation):
        assert page.partner == aqt
        assert "/aqt/" in page.url
    assert life.read(life.original) == ("Tout autre chose", "")
    assert life.read(life.translation) == ("Something else", "")

    host = client_of(aqt, Role.MODERATOR)
    life.withdraw(host)
    key = life.original.translation_key
    host.post(reverse("wagtailadmin_pages:delete", args=[life.original.pk]))
    assert not Page.objects.filter(translation_key=key).exists()
