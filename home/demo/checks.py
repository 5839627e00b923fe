"""Keeps the demonstration's accounts, whose password everybody knows, off public servers."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from core.models import User
from home.demo.people import accounts

HINT = "Delete or deactivate them, or start from an empty database."


def refused_accounts() -> list[str]:
    """The addresses of the demonstration's accounts that could enter where the demonstration is not shown."""
    if settings.DEMONSTRATION_ALLOWED:
        return []
    addresses = [account.email for account in accounts()]
    active = User.objects.filter(email__in=addresses, is_active=True)
    return list(active.order_by("email").values_list("email", flat=True))


@checks.register(checks.Tags.database)
def no_demonstration(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """For `manage.py check --deploy --database default`, and for `migrate`."""
    found = _found() if databases else []
    return [checks.Error(_sentence(found), hint=HINT, id="home.E001")] if found else []


def refuse_to_start() -> None:
    """For the web server. A database that is down, or not migrated yet, keeps it from nothing."""
    if found := _found():
        raise ImproperlyConfigured(f"{_sentence(found)} {HINT}")


def _found() -> list[str]:
    try:
        return refused_accounts()
    except DatabaseError:
        return []


def _sentence(found: list[str]) -> str:
    return f"The database holds {len(found)} accounts of the demonstration, such as {found[0]}."
