"""Whoever has a second factor is asked for it after the password, in their language, and is nobody until then."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.users.models import UserProfile

from accounts.second_factor import recovery_codes_left
from core.models import User
from tests.accounts.steps import (
    CODE,
    ENROL,
    HOME,
    LEAVE,
    LOGIN,
    code_of,
    come_in,
    enrolled,
    give_code,
    give_password,
    is_in,
    wrong_code_of,
)

EXPLORER = "/admin/pages/"


@pytest.fixture
def codes(moderator: User) -> list[str]:
    return enrolled(moderator)


def waits_no_more(person: User) -> None:
    """The pause after wrong codes is over."""
    TOTPDevice.objects.filter(user=person).update(throttling_failure_timestamp=None)


def test_who_has_none_comes_in_with_the_password(editor: User, client: Client) -> None:
    assert give_password(client, editor.email)["Location"] == HOME
    assert is_in(client)


def test_password_then_code(moderator: User, codes: list[str], client: Client) -> None:
    response = give_password(client, moderator.email, next=EXPLORER)
    assert response["Location"] == f"{CODE}?next=%2Fadmin%2Fpages%2F"
    assert not is_in(client)
    key = client.session.session_key
    assert give_code(client, code_of(moderator), next=EXPLORER)["Location"] == EXPLORER
    assert is_in(client)
    assert client.session.session_key != key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_screen_is_in_the_persons_language(
    moderator: User, codes: list[str], client: Client, language: str
) -> None:
    UserProfile.objects.update_or_create(user=moderator, defaults={"preferred_language": language})
    give_password(client, moderator.email)
    text = client.get(CODE, headers={"accept-language": "de"}).content.decode()
    assert f'<html lang="{language}"' in text
    with override(language):
        assert gettext("Second step") in text
    field = re.search(r'<input[^>]*name="code"[^>]*>', text)
    assert field
    for attribute in ('inputmode="numeric"', 'autocomplete="one-time-code"', "autofocus"):
        assert attribute in field[0]


def test_what_is_asked_for_leads_to_the_code_and_back(moderator: User, codes: list[str], client: Client) -> None:
    give_password(client, moderator.email)
    page = client.get(EXPLORER, follow=True)
    assert page.redirect_chain[-1][0] == f"{CODE}?next=%2Fadmin%2Fpages%2F"
    assert f'name="next" value="{EXPLORER}"' in page.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(moderator: User, codes: list[str], client: Client, elsewhere: str) -> None:
    assert give_password(client, moderator.email, next=elsewhere)["Location"] == CODE
    assert "evil.example" not in client.get(CODE, {"next": elsewhere}).content.decode()
    assert give_code(client, code_of(moderator), next=elsewhere)["Location"] == HOME


def test_a_code_works_once(moderator: User, codes: list[str], client: Client) -> None:
    code = code_of(moderator)
    give_password(client, moderator.email)
    give_code(client, code)
    other = Client()
    give_password(other, moderator.email)
    assert give_code(other, code).status_code == 200
    assert not is_in(other)


def test_a_recovery_code_works_once_at_the_same_field(moderator: User, codes: list[str], client: Client) -> None:
    give_password(client, moderator.email)
    assert give_code(client, f" {codes[0].upper()} ").status_code == 302
    assert is_in(client)
    assert recovery_codes_left(moderator) == 9
    other = Client()
    give_password(other, moderator.email)
    assert give_code(other, codes[0]).status_code == 200
    assert not is_in(other)


def test_a_wrong_code_makes_one_wait_even_with_the_right_one(moderator: User, codes: list[str], client: Client) -> None:
    give_password(client, moderator.email)
    assert give_code(client, wrong_code_of(moderator)).status_code == 200
    assert give_code(client, code_of(moderator)).status_code == 200
    assert not is_in(client)
    waits_no_more(moderator)
    assert give_code(client, code_of(moderator)).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "zzzz-zzzz", "\x00", "١٢٣٤٥٦", "x" * 500])
def test_anything_else_is_refused(moderator: User, codes: list[str], client: Client, code: str) -> None:
    give_password(client, moderator.email)
    assert give_code(client, code).status_code == 200
    assert not is_in(client)


def test_anothers_codes_are_not_right(moderator: User, codes: list[str], editor: User, client: Client) -> None:
    others = enrolled(editor)
    give_password(client, moderator.email)
    assert give_code(client, others[0]).status_code == 200
    assert give_code(client, code_of(editor)).status_code == 200
    assert not is_in(client)


def test_nobody_enrols_another_phone_instead(moderator: User, codes: list[str], client: Client) -> None:
    give_password(client, moderator.email)
    assert client.get(ENROL)["Location"] == CODE
    assert client.post(ENROL, {"code": "000000"})["Location"] == CODE
    assert TOTPDevice.objects.filter(user=moderator).count() == 1


def test_one_may_leave_and_be_somebody_else(moderator: User, codes: list[str], editor: User, client: Client) -> None:
    give_password(client, moderator.email)
    assert client.get(LEAVE).status_code == 405
    assert client.post(LEAVE)["Location"] == LOGIN
    assert client.get(CODE)["Location"].startswith(LOGIN)
    give_password(client, editor.email)
    assert is_in(client)


def test_the_code_of_one_login_is_not_that_of_the_next(moderator: User, codes: list[str], client: Client) -> None:
    come_in(client, moderator)
    client.post("/admin/logout/")
    give_password(client, moderator.email)
    assert not is_in(client)


def test_who_is_in_is_not_asked_again(moderator: User, codes: list[str], client: Client) -> None:
    come_in(client, moderator)
    assert client.get(CODE)["Location"] == HOME
    assert client.get(LOGIN)["Location"] == HOME


def test_who_gave_no_password_is_asked_for_it(db: None, client: Client) -> None:
    for address in (CODE, ENROL):
        assert client.get(address)["Location"].startswith(f"{LOGIN}?next=")


def test_readers_pages_ask_for_no_session(db: None, client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/robots.txt")
