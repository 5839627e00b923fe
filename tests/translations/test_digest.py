"""Once a day, people hear by mail what waits for them, in their language and no oftener than they wish."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from articles.models import ArticlePage
from core.models import User
from partners.models import Partner
from partners.roles import Role
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import client_of, decide, english, put_all_strings, start, submit
from translations.digest import MOST, send_due

TORONTO = ZoneInfo("America/Toronto")
MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=TORONTO)
TUESDAY = MONDAY + dt.timedelta(days=1)


def waiting(partner: Partner, title: str = "Titre soumis") -> ArticlePage:
    editor = UserFactory(role=(partner, Role.EDITOR))
    page = ArticlePageFactory(partner=partner, title=title, owner=editor)
    page.get_workflow().start(page, editor)
    return page


def written_to(person: User) -> list[str]:
    return [message.body for message in mail.outbox if message.to == [person.email]]


@pytest.fixture
def moderator(crim: Partner) -> User:
    return UserFactory(role=(crim, Role.MODERATOR))


def test_moderators_hear_what_waits_for_their_decision(crim: Partner, aqt: Partner, moderator: User) -> None:
    page, other = waiting(crim), waiting(aqt, "Titre d’ailleurs")
    mail.outbox.clear()

    send_due(TUESDAY)

    (body,) = written_to(moderator)
    assert "Titre soumis (français)" in body
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in body
    assert other.title not in body
    (message,) = [message for message in mail.outbox if message.to == [moderator.email]]
    assert message.subject == "Ce qui vous attend"
    assert "Titre soumis" in message.alternatives[0][0]


def test_whoever_was_asked_for_changes_hears_of_it(crim: Partner) -> None:
    page = waiting(crim)
    decide(client_of(crim, Role.MODERATOR), page, "reject", "Un mot manque.")
    mail.outbox.clear()
    send_due(TUESDAY)
    (body,) = written_to(page.owner)
    assert "Titre soumis" in body.partition("Des modifications sont demandées")[2]


def test_editors_hear_what_lacks_french(crim: Partner) -> None:
    editor, translator = (UserFactory(role=(crim, role)) for role in (Role.EDITOR, Role.TRANSLATOR))
    ArticlePageFactory(partner=crim, language="en", title="Only in English", published=True)
    ArticlePageFactory(partner=crim, title="En français seulement", published=True)
    mail.outbox.clear()
    send_due(MONDAY)
    (body,) = written_to(editor)
    assert "Only in English (français)" in body
    assert "En français seulement" not in body
    assert written_to(translator) == []


def test_translators_hear_what_is_behind(crim: Partner) -> None:
    translator = UserFactory(role=(crim, Role.TRANSLATOR))
    client = Client()
    client.force_login(translator)
    original = ArticlePageFactory(partner=crim, title="Titre d’origine", published=True)
    translation = start(client, original)
    put_all_strings(client, translation)
    submit(client, translation)
    decide(client_of(crim, Role.MODERATOR), english(original), "approve")
    mail.outbox.clear()
    send_due(MONDAY)
    assert written_to(translator) == []

    changed = ArticlePage.objects.get(pk=original.pk)
    changed.summary = "Un autre résumé."
    changed.save_revision().publish()
    mail.outbox.clear()
    send_due(TUESDAY)
    (body,) = written_to(translator)
    assert "English: Titre d’origine (anglais)" in body


def test_it_is_in_the_readers_language(crim: Partner, moderator: User) -> None:
    UserProfile.objects.create(user=moderator, preferred_language="en")
    waiting(crim)
    mail.outbox.clear()
    send_due(TUESDAY)
    assert "For your decision" in written_to(moderator)[0]


def test_it_comes_once_a_day_and_not_at_night(crim: Partner, moderator: User) -> None:
    waiting(crim)
    mail.outbox.clear()
    assert send_due(TUESDAY.replace(hour=6, minute=59)) == 0
    for _ in range(2):
        send_due(TUESDAY)
    assert len(written_to(moderator)) == 1
    send_due(TUESDAY + dt.timedelta(days=1))
    assert len(written_to(moderator)) == 2


def test_nothing_waits_nothing_is_sent(moderator: User) -> None:
    assert send_due(TUESDAY) == 0
    assert mail.outbox == []


def test_weekly_and_never_are_respected_and_set_in_the_account(crim: Partner, moderator: User) -> None:
    waiting(crim)
    mail.outbox.clear()
    client = Client()
    client.force_login(moderator)
    page = client.get(reverse("wagtailadmin_account"))
    assert "Résumé par courriel" in page.content.decode()
    form = {"notifications-submitted_notifications": "on", "name_email-first_name": "A", "name_email-last_name": "B"}
    form |= {"locale-preferred_language": "fr", "locale-current_time_zone": "America/Toronto"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form |= {"name_email-email": moderator.email}

    client.post(reverse("wagtailadmin_account"), form | {"digest-digest_frequency": "weekly"})
    send_due(TUESDAY)
    assert written_to(moderator) == []
    send_due(MONDAY + dt.timedelta(days=7))
    assert len(written_to(moderator)) == 1

    client.post(reverse("wagtailadmin_account"), form | {"digest-digest_frequency": "never"})
    send_due(MONDAY + dt.timedelta(days=14))
    assert len(written_to(moderator)) == 1


def test_a_long_list_is_cut_and_says_so(crim: Partner, moderator: User) -> None:
    for number in range(MOST + 2):
        waiting(crim, f"Titre n° {number}.")
    mail.outbox.clear()
    send_due(TUESDAY)
    (body,) = written_to(moderator)
    assert "Titre n° 0." in body
    assert f"Titre n° {MOST}." not in body
    assert "et 2 autres" in body


def test_two_at_once_write_once(committed_database: None) -> None:
    crim = Partner.objects.get(key="crim")
    moderators = [UserFactory(role=(crim, Role.MODERATOR)) for _ in range(8)]
    waiting(crim)
    mail.outbox.clear()
    barrier = threading.Barrier(4)

    def run() -> None:
        barrier.wait()
        try:
            send_due(TUESDAY)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [len(written_to(person)) for person in moderators] == [1] * 8
