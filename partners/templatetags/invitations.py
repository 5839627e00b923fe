"""The link of an invitation. It is made when the mail is rendered: it holds a secret, and expires."""

from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from core.models import User

register = template.Library()


@register.simple_tag
def invitation_url(user: User) -> str:
    """Where `user` chooses a password; good for one use, within `invitation_days`."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("accept_invitation", args=[uid, default_token_generator.make_token(user)])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)


@register.simple_tag
def invitation_days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
