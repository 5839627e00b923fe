"""What an authenticator application reads: an address, and its picture."""

from base64 import b32encode
from binascii import unhexlify

import segno
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import User


def address(person: User, key: str) -> str:
    """The `otpauth:` address of a device that knows `key` (hexadecimal)."""
    return str(TOTPDevice(user=person, key=key).config_url)


def picture(text: str) -> SafeString:
    """A QR code (ISO 18004) as inline SVG: no request, and nothing that a content security policy refuses.

    Always dark on light, with the margin of four modules that readers of the code need.
    """
    svg = segno.make(text, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308  (numbers and the two colours above)


def by_hand(key: str) -> str:
    """The key as one types it where there is no camera: base 32, in groups of four."""
    letters = b32encode(unhexlify(key)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
