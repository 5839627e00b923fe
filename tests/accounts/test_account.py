"""In their account people see how it stands; what they change there, they prove first."""

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, ngettext, override
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from accounts.second_factor import device_of, recovery_codes_left
from core.models import User
from tests.accounts.steps import (
    ACCOUNT,
    ENROL,
    REMOVE,
    RENEW,
    code_of,
    come_in,
    enrolled,
    give_code,
    give_password,
    is_in,
)
from tests.factories.people import PASSWORD


@pytest.fixture
def codes(editor: User) -> list[str]:
    return enrolled(editor)


def proof_of(person: User, kind: str) -> str:
    TOTPDevice.objects.filter(user=person).update(last_t=-1)
    return {"password": PASSWORD, "code": code_of(person), "nothing": "", "wrong": "not-the-password"}[kind]


def test_the_account_offers_to_add_one(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    text = client.get(ACCOUNT).content.decode()
    assert f'href="{ENROL}?next={ACCOUNT}"' in text
    assert REMOVE not in text


def test_the_account_says_how_many_codes_are_left(editor: User, codes: list[str], client: Client) -> None:
    give_password(client, editor.email)
    give_code(client, codes[0])
    text = client.get(ACCOUNT).content.decode()
    with override("fr"):
        said = ngettext(
            "After your password you are asked for a code from your phone. You have %(left)s recovery code left.",
            "After your password you are asked for a code from your phone. You have %(left)s recovery codes left.",
            9,
        )
    assert said % {"left": 9} in text
    assert {REMOVE, RENEW} <= set(text.split('"'))


def test_saving_the_account_changes_nothing_of_it(editor: User, codes: list[str], client: Client) -> None:
    come_in(client, editor)
    names = {"name_email-first_name": "Lou", "name_email-last_name": "Roy", "name_email-email": editor.email}
    others = {
        "digest-digest_frequency": "daily",
        "locale-preferred_language": "en",
        "theme-theme": "light",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    response = client.post(ACCOUNT, names | others)
    assert response.status_code == 302
    assert User.objects.get(pk=editor.pk).first_name == "Lou"
    assert recovery_codes_left(editor) == 10
    assert is_in(client)


@pytest.mark.parametrize("kind", ["password", "code"])
def test_new_recovery_codes(editor: User, codes: list[str], client: Client, kind: str) -> None:
    come_in(client, editor)
    text = client.post(RENEW, {"proof": proof_of(editor, kind)}).content.decode()
    assert text.count("<code>") == 10
    assert codes[1] not in text
    other = Client()
    give_password(other, editor.email)
    give_code(other, codes[1])
    assert not is_in(other)


@pytest.mark.parametrize("kind", ["password", "code"])
def test_who_needs_none_may_remove_it(editor: User, codes: list[str], client: Client, kind: str) -> None:
    come_in(client, editor)
    mail.outbox.clear()
    assert client.post(REMOVE, {"proof": proof_of(editor, kind)})["Location"] == ACCOUNT
    assert device_of(editor) is None
    assert recovery_codes_left(editor) == 0
    assert is_in(client)
    with override("fr"):
        subject = gettext("The second factor of your account on %(site_name)s was removed")
    assert mail.outbox[0].subject == subject % {"site_name": "Carrefour-TIC"}
    assert ModelLogEntry.objects.filter(action="accounts.second_factor_removed", user=editor).exists()


@pytest.mark.parametrize("address", [REMOVE, RENEW])
@pytest.mark.parametrize("kind", ["nothing", "wrong"])
def test_without_a_proof_nothing_changes(
    editor: User, codes: list[str], client: Client, address: str, kind: str
) -> None:
    come_in(client, editor)
    response = client.post(address, {"proof": proof_of(editor, kind)})
    assert response.status_code == 200
    assert "<code>" not in response.content.decode()
    assert device_of(editor)
    assert recovery_codes_left(editor) == 10


def test_guesses_of_the_password_are_limited_here_too(editor: User, codes: list[str], client: Client) -> None:
    come_in(client, editor)
    for _ in range(5):
        response = client.post(REMOVE, {"proof": "not-the-password"})
    assert response.status_code == 429
    assert client.post(REMOVE, {"proof": PASSWORD}).status_code == 429
    assert device_of(editor)


def test_who_needs_it_keeps_it(moderator: User, client: Client, required: None) -> None:
    enrolled(moderator)
    come_in(client, moderator)
    for method in (client.get, client.post):
        assert method(REMOVE, {"proof": PASSWORD})["Location"] == ACCOUNT
    assert device_of(moderator)
    assert REMOVE not in client.get(ACCOUNT).content.decode()


def test_who_has_none_has_nothing_to_remove_or_renew(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    for address in (REMOVE, RENEW):
        assert client.post(address, {"proof": PASSWORD})["Location"] == ACCOUNT
    assert recovery_codes_left(editor) == 0
    assert mail.outbox == []
