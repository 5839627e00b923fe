"""A translation is public when the partner's moderator has approved it, and not before."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import client_of, decide, english, put_string, start, submit


@pytest.fixture
def translator(crim: Partner) -> Client:
    return client_of(crim, Role.TRANSLATOR)


@pytest.fixture
def moderator(crim: Partner) -> Client:
    return client_of(crim, Role.MODERATOR)


@pytest.fixture
def original(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Titre français", summary="Résumé français.", published=True)


def public_text(page: ArticlePage) -> str:
    return Client().get(english(page).url).content.decode()


def test_from_the_mirror_to_the_approved_translation(
    original: ArticlePage, translator: Client, moderator: Client
) -> None:
    translation = start(translator, original)
    assert "Titre français" in public_text(original)
    assert "Available in French only" in public_text(original)

    assert put_string(translator, translation, "title", "English title") == 201
    assert put_string(translator, translation, "summary", "English summary.") == 201
    assert submit(translator, translation) == 302
    assert "English title" not in public_text(original)
    assert english(original).workflow_in_progress

    decide(moderator, english(original), "reject", "Un mot manque.")
    assert "English title" not in public_text(original)
    put_string(translator, translation, "title", "Better English title")
    submit(translator, translation)
    assert english(original).workflow_in_progress

    decide(moderator, english(original), "approve")
    text = public_text(original)
    assert "Better English title" in text
    assert "Available in French only" not in text
    assert "Titre français" in Client().get(original.url).content.decode()


def test_a_public_translation_stays_until_its_correction_is_approved(
    original: ArticlePage, translator: Client, moderator: Client
) -> None:
    translation = start(translator, original)
    put_string(translator, translation, "title", "First title")
    submit(translator, translation)
    decide(moderator, english(original), "approve")

    put_string(translator, translation, "title", "Second title")
    submit(translator, translation)
    assert "First title" in public_text(original)

    decide(moderator, english(original), "approve")
    assert "Second title" in public_text(original)


def test_only_those_who_may_are_offered_the_way_back_to_a_mirror(
    original: ArticlePage, translator: Client, moderator: Client
) -> None:
    start(translator, original)
    edit = reverse("wagtailadmin_pages:edit", args=[english(original).pk])
    back = reverse("wagtail_localize:convert_to_alias", args=[english(original).pk])
    assert back not in translator.get(edit).content.decode()
    assert back in moderator.get(edit).content.decode()


def test_the_editor_offers_what_can_be_done(original: ArticlePage, translator: Client, moderator: Client) -> None:
    translation = start(translator, original)
    edit = reverse("wagtailadmin_pages:edit", args=[english(original).pk])
    assert reverse("translations:submit", args=[translation.pk]) in translator.get(edit).content.decode()

    submit(translator, translation)
    assert reverse("translations:submit", args=[translation.pk]) not in translator.get(edit).content.decode()
    state = english(original).current_workflow_task_state
    for action in ("approve", "reject"):
        address = reverse("wagtailadmin_pages:workflow_action", args=[english(original).pk, action, state.pk])
        assert address in moderator.get(edit).content.decode()
        assert address not in translator.get(edit).content.decode()


@pytest.mark.parametrize("how", ["in moderation", "locked"])
def test_nothing_changes_while_it_is_locked(
    crim: Partner, original: ArticlePage, translator: Client, moderator: Client, how: str
) -> None:
    translation = start(translator, original)
    put_string(translator, translation, "title", "Submitted title")
    page = english(original)
    if how == "locked":
        moderator.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    else:
        submit(translator, translation)
    before = list(StringTranslation.objects.values_list("pk", "data"))

    assert put_string(translator, translation, "title", "Changed title") == 423
    for name in ("upload_pofile", "machine_translate", "stop_translation"):
        translator.post(reverse(f"wagtail_localize:{name}", args=[translation.pk]))
    translator.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))
    translator.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"localize-restart-translation": "1"})
    submit(translator, translation)

    assert list(StringTranslation.objects.values_list("pk", "data")) == before
    assert Translation.objects.get(pk=translation.pk).enabled
    assert english(original).alias_of_id is None


def test_a_draft_is_translated_before_it_is_public(crim: Partner, moderator: Client) -> None:
    draft = ArticlePageFactory(partner=crim, title="Brouillon")
    editor = client_of(crim, Role.EDITOR)
    translation = start(editor, draft)
    put_string(editor, translation, "title", "Draft")
    submit(editor, translation)
    decide(moderator, english(draft), "approve")

    assert english(draft).live
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_the_original_is_mirrored_while_its_translation_waits(crim: Partner, moderator: Client) -> None:
    draft = ArticlePageFactory(partner=crim, title="Titre français", owner=UserFactory(role=(crim, Role.EDITOR)))
    editor = client_of(crim, Role.EDITOR)
    translation = start(editor, draft)
    put_string(editor, translation, "title", "English title")
    submit(editor, translation)
    draft.get_workflow().start(draft, draft.owner)
    decide(moderator, draft, "approve")

    text = public_text(draft)
    assert "Titre français" in text
    assert "Available in French only" in text
    assert english(draft).draft_title == "English title"

    decide(moderator, english(draft), "approve")
    text = public_text(draft)
    assert "English title" in text
    assert "Available in French only" not in text


def test_markup_that_the_original_does_not_hold_is_refused(original: ArticlePage, translator: Client) -> None:
    translation = start(translator, original)
    assert put_string(translator, translation, "title", "<script>alert(1)</script>") == 400
    assert not StringTranslation.objects.filter(data__contains="script").exists()
