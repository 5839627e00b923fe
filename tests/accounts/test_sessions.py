"""A change of the password or of the second factor ends the sessions that began before, wherever they are."""

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import services
from core.models import User
from tests.accounts.steps import (
    ENROL,
    REMOVE,
    code_for,
    code_of,
    come_in,
    enrolled,
    give_code,
    give_password,
    is_in,
    shown_key,
)
from tests.factories.people import PASSWORD


@pytest.fixture
def elsewhere(editor: User) -> Client:
    """A session on another computer."""
    client = Client()
    give_password(client, editor.email)
    assert is_in(client)
    return client


def test_adding_a_phone_ends_the_others(editor: User, client: Client, elsewhere: Client) -> None:
    give_password(client, editor.email)
    client.post(ENROL, {"code": code_for(shown_key(client))})
    assert is_in(client)
    assert not is_in(elsewhere)
    # Not only the step is missing there: the password is asked for as well.
    assert elsewhere.get(ENROL)["Location"].startswith("/admin/login/")


def test_removing_it_ends_the_others(editor: User, client: Client) -> None:
    enrolled(editor)
    other = Client()
    come_in(client, editor)
    come_in(other, editor)
    client.post(REMOVE, {"proof": PASSWORD})
    assert is_in(client)
    assert not is_in(other)


def test_another_phone_ends_the_others(editor: User, client: Client) -> None:
    enrolled(editor)
    other = Client()
    come_in(client, editor)
    come_in(other, editor)
    client.post(ENROL, {"code": code_for(shown_key(client)), "proof": PASSWORD})
    assert is_in(client)
    assert not is_in(other)


def test_a_reset_by_an_administrator_ends_all(editor: User, client: Client) -> None:
    enrolled(editor)
    come_in(client, editor)
    services.remove(editor, by=None)
    assert not is_in(client)


def test_a_new_password_ends_the_others(editor: User, client: Client, elsewhere: Client) -> None:
    editor.set_password("another-password-for-tests")
    editor.save()
    assert not is_in(elsewhere)


def test_new_recovery_codes_end_none(editor: User, client: Client) -> None:
    enrolled(editor)
    come_in(client, editor)
    services.renew_codes(editor)
    assert is_in(client)


def test_the_key_changes_with_each_step(editor: User, client: Client) -> None:
    enrolled(editor)
    client.get("/admin/login/")
    keys = {client.session.session_key}
    give_password(client, editor.email)
    keys.add(client.session.session_key)
    TOTPDevice.objects.filter(user=editor).update(last_t=-1)
    give_code(client, code_of(editor))
    keys.add(client.session.session_key)
    assert len(keys) == 3
