"""A phone is added with a picture, a key and its first code; recovery codes are shown once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, override
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.second_factor import device_of
from core.models import User
from tests.accounts.steps import (
    ENROL,
    HOME,
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


def codes_in(page: Any) -> list[str]:
    return re.findall(r"<code>([a-z2-7]{4}-[a-z2-7]{4})</code>", page.content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_must_adds_a_phone_and_is_in(moderator: User, client: Client, required: None, language: str) -> None:
    UserProfile.objects.update_or_create(user=moderator, defaults={"preferred_language": language})
    give_password(client, moderator.email)
    key = shown_key(client)
    before = client.session.session_key
    page = client.post(ENROL, {"code": code_for(key), "next": "/admin/pages/"})
    assert f'<html lang="{language}"' in page.content.decode()
    assert 'href="/admin/pages/"' in page.content.decode()
    assert is_in(client)
    assert client.session.session_key != before
    with override(language):
        subject = gettext("A second factor was added to your account on %(site_name)s")
    assert [message.subject for message in mail.outbox] == [subject % {"site_name": "Carrefour-TIC"}]
    assert ModelLogEntry.objects.filter(action="accounts.second_factor_added", user=moderator).count() == 1


def test_an_editor_may(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    client.post(ENROL, {"code": code_for(shown_key(client))})
    other = Client()
    give_password(other, editor.email)
    assert not is_in(other)


def test_the_ten_recovery_codes_are_shown_once_and_work(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    codes = codes_in(client.post(ENROL, {"code": code_for(shown_key(client))}))
    assert len(set(codes)) == 10
    assert codes_in(client.get(ENROL)) == []
    other = Client()
    give_password(other, editor.email)
    give_code(other, codes[9])
    assert is_in(other)


def test_the_picture_is_of_the_key_and_comes_from_nowhere_else(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    key = shown_key(client)
    text = client.get(ENROL).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    address = re.search(r'href="(otpauth:[^"]+)"', main)
    assert address
    secret = re.search(r"secret=([A-Z2-7]+)", address[1])
    assert secret
    assert secret[1] in main.replace(" ", "")
    assert TOTPDevice(key=key, user=editor).config_url.split("secret=")[1][:32] == secret[1]
    assert "<svg" in main
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", main)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", main)
    assert client.get(ENROL)["Cache-Control"].count("no-store")


def test_a_wrong_code_adds_nothing_and_the_picture_stays(moderator: User, client: Client, required: None) -> None:
    give_password(client, moderator.email)
    key = shown_key(client)
    wrong = "000000" if code_for(key) != "000000" else "111111"
    for code in (wrong, "", "abc", "x" * 100):
        assert client.post(ENROL, {"code": code}).status_code == 200
    assert device_of(moderator) is None
    assert not is_in(client)
    assert shown_key(client) == key


def test_the_key_is_nobody_elses(moderator: User, client: Client, required: None) -> None:
    """Who once looked at the screen with a stolen password does not know the key of the phone that is added later."""
    thief = Client()
    give_password(thief, moderator.email)
    give_password(client, moderator.email)
    stolen = shown_key(thief)
    assert shown_key(client) != stolen
    client.post(ENROL, {"code": code_for(shown_key(client))})
    assert thief.post(ENROL, {"code": code_for(stolen)}).status_code == 302
    assert TOTPDevice.objects.filter(user=moderator).count() == 1
    assert device_of(moderator).key != stolen


def test_the_code_of_the_enrolment_is_used(editor: User, client: Client) -> None:
    give_password(client, editor.email)
    code = code_for(shown_key(client))
    client.post(ENROL, {"code": code})
    other = Client()
    give_password(other, editor.email)
    give_code(other, code)
    assert not is_in(other)


@pytest.mark.parametrize("proof", ["password", "code"])
def test_another_phone_takes_the_place_of_the_first(
    moderator: User, client: Client, required: None, proof: str
) -> None:
    enrolled(moderator)
    come_in(client, moderator)
    old = device_of(moderator)
    key = shown_key(client)
    assert client.post(ENROL, {"code": code_for(key)}).status_code == 200
    assert client.post(ENROL, {"code": code_for(key), "proof": "wrong"}).status_code == 200
    assert device_of(moderator) == old
    TOTPDevice.objects.filter(user=moderator).update(last_t=-1)
    given = PASSWORD if proof == "password" else code_of(moderator)
    assert len(codes_in(client.post(ENROL, {"code": code_for(key), "proof": given}))) == 10
    assert [device.key for device in TOTPDevice.objects.filter(user=moderator)] == [key]
    assert client.get(HOME).status_code == 200
