"""The link of an invitation. It is made when the mail is rendered: it holds a secret, and expires."""

from django import template
from django.conf import settings

from core.models import User
from core.one_time_links import one_time_url

register = template.Library()


@register.simple_tag
def invitation_url(user: User) -> str:
    """Where `user` chooses a password; good for one use, within `invitation_days`."""
    return one_time_url("accept_invitation", user)


@register.simple_tag
def invitation_days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
