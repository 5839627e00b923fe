"""The link for who forgot their password. It is made when the mail is rendered: it holds a secret, and expires."""

from django import template

from core.models import User
from core.one_time_links import one_time_url

register = template.Library()


@register.simple_tag
def new_password_url(user: User) -> str:
    """Where `user` chooses another password."""
    return one_time_url("wagtailadmin_password_reset_confirm", user)
