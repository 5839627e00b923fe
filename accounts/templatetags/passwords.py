"""The link for who forgot their password. It is made when the mail is rendered: it holds a secret, and expires."""

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
def new_password_url(user: User) -> str:
    """Where `user` chooses another password; good for one use, for as long as an invitation."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("wagtailadmin_password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)
