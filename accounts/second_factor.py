"""Who needs a second factor, who has one, and what is missing before a session may do anything."""

import enum

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import User
from partners.permissions import Person, approves_something


class Step(enum.Enum):
    """What is missing after the password; the values are the names of views."""

    CODE = "accounts:code"
    ENROL = "accounts:enrol"


def known(request: HttpRequest) -> Person:
    """Whoever gave the password, whether they have come in or not: only the screens of the login ask for it."""
    return get_user(request)


def entered(request: HttpRequest) -> Person:
    """Whoever has come in; somebody of whom a step is missing is nobody."""
    person = known(request)
    if isinstance(person, User) and missing(person, request.session):
        return AnonymousUser()
    return person


def missing(person: User, session: SessionBase) -> Step | None:
    """The step that is missing before the session may do anything in the name of `person`."""
    device = device_of(person)
    if device is None:
        return Step.ENROL if is_needed(person) else None
    return None if session.get(DEVICE_ID_SESSION_KEY) == device.persistent_id else Step.CODE


def is_needed(person: User) -> bool:
    """Whether `person` may not be without one: whoever approves decides what is public."""
    return bool(settings.TWO_FACTOR_REQUIRED) and approves_something(person)


def device_of(person: User) -> TOTPDevice | None:
    """The device whose codes `person` is asked for."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()
    return device


def recovery_of(person: User) -> StaticDevice | None:
    """What holds the recovery codes of `person`."""
    device: StaticDevice | None = StaticDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()
    return device


def recovery_codes_left(person: User) -> int:
    return StaticToken.objects.filter(device__user=person, device__confirmed=True).count()
