"""The workflow writes to whoever has something to do or to know, in their language, as text and as HTML alike."""

import datetime as dt

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from core.models import User
from partners.models import Partner
from partners.roles import Role
from partners.services import set_up_partner
from tests.factories import ArticlePageFactory, UserFactory

TITLE = "Des capteurs sobres"


def person(partner: Partner, role: Role, language: str = "fr") -> User:
    user = UserFactory(role=(partner, role))
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


@pytest.fixture
def editor(crim: Partner) -> User:
    return person(crim, Role.EDITOR)


@pytest.fixture
def moderator(crim: Partner) -> User:
    return person(crim, Role.MODERATOR, "en")


def submitted(partner: Partner, editor: User, **fields: object) -> Page:
    page = ArticlePageFactory(partner=partner, owner=editor, title=TITLE, **fields)
    page.get_workflow().start(page, editor)
    return Page.objects.get(pk=page.pk)


def decide(user: User, page: Page, action: str, comment: str = "") -> None:
    client = Client()
    client.force_login(user)
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk]),
        {"comment": comment, "next": "/"},
    )


def mails_to(user: User) -> list[EmailMultiAlternatives]:
    return [message for message in mail.outbox if message.to == [user.email]]


def html_of(message: EmailMultiAlternatives) -> str:
    return message.alternatives[0][0]


def test_moderators_hear_of_what_waits_and_the_submitter_does_not(crim: Partner, editor: User, moderator: User) -> None:
    page = submitted(crim, editor)

    (message,) = mails_to(moderator)
    assert message.subject == f"To decide (French): {TITLE}"
    for text in (message.body, html_of(message)):
        assert TITLE in text
        assert str(editor) in text
        assert f"http://testserver{reverse('wagtailadmin_pages:edit', args=[page.pk])}" in text
    assert 'lang="en"' in html_of(message)
    assert mails_to(editor) == []


def test_the_author_hears_which_changes_are_asked_for(crim: Partner, editor: User, moderator: User) -> None:
    page = submitted(crim, editor)
    mail.outbox.clear()

    decide(moderator, page, "reject", "Ajouter une source.\nEt une date.")

    (message,) = mails_to(editor)
    assert TITLE in message.subject
    assert "Ajouter une source.\nEt une date." in message.body
    assert "Ajouter une source.<br>Et une date." in html_of(message)
    assert 'lang="fr"' in html_of(message)
    assert mails_to(moderator) == []


def test_the_author_hears_that_it_is_public_and_where(crim: Partner, editor: User, moderator: User) -> None:
    page = submitted(crim, editor)
    mail.outbox.clear()

    decide(moderator, page, "approve")

    (message,) = mails_to(editor)
    assert Page.objects.get(pk=page.pk).full_url in message.body


def test_the_author_hears_when_it_will_be_public(crim: Partner, editor: User, moderator: User) -> None:
    day = timezone.make_aware(dt.datetime(2099, 3, 1, 7))
    page = submitted(crim, editor, go_live_at=day)
    mail.outbox.clear()

    decide(moderator, page, "approve")

    assert "1er\u00a0mars\u00a02099" in mails_to(editor)[0].body


def test_the_second_step_writes_to_the_board_and_its_comment_reaches_the_author(
    crim: Partner, editor: User, moderator: User
) -> None:
    crim.needs_board_approval = True
    crim.save()
    set_up_partner(crim)
    board = UserFactory(board=True)
    page = submitted(crim, editor)
    assert mails_to(board) == []

    decide(moderator, page, "approve")
    assert len(mails_to(board)) == 1
    mail.outbox.clear()
    decide(board, page, "reject", "Trop long.")

    assert "Trop long." in mails_to(editor)[0].body


def test_the_board_is_asked_where_nobody_else_may_decide(crim: Partner) -> None:
    only = person(crim, Role.MODERATOR)
    board = UserFactory(board=True)
    page = ArticlePageFactory(partner=crim, owner=only, title=TITLE)
    page.get_workflow().start(page, only)
    assert len(mails_to(board)) == 1


def test_who_does_not_want_a_kind_of_mail_gets_none(crim: Partner, editor: User, moderator: User) -> None:
    UserProfile.objects.filter(user=moderator).update(submitted_notifications=False)
    submitted(crim, editor)
    assert mails_to(moderator) == []


def test_a_mail_host_that_fails_does_not_undo_an_approval(
    crim: Partner, editor: User, moderator: User, settings: object
) -> None:
    page = submitted(crim, editor)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "no.such.backend"

    decide(moderator, page, "approve")

    from django_tasks_db.models import DBTaskResult

    assert Page.objects.get(pk=page.pk).live
    assert DBTaskResult.objects.filter(task_path="core.mail.deliver").count() == 1
