"""Who is not logged in sends forms so often only, and fills nobody's mailbox."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.throttling import FORMS_OF_STRANGERS, MAILS_TO_ONE_PERSON
from tests.factories import UserFactory

RESET, INVITATION = "/admin/password_reset/", "/admin/invitation/MQ/set-password/"


def ask(client: Client, email: str, **extra: Any) -> Any:
    return client.post(RESET, {"email": email}, **extra)


def test_a_mailbox_gets_three_of_them_an_hour(db: None, client: Client) -> None:
    person = UserFactory()
    answers = [ask(client, person.email) for _ in range(5)]
    assert len(mail.outbox) == MAILS_TO_ONE_PERSON.times
    # Nothing tells whoever asked.
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{RESET}done/")}


def test_another_persons_mail_still_goes(db: None, client: Client) -> None:
    first, second = UserFactory(), UserFactory()
    for _ in range(5):
        ask(client, first.email)
    ask(client, second.email)
    assert mail.outbox[-1].to == [second.email]


@pytest.mark.parametrize("address", [RESET, INVITATION])
def test_an_address_sends_a_form_so_often_only(db: None, client: Client, address: str) -> None:
    for _ in range(FORMS_OF_STRANGERS.times):
        assert client.post(address, {"email": "nobody@example.org"}).status_code != 429
    response = client.post(address, {"email": "nobody@example.org"})
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert client.get(address).status_code == 200
    assert client.post(address, {"email": "nobody@example.org"}, REMOTE_ADDR="203.0.113.9").status_code != 429


def test_a_cache_that_is_down_keeps_nobody_out(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.incr", refuse)
    person = UserFactory()
    assert ask(client, person.email).status_code == 302
    assert len(mail.outbox) == 1
