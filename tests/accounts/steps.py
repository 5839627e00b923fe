"""The steps of a login, as a browser sends them."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts.second_factor import device_of
from accounts.services import enrol
from accounts.views import NEW_KEY
from core.models import User
from tests.factories.people import PASSWORD

LOGIN, HOME = "/admin/login/", "/admin/"
CODE, ENROL, ACCOUNT = reverse("accounts:code"), reverse("accounts:enrol"), reverse("wagtailadmin_account")
REMOVE, RENEW, LEAVE = reverse("accounts:remove"), reverse("accounts:renew_codes"), reverse("accounts:leave")


def give_password(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    next_url = extra.pop("next", HOME)
    return client.post(LOGIN, {"username": email, "password": password, "next": next_url}, **extra)


def give_code(client: Client, code: str, **data: str) -> Any:
    return client.post(CODE, {"code": code, **data})


def enrolled(person: User) -> list[str]:
    """Gives a person a second factor, whose present code still works; the recovery codes."""
    key = random_hex(20)
    codes = enrol(person, key, code_for(key))
    TOTPDevice.objects.filter(user=person).update(last_t=-1)
    return codes


def code_for(key: str) -> str:
    return f"{totp(bytes.fromhex(key)):06}"


def code_of(person: User) -> str:
    """The code that the person's phone shows at this moment."""
    device = device_of(person)
    assert device
    return code_for(device.key)


def wrong_code_of(person: User) -> str:
    """Six digits that are not right, nor will be for a while."""
    device = device_of(person)
    assert device
    right = {f"{totp(device.bin_key, drift=drift):06}" for drift in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in right
    )


def come_in(client: Client, person: User) -> None:
    """Password and code."""
    TOTPDevice.objects.filter(user=person).update(last_t=-1)
    give_password(client, person.email)
    assert give_code(client, code_of(person)).status_code == 302


def shown_key(client: Client) -> str:
    """The key of the picture on the screen, that of a phone which scans it."""
    client.get(ENROL)
    key: str = client.session[NEW_KEY]
    return key


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200
