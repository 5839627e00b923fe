"""Deleting, moving, reordering and unpublishing reach the other language, where the person may, and say so before."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from treebeard.mp_tree import MP_Node
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from articles.models import ArticlePage
from core.models import User
from home.demo.translating import start_translation
from home.models import HomePage, PlainPage
from partners.models import Partner, PartnerPage
from partners.roles import Role
from partners.services.members import give_role
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import client_of, english
from translations import cascades, services
from translations.freshness import Freshness, freshness_of
from translations.models import PublishedText


def of(page: Page, language: str = "en") -> Page | None:
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code=language).first()


def status(address: str) -> int:
    return Client().get(address).status_code


def translate(page: ArticlePage, *, publish: bool) -> ArticlePage:
    """The English version of `page`, by a translator."""
    words = {"title": "English title", "slug": "english", "summary": "A summary."}
    locale = Locale.objects.get(language_code="en")
    services.start_translation(page, locale, None)
    draft = services.save_translation_draft(start_translation(page, words, locale, None), None)
    if publish:
        draft.publish()
    return english(page)


def area(partner: Partner, language: str = "fr") -> PartnerPage:
    return PartnerPage.objects.get(partner=partner, locale__language_code=language)


def reading_english(person: User) -> Client:
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(person)
    return client


def said(client: Client, address: str) -> str:
    """What the screen of confirmation says."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def delete(client: Client, page: Page) -> int:
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code


def move_address(page: Page, destination: Page) -> str:
    return reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])


def bulk_address(action: str, *pages: Page) -> str:
    query = urlencode({"id": [page.pk for page in pages]}, doseq=True)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{query}"


def told(client: Client) -> str:
    """The messages on the next screen."""
    return client.get(reverse("wagtailadmin_home")).content.decode()


def reorder(client: Client, page: Page, position: int) -> int:
    address = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    return client.post(f"{address}?position={position}").status_code


def order(partner: Partner, language: str, pages: list[ArticlePage]) -> list[int]:
    """The places in `pages` of what stands in the partner's area, in its order there."""
    keys = [page.translation_key for page in pages]
    below = area(partner, language).get_children().values_list("translation_key", flat=True)
    return [keys.index(key) for key in below if key in keys]


@pytest.fixture
def administrator(db: None) -> Client:
    return reading_english(UserFactory(administrator=True))


def english_client(partner: Partner, role: Role, *more: Partner) -> Client:
    """A person with that role, in further partners too."""
    person = UserFactory(role=(partner, role))
    for other in more:
        give_role(other, person, role)
    return reading_english(person)


# Deleting


