"""Adding, checking and taking away a second factor. Each writes its log entry and its mail in its transaction."""

import datetime as dt
import re
from binascii import unhexlify

from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from accounts.second_factor import device_of, recovery_of
from core import mail
from core.models import User

RECOVERY_CODES = 10
# Steps of 30 s before and after the present one: phones are not exact.
TOLERANCE = 1


class TooSoonError(Exception):
    """After a wrong code one waits: 1 s, then 2, 4, 8 …"""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.until = until


def plain(code: str) -> str:
    """A code as it is compared, without the spaces and hyphens with which people write it."""
    return re.sub(r"[\s-]", "", code).lower()


def is_of_a_device(code: str) -> bool:
    """Whether a code looks like one that a device shows: six digits. Recovery codes are longer."""
    return re.fullmatch(r"[0-9]{6}", plain(code)) is not None


def accepts(person: User, code: str) -> bool:
    """Whether that is a code of the person's device, or a recovery code; each works once. Raises `TooSoonError`."""
    device = device_of(person) if is_of_a_device(code) else recovery_of(person)
    if device is None:
        return False
    with transaction.atomic():
        # One after the other: two requests at once must not use the same code, nor count as one failure.
        locked = type(device).objects.select_for_update().filter(pk=device.pk).first()
        if locked is None:
            return False
        allowed, why = locked.verify_is_allowed()
        if not allowed:
            raise TooSoonError(why["locked_until"])
        return bool(locked.verify_token(plain(code)))


@transaction.atomic
def enrol(person: User, key: str, code: str) -> list[str]:
    """Makes the device that knows `key` (hexadecimal) the only one of `person`, when `code` is of it.

    Returns the new recovery codes, or nothing when the code is wrong.
    """
    totp = TOTP(unhexlify(key))
    if not is_of_a_device(code) or not totp.verify(int(plain(code)), tolerance=TOLERANCE):
        return []
    _forget(person)
    TOTPDevice.objects.create(user=person, name="totp", key=key, drift=totp.drift, last_t=totp.t(), tolerance=TOLERANCE)
    codes = _new_codes(person)
    _tell(person, "added", by=person)
    return codes


@transaction.atomic
def renew_codes(person: User) -> list[str]:
    """New recovery codes; the former ones end."""
    codes = _new_codes(person)
    log(person, "accounts.renew_recovery_codes", user=person)
    return codes


@transaction.atomic
def remove(person: User, *, by: User | None) -> bool:
    """Takes the second factor away; whether there was one. `by` is None for a command."""
    if not _forget(person):
        return False
    _tell(person, "removed", by=by)
    return True


def _forget(person: User) -> bool:
    # Two at once would leave two devices.
    User.objects.select_for_update().get(pk=person.pk)
    StaticDevice.objects.filter(user=person).delete()
    return TOTPDevice.objects.filter(user=person).delete()[0] > 0


def _new_codes(person: User) -> list[str]:
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    # In two halves, as people copy them.
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _tell(person: User, what: str, *, by: User | None) -> None:
    """Ends the person's other sessions, and says so in the log and by mail."""
    person.second_factor_changed_at = timezone.now()
    person.save(update_fields=["second_factor_changed_at"])
    log(person, f"accounts.second_factor_{what}", user=by)
    mail.send(f"second_factor_{what}", person, {"by_oneself": by == person})
