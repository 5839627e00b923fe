"""What is asked before a password is compared."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class NoDemonstration:
    """Refuses the password that everybody knows, whoever has it, except where the demonstration is shown."""

    def authenticate(self, request: HttpRequest | None, password: str | None = None, **credentials: Any) -> None:
        if password == settings.DEMONSTRATION_PASSWORD and not settings.DEMONSTRATION_ALLOWED:
            raise PermissionDenied