def test_the_mirror_is_deleted_with_its_original(crim: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    addresses = [page.url, english(page).url]
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "English: the mirror is deleted as well" in said(administrator, address)
    assert [status(address) for address in addresses] == [200, 200]

    assert delete(administrator, page) == 302

    assert "English: the mirror is deleted as well" in told(administrator)
    assert [status(address) for address in addresses] == [404, 404]
    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_code_that_deletes_an_original_deletes_its_mirror(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    address = english(page).url
    page.delete()
    assert status(address) == 404
    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_an_editor_deletes_a_draft_with_its_draft_translation(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    translate(page, publish=False)
    editor = english_client(crim, Role.EDITOR)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "English: this version is deleted as well" in said(editor, address)

    assert delete(editor, page) == 302

    assert "English: this version is deleted as well" in told(editor)
    assert not Page.objects.filter(translation_key=page.translation_key).exists()
    assert not TranslationSource.objects.filter(object_id=page.translation_key).exists()


def test_a_public_translation_outlives_its_original_and_becomes_one(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    page.unpublish()
    moderator = english_client(crim, Role.MODERATOR)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "English: this version stays, because it is public" in said(moderator, address)

    assert delete(moderator, page) == 302

    assert "English: this version stays, because it is public" in told(moderator)
    assert status(translation.url) == 200
    assert freshness_of(translation) is Freshness.ORIGINAL
    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()
    # The ordinary editor opens, not that of translations.
    editing = moderator.get(reverse("wagtailadmin_pages:edit", args=[translation.pk]))
    assert editing.status_code == 200
    assert 'id="id_title"' in editing.content.decode()
    # Its next publication gives it a mirror of its own.
    translation.get_latest_revision().publish()
    assert of(translation, "fr") is not None


@pytest.mark.parametrize("role", Role)
def test_nobody_deletes_what_is_another_partners(crim: Partner, aqt: Partner, role: Role) -> None:
    page = ArticlePageFactory(partner=crim)
    translate(page, publish=False)
    assert delete(english_client(aqt, role), page) == 404
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2


def test_a_version_that_the_person_may_not_delete_stays(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    translation = translate(page, publish=False)
    # As it is left behind when somebody moves one version who may not move the other.
    MP_Node.move(Page.objects.get(pk=translation.pk), Page.objects.get(pk=area(aqt, "en").pk), "last-child")
    editor = english_client(crim, Role.EDITOR)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "English: this version stays, because you may not delete it" in said(editor, address)

    assert delete(editor, page) == 302

    assert Page.objects.filter(pk=translation.pk).exists()


def test_deleting_a_translation_brings_the_mirror_back(crim: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, title="Titre français", published=True)
    translation = translate(page, publish=True)
    address = reverse("wagtailadmin_pages:delete", args=[translation.pk])
    assert "English: a mirror of the original takes its place" in said(administrator, address)

    delete(administrator, translation)

    assert status(page.url) == 200
    mirrored = english(page)
    assert mirrored.alias_of_id == page.pk
    assert "Titre français" in Client().get(mirrored.url).content.decode()


def test_the_mirror_of_a_public_page_is_not_deleted_alone(crim: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    mirrored = english(page)

    assert delete(administrator, mirrored) == 302
    assert "comes and goes with it" in told(administrator)
    administrator.post(bulk_address("delete", mirrored))
    assert "comes and goes with it" in told(administrator)

    assert status(mirrored.url) == 200


def test_what_another_language_wrote_below_a_mirror_is_not_lost(administrator: Client) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    about = home.add_child(instance=PlainPage(title="Sujet", slug="sujet", locale=home.locale, live=False))
    about.save_revision().publish()
    mirrored = of(about)
    own = mirrored.add_child(instance=PlainPage(title="Only here", slug="only", locale=mirrored.locale, live=False))
    own.save_revision().publish()
    address = Page.objects.get(pk=own.pk).url
    mirror_address = mirrored.url
    confirmation = reverse("wagtailadmin_pages:delete", args=[about.pk])
    assert "becomes a draft of its own, because other pages stand below it" in said(administrator, confirmation)

    delete(administrator, about)

    assert (status(address), status(mirror_address)) == (200, 404)
    left = Page.objects.get(pk=mirrored.pk)
    assert (left.alias_of_id, left.live) == (None, False)


def test_of_two_translations_one_becomes_the_original(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    german = Locale.objects.create(language_code="de")
    page.unpublish()
    third = ArticlePage.objects.get(pk=page.pk)
    copied = area(crim, "en").add_child(
        instance=ArticlePage(
            title="Deutsch", slug="deutsch", locale=german, translation_key=third.translation_key, live=False
        )
    )
    copied.save_revision().publish()
    assert PublishedText.objects.get(page=copied.pk).original_id == page.pk

    page.delete()

    assert PublishedText.objects.get(page=translation.pk).original_id is None
    assert PublishedText.objects.get(page=copied.pk).original_id == translation.pk


def test_bulk_deletion_takes_mirrors_along_and_may_name_them_too(crim: Partner, administrator: Client) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(2)]
    mirrored = english(pages[0])
    addresses = [page.url for page in pages] + [english(page).url for page in pages]
    assert [status(address) for address in addresses] == [200] * 4
    confirmation = said(administrator, bulk_address("delete", *pages))
    assert f"“{pages[1].title}”, English: the mirror is deleted as well" in confirmation

    assert administrator.post(bulk_address("delete", *pages, mirrored)).status_code == 302

    assert "the mirror is deleted as well" in told(administrator)
    assert [status(address) for address in addresses] == [404] * 4


# Moving


def test_an_editor_of_both_moves_a_draft_with_its_translation(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim)
    translation = translate(page, publish=False)
    editor = english_client(crim, Role.EDITOR, aqt)
    assert "English: this version moves along" in said(editor, move_address(page, area(aqt)))

    assert editor.post(move_address(page, area(aqt))).status_code == 302

    assert "English: this version moves along" in told(editor)
    assert Page.objects.get(pk=translation.pk).get_parent() == area(aqt, "en").page_ptr
    assert ArticlePage.objects.get(pk=translation.pk).partner == aqt


def test_a_translation_that_the_person_may_not_move_stays(crim: Partner, aqt: Partner) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    address = translation.url
    page.unpublish()
    editor = english_client(crim, Role.EDITOR, aqt)
    reason = "English: this version stays where it is, because you may not move it there"
    assert reason in said(editor, move_address(page, area(aqt)))

    assert editor.post(move_address(page, area(aqt))).status_code == 302

    assert reason in told(editor)
    assert Page.objects.get(pk=page.pk).get_parent() == area(aqt).page_ptr
    assert (Page.objects.get(pk=translation.pk).url, status(address)) == (address, 200)


def test_a_public_page_moves_with_its_mirror(crim: Partner, aqt: Partner, administrator: Client) -> None:
    ArticlePageFactory(partner=aqt, slug="pris", published=True, language="en")
    page = ArticlePageFactory(partner=crim, slug="pris", published=True)
    # The mirror of the English page has the address.
    Page.objects.child_of(area(aqt)).get(slug="pris").specific.delete()
    before = english(page).url
    assert "English: the mirror moves along" in said(administrator, move_address(page, area(aqt)))

    administrator.post(move_address(page, area(aqt)))

    assert "English: the mirror moves along" in told(administrator)
    after = english(page)
    assert after.url == "/en/partners/aqt/pris-1/"
    assert status(after.url) == 200
    assert status(before) in (301, 404)
    assert after.partner == aqt


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_text_moves_whichever_version_is_moved(
    crim: Partner, aqt: Partner, administrator: Client, language: str
) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translate(page, publish=True)
    administrator.post(move_address(of(page, language), area(aqt, language)))
    assert [status(of(page, each).url) for each in ("fr", "en")] == [200, 200]
    assert [of(page, each).get_parent().specific.partner for each in ("fr", "en")] == [aqt, aqt]


def test_bulk_moves_take_the_other_language_along(crim: Partner, aqt: Partner, administrator: Client) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(2)]
    translate(pages[0], publish=True)
    confirmation = said(administrator, bulk_address("move", *pages))
    assert f"“{pages[0].title}”, English: this version moves along" in confirmation
    assert f"“{pages[1].title}”, English: the mirror moves along" in confirmation

    administrator.post(bulk_address("move", *pages), {"chooser": area(aqt).pk})

    assert "this version moves along" in told(administrator)
    for page in pages:
        assert english(page).url.startswith("/en/partners/aqt/")
        assert status(english(page).url) == 200


def test_a_mirror_is_not_moved_alone(crim: Partner, aqt: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    mirrored = english(page)
    administrator.post(move_address(mirrored, area(aqt, "en")))
    assert "stands where its original does" in told(administrator)
    administrator.post(bulk_address("move", mirrored), {"chooser": area(aqt, "en").pk})
    assert english(page).url == mirrored.url
    assert status(mirrored.url) == 200


def test_a_page_stays_in_the_tree_of_its_language(crim: Partner, administrator: Client) -> None:
    """Elsewhere it would be published there in its own language, without a notice."""
    page = ArticlePageFactory(partner=crim)
    administrator.post(move_address(page, area(crim, "en")))
    assert "stays in the tree of its language" in told(administrator)
    administrator.post(bulk_address("move", page), {"chooser": area(crim, "en").pk})
    editor = english_client(crim, Role.EDITOR)
    copying = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": area(crim, "en").pk}
    editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copying)

    assert Page.objects.get(pk=page.pk).url == page.url
    assert not Page.objects.child_of(area(crim, "en")).filter(slug="copie").exists()


# Order


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_other_language_follows_the_order(crim: Partner, language: str) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(4)]
    translate(pages[1], publish=True)
    moderator = english_client(crim, Role.MODERATOR)
    assert order(crim, "en", pages) == [0, 1, 2, 3]

    assert reorder(moderator, of(pages[3], language), 1) == 200
    assert order(crim, "fr", pages) == order(crim, "en", pages) == [0, 3, 1, 2]
    assert reorder(moderator, of(pages[0], language), 3) == 200
    assert order(crim, "fr", pages) == order(crim, "en", pages) == [3, 1, 2, 0]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_who_may_not_reorder_changes_no_order(crim: Partner, role: Role) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(2)]
    assert reorder(client_of(crim, role), pages[1], 0) in (302, 403)
    assert order(crim, "fr", pages) == order(crim, "en", pages) == [0, 1]


def test_pages_that_are_published_in_another_order_are_mirrored_in_their_own(crim: Partner) -> None:
    pages = [ArticlePageFactory(partner=crim) for _ in range(3)]
    for page in reversed(pages):
        page.get_latest_revision().publish()
    assert order(crim, "en", pages) == [0, 1, 2]


# Unpublishing


def test_an_original_is_unpublished_with_its_translation(crim: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert "English: this version is withdrawn as well" in said(administrator, address)

    administrator.post(address)

    assert "English: this version is withdrawn as well" in told(administrator)
    assert (status(page.url), status(translation.url)) == (404, 404)


def test_a_translation_is_unpublished_alone(crim: Partner, administrator: Client) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    administrator.post(reverse("wagtailadmin_pages:unpublish", args=[translation.pk]))
    assert (status(page.url), status(translation.url)) == (200, 404)


def test_a_locked_translation_stays_public(crim: Partner) -> None:
    """Nobody but an administrator may unpublish, and an administrator may not while somebody locked the page."""
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    locker = UserFactory(role=(crim, Role.MODERATOR))
    Page.objects.filter(pk=translation.pk).update(locked=True, locked_by=locker)
    client = reading_english(UserFactory(administrator=True))
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert "English: this version stays public" in said(client, address)
    client.post(address)
    assert (status(page.url), status(translation.url)) == (404, 200)


def test_bulk_unpublishing_reaches_the_other_language(crim: Partner, administrator: Client) -> None:
    pages = [ArticlePageFactory(partner=crim, published=True) for _ in range(2)]
    translation = translate(pages[0], publish=True)
    mirrored = english(pages[1])
    confirmation = said(administrator, bulk_address("unpublish", *pages))
    assert f"“{pages[0].title}”, English: this version is withdrawn as well" in confirmation
    assert f"“{pages[1].title}”, English: the mirror is withdrawn as well" in confirmation

    administrator.post(bulk_address("unpublish", *pages))

    assert [status(page.url) for page in (*pages, translation, mirrored)] == [404] * 4


def test_the_pages_below_take_their_other_language_along(administrator: Client) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    above = home.add_child(instance=PlainPage(title="Sujet", slug="sujet", locale=home.locale, live=False))
    above.save_revision().publish()
    below = above.add_child(instance=PlainPage(title="Détail", slug="detail", locale=home.locale, live=False))
    below.save_revision().publish()
    services.start_translation(below, Locale.objects.get(language_code="en"), None)
    of(below).specific.save_revision().publish()
    addresses = ["/fr/sujet/", "/fr/sujet/detail/", "/en/sujet/", "/en/sujet/detail/"]
    assert [status(address) for address in addresses] == [200] * 4
    address = reverse("wagtailadmin_pages:unpublish", args=[above.pk])
    assert "The pages below take their other languages along" in said(administrator, address)

    administrator.post(address, {"include_descendants": "on"})

    assert [status(address) for address in addresses] == [404] * 4


def test_nothing_is_done_when_a_part_of_it_fails(
    crim: Partner, aqt: Partner, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ArticlePageFactory(partner=crim, published=True)
    translation = translate(page, publish=True)
    before = [page.url, translation.url]

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    for action, address, form in (
        ("move_below", move_address(page, area(aqt)), {}),
        ("move_below", bulk_address("move", page), {"chooser": area(aqt).pk}),
        ("DeletePageAction", reverse("wagtailadmin_pages:delete", args=[page.pk]), {}),
        ("UnpublishPageAction", reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {}),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(cascades, action, fail)
            with pytest.raises(RuntimeError):
                administrator.post(address, form)
        assert [of(page, language).url for language in ("fr", "en")] == before
        assert [status(url) for url in before] == [200, 200]


# The slug


def test_the_mirror_follows_the_slug(crim: Partner) -> None:
    page = ArticlePageFactory(partner=crim, slug="ancien", published=True)
    page.slug = "nouveau"
    page.save_revision().publish()
    assert english(page).url == "/en/partners/crim/nouveau/"
    assert status(english(page).url) == 200
