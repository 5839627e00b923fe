"""Links in mails by which somebody chooses a password. Each holds a secret, works once, and expires."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from core.models import User


def one_time_url(view: str, user: User) -> str:
    """The address of a view that takes the key of `user` and a token; good for PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse(view, args=[uid, default_token_generator.make_token(user)])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)
